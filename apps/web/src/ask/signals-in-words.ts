import { type SentenceView, SOURCE_LOST, type SupportSignals } from '#contracts';
import { strings } from '../strings/index.js';

const { signals: words, reasons } = strings.ask;

/** What a verdict was weighed by, one phrase a measure; measures that nobody took are left out. */
export function signalsInWords({ overlap, similarity, reranker }: SupportSignals): string[] {
  return [
    words.overlap(overlap),
    ...(similarity === null ? [] : [words.similarity(similarity)]),
    ...(reranker === null ? [] : [words.reranker(reranker)]),
  ];
}

/**
 * Why a sentence has its verdict, in the reader's language: all that speaks against it, or what speaks for it.
 * @returns What the record says, in English, for one from before signals were kept; empty where it says nothing.
 */
export function reasonInWords({ support, why, signals }: Pick<SentenceView, 'support' | 'why' | 'signals'>): string {
  // Records from before such a sentence was sealed without signals have those of the verdict that it lost.
  if (why === SOURCE_LOST) return reasons.lost;
  if (signals === null) return why;
  if (support !== 'unsupported') return reasons[support];
  const { missingNumbers, missingNames, negationDiffers } = signals;
  const against = [
    ...(missingNumbers.length > 0 ? [reasons.numbers(missingNumbers)] : []),
    ...(missingNames.length > 0 ? [reasons.names(missingNames)] : []),
    ...(negationDiffers ? [reasons.negation] : []),
  ];
  return against.join(' ') || reasons.nothingClose;
}
