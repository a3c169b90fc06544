import type { AnswerTrace } from '#answering';

/** What to say of an answer that cites text which no longer stands: as it was asked as of an earlier day. */
export function warningsOfAge({
  citations,
  passages,
}: Pick<AnswerTrace, 'citations' | 'passages'>): AnswerTrace['warnings'] {
  const old = new Set(passages.filter(({ isSuperseded }) => isSuperseded).map(({ revisionId }) => revisionId));
  const titles = new Set(citations.filter(({ revisionId }) => old.has(revisionId)).map(({ title }) => `“${title}”`));
  if (titles.size === 0) return [];
  return [
    {
      code: 'answer.superseded_sources',
      message: `The answer cites text that no longer stands: ${[...titles].join(', ')}. Open the source to see what stands now.`,
    },
  ];
}
