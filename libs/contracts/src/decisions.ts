import { z } from 'zod';

/** draft → proposed → approved or rejected → superseded; withdrawn from draft or proposed; decided ones may be reopened. */
export const decisionState = z.enum(['draft', 'proposed', 'approved', 'rejected', 'withdrawn', 'superseded']);
export type DecisionState = z.infer<typeof decisionState>;

/** What moves a decision on, once it is drafted. Which of them its state allows, its detail says. */
export const decisionAction = z.enum([
  ...(['propose', 'approve', 'reject', 'withdraw', 'supersede'] as const),
  /** After it was made: what came of it, that it was looked at again and stands, or that it is open again. */
  ...(['outcome', 'review', 'reopen'] as const),
]);
export type DecisionAction = z.infer<typeof decisionAction>;

const sentences = (longest: number) => z.string().trim().max(longest);
const matterName = sentences(100).min(1);
const version = z.int().min(1);

/** What a person made of one answer: taken as it is, taken otherwise, or not taken; and with how much care. */
export const disposition = z
  .strictObject({
    /** Record of the answer; one that the decision rests on. */
    record: z.uuid(),
    verdict: z.enum(['approved', 'overridden', 'rejected']),
    reason: sentences(4_000).default(''),
    /** Time that the person had the answer before them, in milliseconds. */
    timeSpentMs: z.int().min(0).max(31_536_000_000).nullable().default(null),
    /** How many of its citations the person opened. */
    openedCitations: z.int().min(0).max(10_000).nullable().default(null),
  })
  .refine(({ verdict, reason }) => verdict === 'approved' || reason !== '', {
    message: 'Say why the answer is overridden or rejected.',
    path: ['reason'],
  });
export type Disposition = z.infer<typeof disposition>;

/** Each record at most once. */
const dispositions = z
  .array(disposition)
  .max(20)
  .refine((given) => new Set(given.map(({ record }) => record)).size === given.length, 'Judge each answer once.');

/** What was weighed, the choice included; its note says for what and against what. */
export const consideredOption = z.strictObject({ title: sentences(300).min(1), note: sentences(4_000).default('') });
export type ConsideredOption = z.infer<typeof consideredOption>;

/** Who sees a decision once it is made: those whom it names, or also whoever may see all documents behind its answers. */
export const decisionAudience = z.enum(['named', 'readers']);
export type DecisionAudience = z.infer<typeof decisionAudience>;

/** What came of a decision. */
export const decisionOutcome = z.strictObject({
  /** Whether it brought what it was made for. */
  verdict: z.enum(['as_intended', 'partly', 'not_as_intended', 'too_early']),
  text: sentences(10_000).min(1, 'Say what came of it.'),
  /** The day on which that was seen. */
  observedOn: z.iso.date(),
});
export type DecisionOutcome = z.infer<typeof decisionOutcome>;

/** How much care a judge took, as their client says; nobody can check it, and it is recorded as a claim. */
export const attention = z.strictObject({
  /** From opening the decision to signing, in milliseconds. */
  timeSpentMs: z.int().min(0).max(31_536_000_000).nullable().default(null),
  citationsOpened: z.int().min(0).max(10_000).nullable().default(null),
});
export type Attention = z.infer<typeof attention>;

const draft = {
  question: sentences(2_000).min(1, 'Say what is to be decided.'),
  options: z.array(consideredOption).max(30),
  choice: sentences(4_000),
  reason: sentences(20_000),
  matter: matterName.nullable(),
  /** User id of the person who answers for the decision. */
  responsible: z.uuid(),
  /** User ids of those who may approve or reject it as well. */
  reviewers: z
    .array(z.uuid())
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'Name each reviewer once.'),
  audience: decisionAudience,
  /** The day on which somebody should look at the decision again. */
  reviewOn: z.iso.date().nullable(),
  /** Ids of the answer records that the decision rests on. */
  records: z
    .array(z.uuid())
    .min(1, 'Name the record of at least one answer.')
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'Name each record once.'),
};

