import type { Passage } from '#knowledge';
import type { AnswerSentence, Citation } from '../answer-trace.js';
import type { WrittenSentence } from '../generating/parse-output.js';
import { readPassages } from '../quoting/read-passages.js';
import { addressesModel } from '../text/addresses-model.js';
import { bindCitations, type Binding } from './bind-citations.js';
import { CitationNumbers } from './number-citations.js';

/** A written sentence with what it rests on. */
export interface BoundSentence extends Binding {
  readonly text: string;
}

/**
 * Bind every written sentence to the stored sentences that support it.
 * A stored sentence that speaks to language models is no evidence.
 * @param passages As the model read them: marker n names the n-th. No other passage can be cited.
 */
export function bindAnswer(written: readonly WrittenSentence[], passages: readonly Passage[]): BoundSentence[] {
  const read = readPassages(passages).filter(({ kind, text }) => kind !== 'heading' && !addressesModel(text));
  return written.map(({ text, markers }) => {
    const cited = markers.map((marker) => marker - 1);
    return { text, ...bindCitations(text, cited, read) };
  });
}

/** Number the citations of bound sentences; an unsupported one gets none. */
export function citeBound(bound: readonly BoundSentence[]): { sentences: AnswerSentence[]; citations: Citation[] } {
  const numbers = new CitationNumbers();
  const sentences = bound.map(({ text, verdict, evidence }): AnswerSentence => {
    const { support, why, signals } = verdict;
    const cited = support === 'unsupported' ? [] : evidence.map(({ passage, span }) => numbers.cite(passage, span).n);
    return { text, support, citations: [...new Set(cited)].sort((a, b) => a - b), why, signals };
  });
  return { sentences, citations: numbers.all() };
}
