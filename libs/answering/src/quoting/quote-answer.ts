import type { AnswerSentence, Citation } from '../answer-trace.js';
import { CitationNumbers } from '../evidence/number-citations.js';
import type { ScoredSentence } from './score-sentences.js';
import { selectQuotes } from './select-quotes.js';

/** Quote the sentences that answer; each is its own evidence. */
export function quoteAnswer(scored: readonly ScoredSentence[]): { sentences: AnswerSentence[]; citations: Citation[] } {
  const numbers = new CitationNumbers();
  const sentences = selectQuotes(scored).map(({ passage, span, text }): AnswerSentence => {
    const { n } = numbers.cite(passage, span);
    return { text, support: 'verbatim', citations: [n] };
  });
  return { sentences, citations: numbers.all() };
}
