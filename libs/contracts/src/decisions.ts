import { z } from 'zod';

/** draft → proposed → approved or rejected → superseded; withdrawn from draft or proposed. */
export const decisionState = z.enum(['draft', 'proposed', 'approved', 'rejected', 'withdrawn', 'superseded']);
export type DecisionState = z.infer<typeof decisionState>;

export const decisionAction = z.enum(['propose', 'approve', 'reject', 'withdraw', 'supersede']);
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

export const consideredOption = z.strictObject({ title: sentences(300).min(1), note: sentences(4_000).default('') });
export type ConsideredOption = z.infer<typeof consideredOption>;

const draft = {
  question: sentences(2_000).min(1, 'Say what is to be decided.'),
  options: z.array(consideredOption).max(30),
  choice: sentences(4_000),
  reason: sentences(20_000),
  matter: matterName.nullable(),
  /** User id of the person who answers for the decision. */
  responsible: z.uuid(),
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
  reviewOn: draft.reviewOn.optional(),
  dispositions: dispositions.optional(),
});
export type EditDecision = z.infer<typeof editDecision>;

export const decisionTransition = z
  .strictObject({
    action: decisionAction,
    version,
    /** Required to reject, and to withdraw. */
    reason: sentences(4_000).default(''),
    dispositions: dispositions.default([]),
    /** The approved decision that takes this one's place; with `supersede`, and with that alone. */
    successor: z.uuid().optional(),
  })
  .refine(({ action, reason }) => !['reject', 'withdraw'].includes(action) || reason !== '', {
    message: 'Say why.',
    path: ['reason'],
  })
  .refine(({ action, successor }) => (action === 'supersede') === (successor !== undefined), {
    message: 'Name the decision that takes its place, with "supersede" alone.',
    path: ['successor'],
  });
export type DecisionTransition = z.infer<typeof decisionTransition>;

export const decisionQuery = z.strictObject({
  state: decisionState.optional(),
  matter: matterName.optional(),
  /** Only decisions that rest on this record. */
  record: z.uuid().optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DecisionQuery = z.infer<typeof decisionQuery>;

export const person = z.object({ id: z.string(), name: z.string() });
export type PersonView = z.infer<typeof person>;

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
  reviewOn: z.string().nullable(),
  records: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type DecisionSummary = z.infer<typeof decisionSummary>;
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
  /** Hash of the decision's canonical content at this step. */
  contentSha256: z.string(),
  /** Hash of the whole step, which its log entry holds. */
  sha256: z.string(),
  logIndex: z.int(),
});
export type DecisionStepView = z.infer<typeof decisionStep>;

export const decisionDetail = decisionSummary.extend({
  options: z.array(z.object(consideredOption.shape)),
  reason: z.string(),
  /** What was last said of each answer. */
  dispositions: z.array(z.object(disposition.shape)),
  steps: z.array(decisionStep),
  /** What the caller may do with it now; `edit` for a draft. */
  actions: z.array(z.enum(['edit', ...decisionAction.options])),
});
export type DecisionDetail = z.infer<typeof decisionDetail>;
