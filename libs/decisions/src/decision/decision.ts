import type { ConsideredOption, DecisionAction, DecisionState, Disposition } from '#contracts';

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** What is decided. Frozen from the proposal on: who approves signs the same content that was proposed. */
export interface DecisionContent {
  readonly question: string;
  readonly options: readonly ConsideredOption[];
  /** May be empty while it is a draft, as may `reason`. */
  readonly choice: string;
  readonly reason: string;
  readonly matter: string | null;
  readonly responsible: Person;
  /** ISO date. */
  readonly reviewOn: string | null;
  /** The answers it rests on, each with the hash under which its record was sealed. */
  readonly records: readonly { readonly id: string; readonly sha256: string }[];
}

export type StepAction = 'create' | 'edit' | DecisionAction;

/** One step of a decision, signed by who was signed in. Sealed as canonical JSON; its hash goes into the log. */
export interface DecisionStepBody {
  readonly format: 1;
  readonly decision: string;
  /** Counts the decision's steps, from 1. */
  readonly version: number;
  readonly action: StepAction;
  /** null for the first step. */
  readonly from: DecisionState | null;
  readonly to: DecisionState;
  readonly by: Person & { readonly role: string; readonly via: string };
  /** ISO date and time. */
  readonly at: string;
  readonly reason: string;
  readonly dispositions: readonly Disposition[];
  /** The decision that takes its place; with `supersede` alone. */
  readonly successor: string | null;
  readonly content: DecisionContent;
}

/** A step as it stands in the log. */
export interface DecisionStep extends Omit<DecisionStepBody, 'format' | 'decision' | 'content'> {
  readonly contentSha256: string;
  /** Hash of the whole step body. */
  readonly sha256: string;
  readonly logIndex: number;
}

/** A decision as it stands now. */
export interface Decision {
  readonly id: string;
  readonly state: DecisionState;
  /** Version of its last step. */
  readonly version: number;
  readonly owner: Person;
  readonly content: DecisionContent;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
