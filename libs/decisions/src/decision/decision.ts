import type {
  Attention,
  ConsideredOption,
  DecisionAction,
  DecisionAudience,
  DecisionOutcome,
  DecisionState,
  Disposition,
} from '#contracts';

/** Somebody whom a decision names. The name is the one that was signed with, or what stands for one that was forgotten. */
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
  /** Absent in what was signed before decisions had reviewers, as is `audience`. */
  readonly reviewers?: readonly Person[];
  readonly audience?: DecisionAudience;
  /** ISO date. */
  readonly reviewOn: string | null;
  /** 32 random bytes, hexadecimal: without them nobody can guess an erased decision from its hashes. Since format 3. */
  readonly salt?: string;
  /** The answers it rests on, each with the hash under which its record was sealed. */
  readonly records: readonly { readonly id: string; readonly sha256: string }[];
}

/** Who is to look at it, in the order given; nobody in decisions older than reviewers. */
export const reviewersOf = ({ reviewers }: DecisionContent): readonly Person[] => reviewers ?? [];
/** Who may read it: in decisions older than that choice, those whom they name. */
export const audienceOf = ({ audience }: DecisionContent): DecisionAudience => audience ?? 'named';

/** How many approvals a proposal needs of people who neither own nor proposed it. Frozen when it is proposed. */
export interface ApprovalRule {
  /** 0: one approval of any judge will do. */
  readonly approvals: number;
  /** What asks for so many: `service`, or ids of collections. */
  readonly from: readonly string[];
}

/** What a step of a decision's history can be: made, edited, or moved on. */
export type StepAction = 'create' | 'edit' | DecisionAction;

/** One step of a decision, signed by who was signed in. Sealed as canonical JSON; its hash goes into the log. */
export interface DecisionStepBody {
  /**
   * 2 since steps carry rule, outcome, next review and attention; 3 since content is salted; 4 since names are commitments
   * (`nameCommitment`); older ones stay as they were signed.
   */
  readonly format: 1 | 2 | 3 | 4;
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
  /** In force from the proposal on. */
  readonly rule?: ApprovalRule | null;
  /** What came of it; with `outcome` alone. */
  readonly outcome?: DecisionOutcome | null;
  /** ISO date; with `review` alone. */
  readonly nextReviewOn?: string | null;
  /** How much care the judge's client says that they took; with `approve` and `reject`. */
  readonly attention?: Attention | null;
  readonly content: DecisionContent;
}

/** What came of a decision, with who said so and when. */
export type RecordedOutcome = DecisionOutcome & { readonly by: Person; readonly at: string };

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
  readonly rule: ApprovalRule | null;
  /** User id of who proposed it as it stands; null before. */
  readonly proposerId: string | null;
  /** User ids of who approved the proposal so far. */
  readonly approvers: readonly string[];
  /** The next day of review, as an ISO date. */
  readonly reviewOn: string | null;
  readonly outcome: RecordedOutcome | null;
  readonly successor: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
