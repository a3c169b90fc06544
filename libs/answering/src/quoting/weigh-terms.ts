import type { Span } from '#knowledge';
import type { AnalysedQuestion } from '../question/analyse-question.js';
import { affinityToWording, type Wording } from '../text/affinity-to-wording.js';
import { RELATED } from '../text/terms.js';
import type { ReadSentence } from './read-passages.js';

/** A question's word with what it is worth among the sentences that were retrieved. */
export interface WeighedTerm extends Span {
  readonly key: string;
  readonly surface: string;
  readonly isSpecific: boolean;
  /** Whether it is of what the question is about, and does not only ask. */
  readonly isSubject: boolean;
  /** Greater for rarer words, > 0. */
  readonly weight: number;
  /** Whether any retrieved sentence, title or heading holds it, or an inflection of it. */
  readonly isFound: boolean;
  /** Of a phrase of every day: the ways in which it is told. */
  readonly wording?: Wording;
}

/** A word on every line still counts for this share of the rarest one. */
const COMMON_WORD_SHARE = 0.25;

/** Weigh the words of a question by how rare they are in the sentences at hand (inverse document frequency over sentences). */
export function weighTerms(question: AnalysedQuestion, sentences: readonly ReadSentence[]): WeighedTerm[] {
  const total = sentences.length;
  const rarest = Math.log(1 + (total + 0.5) / 0.5);
  const frames = new Set(sentences.flatMap((sentence) => [...sentence.frame]));
  return question.terms.map((term) => {
    const affinityOf = affinityToWording(term);
    const holding = sentences.filter(({ keys }) => affinityOf(keys) > RELATED).length;
    const inverse = Math.log(1 + (total - holding + 0.5) / (holding + 0.5));
    const share = rarest > 0 ? inverse / rarest : 1;
    return {
      key: term.key,
      surface: term.surface,
      ...(term.wording && { wording: term.wording }),
      start: term.start,
      end: term.end,
      isSpecific: term.isSpecific,
      isSubject: term.weight === 1,
      weight: term.weight * Math.max(share, COMMON_WORD_SHARE),
      isFound: holding > 0 || affinityOf(frames) > 0 || sentences.some(({ keys }) => affinityOf(keys) > 0),
    };
  });
}