/** A new draft. `choice` and `reason` may wait until it is proposed; `responsible` is whoever makes it unless named. */
export const createDecision = z.strictObject({
  question: draft.question,
  records: draft.records,
  options: draft.options.default([]),
  choice: draft.choice.default(''),
  reason: draft.reason.default(''),
  matter: draft.matter.default(null),
  responsible: draft.responsible.optional(),
  reviewers: draft.reviewers.default([]),
  audience: draft.audience.default('named'),
  reviewOn: draft.reviewOn.default(null),
  dispositions: dispositions.default([]),
});
export type CreateDecision = z.infer<typeof createDecision>;

/** Absent members stay as they are. */
export const editDecision = z.strictObject({
  /** The version that was read; somebody else's change since then is a conflict. */
  version,
  question: draft.question.optional(),
  records: draft.records.optional(),
  options: draft.options.optional(),
  choice: draft.choice.optional(),
  reason: draft.reason.optional(),
  matter: draft.matter.optional(),
  responsible: draft.responsible.optional(),
  reviewers: draft.reviewers.optional(),
  audience: draft.audience.optional(),
  reviewOn: draft.reviewOn.optional(),
  dispositions: dispositions.optional(),
});
export type EditDecision = z.infer<typeof editDecision>;

/** One step. With a version that is not the newest it is refused, because somebody else was quicker. */
export const decisionTransition = z
  .strictObject({
    action: decisionAction,
    version,
    /** Required to reject, to withdraw and to reopen. */
    reason: sentences(4_000).default(''),
    dispositions: dispositions.default([]),
    /** With `approve` and `reject`. */
    attention: attention.optional(),
    /** With `outcome`, and with that alone. */
    outcome: decisionOutcome.optional(),
    /** With `review` alone: when to look at it next; never, unless given. */
    nextReviewOn: z.iso.date().nullable().optional(),
    /** The approved decision that takes this one's place; with `supersede`, and with that alone. */
    successor: z.uuid().optional(),
  })
  .refine(({ action, reason }) => !['reject', 'withdraw', 'reopen'].includes(action) || reason !== '', {
    message: 'Say why.',
    path: ['reason'],
  })
  .refine(({ action, successor }) => (action === 'supersede') === (successor !== undefined), {
    message: 'Name the decision that takes its place, with "supersede" alone.',
    path: ['successor'],
  })
  .refine(({ action, outcome }) => (action === 'outcome') === (outcome !== undefined), {
    message: 'Say what came of it, with "outcome" alone.',
    path: ['outcome'],
  })
  .refine(({ action, nextReviewOn }) => action === 'review' || nextReviewOn === undefined, {
    message: 'The next day of review goes with "review" alone.',
    path: ['nextReviewOn'],
  })
  .refine(({ action, attention: care }) => ['approve', 'reject'].includes(action) || care === undefined, {
    message: 'Only who approves or rejects says with how much care.',
    path: ['attention'],
  });
export type DecisionTransition = z.infer<typeof decisionTransition>;

