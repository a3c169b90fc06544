import type { QuestionKind } from './question-kind.js';

/** A question that was asked before, and its answer. */
export interface PreviousExchange {
  /** As it was understood: where it was a follow-up itself, with the words that it left out. */
  readonly question: string;
  readonly answer: string;
  /** As it was typed; absent where that is the same, or nobody knows. */
  readonly typed?: string;
  /** What kind of answer it wanted; absent where nobody worked that out: then what its words say. */
  readonly kind?: QuestionKind;
  /** Its words that nothing held, where it was refused. */
  readonly missing?: readonly string[];
}

/** A changed question, and why. */
export interface Rewrite {
  readonly from: string;
  readonly to: string;
  readonly reason: 'pronoun' | 'ellipsis' | 'model' | 'step';
}

/** How a follow-up became a question that stands alone. */
export interface Condensed {
  /** What is searched for. */
  readonly question: string;
  readonly by: 'rules' | 'model' | 'nobody';
  /** What the rules made of it; null where they see nothing that leans on the exchange before. */
  readonly rules: string | null;
  /** What the model wrote, also when it was of no use; null when none was asked. */
  readonly model: string | null;
  /** Why it is another question than the one that was typed; null where it is not. Absent from older records, as is the next. */
  readonly reason?: Rewrite['reason'] | null;
  /** What kind of answer is wanted, by what was typed or else by what it follows up. */
  readonly kind?: QuestionKind;
}
