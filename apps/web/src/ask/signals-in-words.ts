import type { SupportSignals } from '#contracts';
import { strings } from '../strings/index.js';

const words = strings.ask.signals;

/** What a verdict rests on, one phrase a signal; signals that say nothing are left out. */
export function signalsInWords(signals: SupportSignals): string[] {
  const { overlap, missingNumbers, missingNames, negationDiffers, similarity, reranker } = signals;
  return [
    words.overlap(overlap),
    ...(missingNumbers.length > 0 ? [words.missingNumbers(missingNumbers)] : []),
    ...(missingNames.length > 0 ? [words.missingNames(missingNames)] : []),
    ...(negationDiffers ? [words.negation] : []),
    ...(similarity === null ? [] : [words.similarity(similarity)]),
    ...(reranker === null ? [] : [words.reranker(reranker)]),
  ];
}
