import { z } from 'zod';
import { decisionState, decisionSummary } from './decisions.js';

/** How a decision stands to another, or what it relies on. */
export const linkKind = z.enum(['relies_on', 'follows', 'distinguishes', 'supersedes', 'caused_by', 'led_to']);
export type LinkKind = z.infer<typeof linkKind>;

/** What a link points to. A span is half-open, in UTF-16 units of the revision's text. */
export const linkTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('decision'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('record'), id: z.uuid() }),
  z.strictObject({
    kind: z.literal('revision'),
    id: z.uuid(),
    span: z.tuple([z.int().min(0), z.int().min(0)]),
  }),
]);
export type LinkTarget = z.infer<typeof linkTarget>;

const note = z.string().trim().max(2_000);

/** Made by those whom the decision names; the note is sealed with it. */
export const linkDecision = z
  .strictObject({ kind: linkKind, to: linkTarget, note: note.default('') })
  .refine(({ kind, to }) => (kind === 'relies_on') === (to.kind !== 'decision'), {
    message: 'A decision relies on records and revisions; every other link leads to a decision.',
    path: ['kind'],
  });
export type LinkDecision = z.infer<typeof linkDecision>;

/** The link stays in the history, with why it was taken back. */
export const unlinkDecision = z.strictObject({ note: note.default('') });
export type UnlinkDecision = z.infer<typeof unlinkDecision>;

/** One link that stands; `logIndex` is where the log has it. */
export const linkView = z.object({
  id: z.string(),
  from: z.string(),
  kind: linkKind,
  to: linkTarget,
  note: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
  logIndex: z.int(),
});
export type LinkView = z.infer<typeof linkView>;

/** `depth`: how many links away from the decision to go; 0 is the decision alone. */
export const graphQuery = z.strictObject({ depth: z.coerce.number().int().min(0).max(5).default(2) });
export type GraphQuery = z.infer<typeof graphQuery>;

/** Something that links lead to. Its title is the question of a decision or record, or the document's. */
export const graphNode = z.object({
  /** Of the decision, record or revision. */
  id: z.string(),
  kind: z.enum(['decision', 'record', 'revision']),
  title: z.string(),
  /** Of a decision. */
  state: decisionState.nullable(),
  at: z.string(),
  /** Of a revision. */
  document: z.string().nullable(),
});
export type GraphNode = z.infer<typeof graphNode>;

/** Leads from a decision to what the link says of it. */
export const graphEdge = z.object({
  id: z.string(),
  from: z.string(),
  kind: linkKind,
  to: z.string(),
  note: z.string(),
  /** False for what the decision's own content or steps say; only a link can be taken back. */
  isLink: z.boolean(),
});
export type GraphEdge = z.infer<typeof graphEdge>;

/** A decision with what it stands on and how it stands to others. What may not be seen is absent. */
export const decisionGraph = z.object({
  root: z.string(),
  depth: z.int(),
  nodes: z.array(graphNode),
  edges: z.array(graphEdge),
  /** Whether there was more than one graph holds. */
  isCut: z.boolean(),
});
export type DecisionGraph = z.infer<typeof decisionGraph>;

const limit = z.coerce.number().int().min(1).max(50).default(10);
/** Decisions that speak of this, in words of one's own. */
export const precedentQuery = z.strictObject({ q: z.string().trim().min(1).max(2_000), limit });
export type PrecedentQuery = z.infer<typeof precedentQuery>;
/** Decisions like the one in the path. */
export const similarQuery = z.strictObject({ limit });
export type SimilarQuery = z.infer<typeof similarQuery>;

/** Decisions that were made, best first. Scores are comparable within one list only. */
export const precedentList = z.object({ decisions: z.array(decisionSummary.extend({ score: z.number() })) });
export type PrecedentList = z.infer<typeof precedentList>;

/** All that was asked and decided under one matter. */
export const timelineQuery = z.strictObject({ matter: z.string().trim().min(1).max(100) });
export type TimelineQuery = z.infer<typeof timelineQuery>;

/** One event in sight; a timeline lists them oldest first. */
export const timelineEvent = z.object({
  at: z.string(),
  kind: z.enum(['answer', 'step', 'linked', 'unlinked', 'affected']),
  /** Outcome of an answer, action of a step, kind of a link, cause of a doubt. */
  what: z.string(),
  /** Empty where the service did it. */
  by: z.string(),
  /** Question of the answer or decision. */
  title: z.string(),
  decision: z.string().nullable(),
  record: z.string().nullable(),
  reason: z.string(),
  logIndex: z.int(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;
/** Oldest first. */
export const timeline = z.object({ matter: z.string(), events: z.array(timelineEvent) });
export type Timeline = z.infer<typeof timeline>;
