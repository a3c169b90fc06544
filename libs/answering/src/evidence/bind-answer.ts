import type { Passage } from '#knowledge';
import type { AnswerSentence, Citation } from '../answer-trace.js';
import type { WrittenSentence } from '../generating/parse-output.js';
import { readPassages } from '../quoting/read-passages.js';
import { bindCitations } from './bind-citations.js';
import { CitationNumbers } from './number-citations.js';

/**
 * Bind every written sentence to the stored sentences that support it.
 * @param passages As the model read them: marker n names the n-th. No other passage can be cited.
 */
export function bindAnswer(
  written: readonly WrittenSentence[],
  passages: readonly Passage[],
): { sentences: AnswerSentence[]; citations: Citation[] } {
  const read = readPassages(passages).filter(({ kind }) => kind !== 'heading');
  const numbers = new CitationNumbers();
  const sentences = written.map(({ text, markers }): AnswerSentence => {
    const { verdict, evidence } = bindCitations(
      text,
      markers.map((marker) => marker - 1),
      read,
    );
    const citations = evidence.map(({ passage, span }) => numbers.cite(passage, span).n);
    return { text, support: verdict.support, citations: [...new Set(citations)].sort((a, b) => a - b) };
  });
  return { sentences, citations: numbers.all() };
}
