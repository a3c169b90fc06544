import type { DocumentView } from '#contracts';

type Named = Pick<DocumentView, 'title' | 'path'>;

/** Those that hold what is typed in their title or path, without case, in their order: as the service looks for them. */
export function fittingDocuments<D extends Named>(documents: readonly D[], typed: string): D[] {
  const wanted = typed.trim().toLowerCase();
  return documents.filter(({ title, path }) => [title, path].some((said) => said.toLowerCase().includes(wanted)));
}
