import { z } from 'zod';

const reason = z.string().trim().min(1, 'Say why.').max(2_000);
const offset = z.coerce.number().int().min(0).max(10_000_000).default(0);
const limit = z.coerce.number().int().min(1).max(200).default(50);

/** `document` and `person` by id, `collection` by name or id, `matter` by number. */
export const holdKind = z.enum(['document', 'collection', 'matter', 'person']);
export type HoldKindName = z.infer<typeof holdKind>;

/** Holds at once, and what comes later, too. */
export const placeHold = z
  .strictObject({ kind: holdKind, object: z.string().trim().min(1, 'Say what is to be held.').max(200), reason })
  .refine(({ kind, object }) => !['document', 'person'].includes(kind) || z.uuid().safeParse(object).success, {
    message: 'Documents and people go by their id.',
    path: ['object'],
  });
export type PlaceHold = z.infer<typeof placeHold>;
/** What the hold alone kept can go again, by hand or by retention. */
export const liftHold = z.strictObject({ reason });
export type LiftHold = z.infer<typeof liftHold>;
/** Lifted holds are kept, and listed only with `all`. */
export const holdQuery = z.strictObject({ which: z.enum(['standing', 'all']).default('standing') });

/** A legal hold, with counts of what it covers. */
export const holdView = z.object({
  id: z.string(),
  kind: holdKind,
  object: z.string(),
  /** Of what is held; empty where the reader may not see it. */
  name: z.string(),
  /** How many of each it covers now. */
  documents: z.int(),
  records: z.int(),
  decisions: z.int(),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.string(),
  /** null while it stands, like the next two. */
  liftedBy: z.string().nullable(),
  liftedAt: z.string().nullable(),
  liftReason: z.string().nullable(),
});
export type HoldView = z.infer<typeof holdView>;
/** Newest first. */
export const holdList = z.object({ holds: z.array(holdView) });

const erasable = {
  kind: z.enum(['document', 'person', 'decision']),
  /** Id of the document, person or decision. */
  subject: z.uuid(),
  /** Of a document: whether records that found passages in it are erased too. They quote it. A person's always are. */
  withRecords: z.boolean().default(true),
  /** Of a document: whether decisions that rest on it are erased, too; of a person: those that they own. */
  withDecisions: z.boolean().default(false),
};
/** Nothing is changed, and nothing is kept of it. */
export const previewErasure = z.strictObject(erasable);
export type PreviewErasure = z.infer<typeof previewErasure>;
/** Erases at once, or waits where two people are needed. */
export const requestErasure = z.strictObject({
  ...erasable,
  /** From the preview: exactly that is erased, or nothing. */
  plan: z.string().regex(/^[0-9a-f]{64}$/),
  reason,
});
export type RequestErasure = z.infer<typeof requestErasure>;

/** What an erasure would take now; `plan` stands for exactly this. */
export const erasurePreview = z.object({
  kind: z.enum(['document', 'person', 'decision', 'records']),
  subject: z.string(),
  name: z.string(),
  revisions: z.int(),
  chunks: z.int(),
  bytes: z.number(),
  records: z.int(),
  feedback: z.int(),
  conversations: z.int(),
  /** Decisions that rest on the records and stay, without the answers. */
  decisions: z.int(),
  /** Decisions that go. */
  erasedDecisions: z.int(),
  plan: z.string(),
});
export type ErasurePreviewView = z.infer<typeof erasurePreview>;

/** One erasure; its certificate has a route of its own. */
export const erasureView = z.object({
  /** Also the certificate's. */
  id: z.string(),
  kind: z.enum(['document', 'person', 'decision', 'records']),
  subject: z.string(),
  cause: z.enum(['request', 'retention']),
  /** `waiting` for another administrator's approval. */
  state: z.enum(['waiting', 'done', 'declined']),
  /** It waits, and whoever asked for it is suspended or no administrator any more: it can only be declined. */
  isParked: z.boolean(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  approvedBy: z.string().nullable(),
  doneAt: z.string().nullable(),
  logIndex: z.int().nullable(),
});
export type ErasureView = z.infer<typeof erasureView>;
/** Pages of erasures, newest first. */
export const erasureQuery = z.strictObject({ offset, limit });
/** One page; `total` counts all. */
export const erasureList = z.object({ erasures: z.array(erasureView), total: z.int() });
export type ErasureList = z.infer<typeof erasureList>;

/** Everything that `chancery-verify` needs to check an erasure without the service. */
export const erasureCertificate = z.object({
  format: z.literal('chancery-erasure-certificate/1'),
  /** Canonical JSON: what was erased, when, by whom and why; the very text that was hashed. */
  certificate: z.string(),
  leaf: z.string(),
  proof: z.string(),
  keys: z.array(z.string()),
});
export type ErasureCertificateView = z.infer<typeof erasureCertificate>;

/** A recorded question answered once more. */
export const replayResult = z.object({
  record: z.string(),
  identical: z.boolean(),
  /** Causes before effects. */
  differences: z.array(z.object({ what: z.string(), reason: z.string() })),
});
export type ReplayResult = z.infer<typeof replayResult>;
