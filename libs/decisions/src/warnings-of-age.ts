import type { AnswerTrace } from '#answering';
import type { Told } from '#contracts';
import type { Failure } from '#knowledge';

/** What to say of an answer that cites text which no longer stands: as it was asked as of an earlier day. */
export function warningsOfAge({
  citations,
  passages,
}: Pick<AnswerTrace, 'citations' | 'passages'>): AnswerTrace['warnings'] {
  const old = new Set(passages.filter(({ isSuperseded }) => isSuperseded).map(({ revisionId }) => revisionId));
  const cited = citations.filter(({ revisionId }) => old.has(revisionId));
  const titles = [...new Set(cited.map(({ title }) => title))];
  if (titles.length === 0) return [];
  const quoted = titles.map((title) => `“${title}”`).join(', ');
  return [
    {
      code: 'answer.superseded_sources',
      message: `The answer cites text that no longer stands: ${quoted}. Open the source to see what stands now.`,
      particulars: { titles: titles.join('\n') },
    } satisfies Failure & Told<'answer.superseded_sources'>,
  ];
}
