import type { CollectionView, DocumentDetail, DocumentView, RevisionView } from '#contracts';
import { type CoverageNote, pageUnitOf } from '#knowledge';
import type {
  Collection,
  DocumentRecord,
  DocumentTally,
  Relative,
  RevisionDescription,
  RevisionRecord,
} from '#library';
import { viewCoverage } from './coverage.view.js';

/** Counts are of what the caller may see. */
export const viewCollection = (
  { id, name, kind, generator, requiresMatter }: Collection,
  { live, failed, pending }: DocumentTally,
): CollectionView => ({ id, name, kind, generator, requiresMatter, documents: { live, failed, pending } });

/** All that is known of a revision but its text and bytes. */
export function viewRevision(revision: RevisionRecord): RevisionView {
  const { id, number, state, fileName, mediaType, sizeBytes, sha256, pages, chunks, failure } = revision;
  return {
    ...{ id, number, state, fileName, mediaType, sizeBytes, sha256, pages, chunks, failure },
    pageUnit: pageUnitOf(mediaType),
    notes: revision.notes.map(viewNote),
    coverage: revision.coverage && viewCoverage(revision.coverage),
    definedTerms: revision.definedTerms.map(({ term, clause, start }) => ({ term, clause, start })),
    language: revision.language,
    createdAt: revision.createdAt.toISOString(),
    liveAt: revision.liveAt?.toISOString() ?? null,
  };
}

/** How many and how sure stand in a note by themselves; they are particulars of its sentence, too. */
function viewNote({
  code,
  message,
  page,
  count,
  confidence,
  particulars,
}: CoverageNote): RevisionView['notes'][number] {
  const told = {
    ...particulars,
    ...(count === undefined ? {} : { count }),
    ...(confidence === undefined ? {} : { confidence: Math.round(confidence) }),
  };
  return {
    ...{ code, message },
    ...(Object.keys(told).length > 0 && { particulars: told }),
    ...(page !== undefined && { page }),
  };
}

/** Its current revision, null while none is searched, and its latest; not those between. */
export function viewDocument(document: DocumentRecord): DocumentView {
  const { id, collection, parentId, title, path, metadata, matter, state, current, latest, removedAt } = document;
  return {
    ...{ id, collection, parentId, title, path, metadata, matter, state },
    current: current && viewRevision(current),
    latest: viewRevision(latest),
    removedAt: removedAt?.toISOString() ?? null,
  };
}

/**
 * A document with all its revisions, and what the extractor proposed for the current one. @param relatives Those that
 * the caller may see.
 */
export const viewDetail = (
  document: DocumentRecord & { revisions: readonly RevisionRecord[] },
  relatives: { readonly parent: Relative | null; readonly members: readonly Relative[] },
  description: RevisionDescription | null,
): DocumentDetail => ({
  ...viewDocument(document),
  parent: relatives.parent,
  members: [...relatives.members],
  proposed: description && {
    revision: description.revisionId,
    values: description.values.map(({ key, value, quote }) => ({ key, value, quote })),
    model: { ...description.model },
    at: description.at.toISOString(),
  },
  revisions: document.revisions.map(viewRevision),
});
