import { chunkId, type Passage } from '#knowledge';

/** For specs: a passage that starts `offset` characters into its revision. Only what matters needs to be stated. */
export function aPassage(
  text: string,
  more: Partial<Omit<Passage, 'text' | 'span'>> & { offset?: number } = {},
): Passage {
  const { offset = 100, ...rest } = more;
  const revisionId = rest.revisionId ?? `revision-of-${rest.documentId ?? 'handbook'}`;
  return {
    chunkId: chunkId(revisionId, offset),
    collectionId: 'library',
    documentId: 'handbook',
    revisionId,
    revision: 1,
    title: 'Handbook',
    path: 'handbook.md',
    page: 1,
    headingPath: [],
    text,
    span: { start: offset, end: offset + text.length },
    score: 1,
    scores: { keyword: 1, cosine: null },
    isSuperseded: false,
    ...rest,
  };
}