/** Pages of decisions in sight, last changed first. All conditions must hold. */
export const decisionQuery = z.strictObject({
  state: decisionState.optional(),
  matter: matterName.optional(),
  /** Only decisions that rest on this record. */
  record: z.uuid().optional(),
  /** Only approved ones whose day of review has come by this day. */
  dueBy: z.iso.date().optional(),
  /** Only proposals that wait for the caller's approval. */
  awaiting: z.literal('me').optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DecisionQuery = z.infer<typeof decisionQuery>;

/** Somebody whom a decision names. */
export const person = z.object({ id: z.string(), name: z.string() });
export type PersonView = z.infer<typeof person>;

/** How many approvals a proposal needs of people who neither own nor proposed it; 0: one of any judge will do. */
export const approvalRule = z.object({
  approvals: z.int(),
  /** What asks for so many: the service's setting, or these collections behind its answers. */
  from: z.array(z.string()),
});
export type ApprovalRuleView = z.infer<typeof approvalRule>;

/** What came of a decision, as somebody noted it later. */
export const recordedOutcome = z.object({ ...decisionOutcome.shape, by: person, at: z.string() });
export type RecordedOutcome = z.infer<typeof recordedOutcome>;

/** Those who may be named in a decision, by name. */
export const colleagueList = z.object({ people: z.array(person) });
export type ColleagueList = z.infer<typeof colleagueList>;

/** A decision in a list: without its options, reason and steps. */
export const decisionSummary = z.object({
  id: z.string(),
  state: decisionState,
  /** Counts every step, from 1; to be sent along with the next one. */
  version: z.int(),
  question: z.string(),
  choice: z.string(),
  matter: z.string().nullable(),
  owner: person,
  responsible: person,
  reviewers: z.array(person),
  audience: decisionAudience,
  /** What had to be kept since it was proposed; null before. */
  rule: approvalRule.nullable(),
  /** User ids of who approved the proposal so far. */
  approvers: z.array(z.string()),
  /** The next day of review. */
  reviewOn: z.string().nullable(),
  /** What last was said to have come of it. */
  outcome: recordedOutcome.nullable(),
  /** The decision that took its place. */
  successor: z.string().nullable(),
  records: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type DecisionSummary = z.infer<typeof decisionSummary>;
/** One page; `total` counts all that the caller may see. */
export const decisionList = z.object({ decisions: z.array(decisionSummary), total: z.int() });
export type DecisionList = z.infer<typeof decisionList>;

/** One signed step of a decision, as it was logged. Steps are only ever added. */
export const decisionStep = z.object({
  version: z.int(),
  action: z.enum(['create', 'edit', ...decisionAction.options]),
  /** null for the first. */
  from: decisionState.nullable(),
  to: decisionState,
  by: person,
  at: z.string(),
  reason: z.string(),
  dispositions: z.array(z.object(disposition.shape)),
  successor: z.string().nullable(),
  /** The rule that was frozen with the proposal. */
  rule: approvalRule.nullable(),
  outcome: z.object(decisionOutcome.shape).nullable(),
  nextReviewOn: z.string().nullable(),
  /** As the judge's client claimed; null where none was sent. */
  attention: z.object(attention.shape).nullable(),
  /** Hash of the decision's canonical content at this step. */
  contentSha256: z.string(),
  /** Hash of the whole step, which its log entry holds. */
  sha256: z.string(),
  logIndex: z.int(),
});
export type DecisionStepView = z.infer<typeof decisionStep>;

/** What to know of an approval that stands; `message` says it in English. */
export const careWarning = z.object({
  code: z.enum(['citations_unopened', 'citations_unknown', 'approval_hasty']),
  /** Name of who approved. */
  by: z.string(),
  message: z.string(),
});
export type CareWarning = z.infer<typeof careWarning>;

/** A decision with its history, and with what the caller may do next. */
export const decisionDetail = decisionSummary.extend({
  options: z.array(z.object(consideredOption.shape)),
  reason: z.string(),
  /** What was last said of each answer. */
  dispositions: z.array(z.object(disposition.shape)),
  steps: z.array(decisionStep),
  /** What to know before relying on it, such as an approval by somebody who opened no citation. */
  warnings: z.array(careWarning),
  /** What the caller may do with it now; `edit` for a draft. */
  actions: z.array(z.enum(['edit', ...decisionAction.options])),
});
export type DecisionDetail = z.infer<typeof decisionDetail>;

/** How many approvals decisions need that rest on a collection; 0 for none but that of a judge. */
export const decisionRule = z.strictObject({ approvals: z.int().min(0).max(10) });
export type DecisionRule = z.infer<typeof decisionRule>;

/** Approvals by others that a decision needs; of several rules the strictest holds. */
export const decisionRules = z.object({
  /** For every decision of the service, by its settings. */
  service: z.int(),
  /** Those collections in sight that ask for more than nothing, by name. */
  collections: z.array(z.object({ collection: z.object({ id: z.string(), name: z.string() }), approvals: z.int() })),
});
export type DecisionRules = z.infer<typeof decisionRules>;

/** A decision with all that proves its steps without the service. */
export const decisionProof = z.object({
  format: z.literal('chancery-decision-proof/1'),
  decision: z.string(),
  /** Oldest first: the canonical text that was signed, its log entry, and the proof that the log holds that. */
  steps: z.array(z.object({ step: z.string(), leaf: z.string(), proof: z.string() })),
  /** Whose names stand in the steps as commitments, but for people who were erased: the hash of each is what was signed. */
  names: z.array(z.object({ person: z.string(), name: z.string(), salt: z.string() })),
  /** Verifier keys of the log, oldest first. */
  keys: z.array(z.string()),
});
export type DecisionProof = z.infer<typeof decisionProof>;
