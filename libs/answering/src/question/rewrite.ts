/** A question that was asked before, and its answer. */
export interface PreviousExchange {
  /** As it was understood: where it was a follow-up itself, with the words that it left out. */
  readonly question: string;
  readonly answer: string;
  /** As it was typed; absent where that is the same, or nobody knows. */
  readonly typed?: string;
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
}
