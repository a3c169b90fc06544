import type { PassageView, SearchFacets } from '#contracts';
import { type Span, pageUnitOf } from '#knowledge';
import type { Facets, FoundPassage } from '#retrieval';

const BETWEEN_HEADINGS = ' › ';

/**
 * Spans and highlights are in UTF-16 code units; `rerank` is null where no reranker looked. @param i Place in the list,
 * from 0.
 */
export const viewPassage = (passage: FoundPassage, i: number): PassageView => ({
  rank: i + 1,
  score: passage.score,
  document: passage.documentId,
  revision: passage.revisionId,
  revisionNumber: passage.revision,
  title: passage.title,
  path: passage.path,
  page: passage.page,
  ...(passage.mediaType !== undefined && { pageUnit: pageUnitOf(passage.mediaType) }),
  heading: passage.headingPath.join(BETWEEN_HEADINGS),
  clause: passage.clauses?.[0]?.label ?? null,
  text: passage.text,
  span: pairOf(passage.span),
  highlights: {
    text: passage.highlights.text.map(pairOf),
    title: passage.highlights.title.map(pairOf),
    heading: headingSpans(passage),
  },
  isSuperseded: passage.isSuperseded,
  scores: { rerank: null, ...passage.scores },
  copies: (passage.copies ?? []).map(({ documentId, revisionId, title, path, page }) => {
    return { document: documentId, revision: revisionId, title, path, page };
  }),
});

/** Counts of documents, not passages, of those that the caller may see. */
export const viewFacets = ({ documents, isPartial, counts }: Facets): SearchFacets => {
  const { collection, type, matter, author, year, language } = counts;
  const copy = (some: Facets['counts'][keyof Facets['counts']]) => some.map((one) => ({ ...one }));
  return {
    ...{ documents, isPartial },
    ...{ collection: copy(collection), type: copy(type), matter: copy(matter) },
    ...{ author: copy(author), year: copy(year), language: copy(language) },
  };
};

const pairOf = ({ start, end }: Span): [number, number] => [start, end];

/** Each heading's places, moved to where it stands in the line of headings. */
function headingSpans({ headingPath, highlights }: FoundPassage): [number, number][] {
  let at = 0;
  return headingPath.flatMap((heading, i) => {
    const moved = highlights.headings[i]!.map(({ start, end }): [number, number] => [at + start, at + end]);
    at += heading.length + BETWEEN_HEADINGS.length;
    return moved;
  });
}
