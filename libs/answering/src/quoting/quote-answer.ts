import type { AnswerSentence, Citation } from '../answer-trace.js';
import { CitationNumbers } from '../evidence/number-citations.js';
import { VERBATIM } from '../evidence/support-verdict.js';
import type { Quote } from './select-quotes.js';

/** Quotations as an answer; each is its own evidence. */
export function quoteAnswer(quotes: readonly Quote[]): { sentences: AnswerSentence[]; citations: Citation[] } {
  const numbers = new CitationNumbers();
  const { support, why, signals } = VERBATIM;
  const sentences = quotes.map(({ passage, span, text }): AnswerSentence => {
    const { n } = numbers.cite(passage, span);
    return { text, support, citations: [n], why, signals };
  });
  return { sentences, citations: numbers.all() };
}
