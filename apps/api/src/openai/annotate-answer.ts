import { type AnswerDocument, type CitationView, type UrlAnnotation, joinPresent, sayPlace } from '#contracts';
import { inertMarkdown } from '#knowledge';

/** The answer's text, {@link inertMarkdown}, with the parts of it that rest on sources, as half-open ranges of UTF-16 units. */
export interface AnnotatedAnswer {
  readonly content: string;
  readonly annotations: UrlAnnotation[];
  /** Where each sentence begins in the content. */
  readonly starts: readonly number[];
}

/** @param portalUrl Without a slash at its end. A refusal is its reason, and rests on nothing. */
export function annotateAnswer(
  { answer, sentences, citations, refusal }: Pick<AnswerDocument, 'answer' | 'sentences' | 'citations' | 'refusal'>,
  portalUrl: string,
): AnnotatedAnswer {
  if (refusal) return { content: inertMarkdown(refusal.message).text, annotations: [], starts: [] };
  const { text: content, at } = inertMarkdown(answer);
  const byNumber = new Map(citations.map((citation) => [citation.n, citation]));
  const annotations: UrlAnnotation[] = [];
  const starts: number[] = [];
  let from = 0;
  for (const sentence of sentences) {
    const start = answer.indexOf(sentence.text, from);
    if (start < 0) continue;
    from = start + sentence.text.length;
    starts.push(at(start));
    for (const n of sentence.citations) {
      const citation = byNumber.get(n);
      if (citation) annotations.push(annotationOf(citation, at(start), at(from), portalUrl));
    }
  }
  return { content, annotations, starts };
}

const annotationOf = (citation: CitationView, start: number, end: number, portalUrl: string): UrlAnnotation => ({
  type: 'url_citation',
  url_citation: {
    start_index: start,
    end_index: end,
    title: joinPresent([citation.title, citation.clause, sayPlace(citation.page, citation.pageUnit)], ', '),
    url: `${portalUrl}${sourceAddress(citation)}`,
  },
});

/** The portal's page for a cited place. */
const sourceAddress = ({ revision, span: [start, end], page }: CitationView): string =>
  `/source/${encodeURIComponent(revision)}?start=${start}&end=${end}&page=${page}`;
