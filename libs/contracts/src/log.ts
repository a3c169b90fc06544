import { z } from 'zod';
import { failureEvent } from './common.js';

/** The whole log derived anew, with all that it vouches for; each problem is a sentence. */
export const logVerification = z.object({
  ok: z.boolean(),
  size: z.number().int(),
  root: z.string(),
  problems: z.array(z.string()),
});
export type LogVerification = z.infer<typeof logVerification>;

/** Server-sent events of `GET /api/v1/log/verify` with `Accept: text/event-stream`; the last is `done` or `error`. */
export const verificationEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('progress'),
    data: z.object({
      part: z.enum(['entries', 'access', 'documents', 'records', 'decisions', 'feedback', 'checkpoints']),
      /** Entries read so far; of the other parts, none. */
      checked: z.int(),
      /** Entries of the log when it began. */
      total: z.int(),
    }),
  }),
  z.object({ event: z.literal('done'), data: logVerification }),
  failureEvent,
]);
export type VerificationEvent = z.infer<typeof verificationEvent>;

/** The log as it is now. `note` is the signed checkpoint (C2SP tlog-checkpoint), `keys` the public keys that ever signed. */
export const logCheckpoint = z.object({
  size: z.number().int(),
  root: z.string(),
  note: z.string(),
  keys: z.array(z.string()),
});
export type LogCheckpoint = z.infer<typeof logCheckpoint>;

const index = z.coerce.number().int().min(0);
const moment = z.iso.datetime({ offset: true });

/** A run of entries; a leaf is the very text that was hashed. */
export const logEntriesQuery = z
  .strictObject({
    /** Entries from this one on, oldest first. */
    from: index.optional(),
    /** Entries in front of this one, newest first; the log's size begins at its end. */
    before: index.optional(),
    /** An area (`decision`) or a whole kind (`decision.approved`). */
    kind: z
      .string()
      .regex(/^[a-z_]+(\.[a-z_]+)?$/, 'A kind is an area (decision) or an area and a verb (decision.approved).')
      .max(80)
      .optional(),
    /** Id of who did it, or `system`. */
    actor: z.union([z.uuid(), z.literal('system')]).optional(),
    /** An id that the entry names: a record, a document, a person. */
    about: z.uuid().optional(),
    /** Entries of this moment and later. */
    since: moment.optional(),
    /** Entries of before this moment. */
    until: moment.optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
  })
  .refine(({ from, before }) => from === undefined || before === undefined, {
    message: 'Either "from" or "before".',
    path: ['before'],
  });
export type LogEntriesQuery = z.infer<typeof logEntriesQuery>;
/** Each leaf is the exact text that was hashed; `size` is that of the whole log. */
export const logEntries = z.object({
  size: z.number().int(),
  entries: z.array(z.object({ index: z.number().int(), leaf: z.string() })),
});
export type LogEntries = z.infer<typeof logEntries>;

/** A witness's word that it saw this state of the log and that it continues all that it saw before. */
export const cosignatureView = z.object({ witness: z.string(), at: z.string() });

/** Pages of what was signed, newest first. */
export const checkpointHistoryQuery = z.strictObject({
  /** Checkpoints of smaller logs than this. */
  before: index.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});
export type CheckpointHistoryQuery = z.infer<typeof checkpointHistoryQuery>;

/** What was signed, newest first. */
export const checkpointHistory = z.object({
  checkpoints: z.array(
    z.object({
      size: z.int(),
      root: z.string(),
      signedAt: z.string(),
      /** With the cosignatures that it has. */
      note: z.string(),
      cosignatures: z.array(cosignatureView),
    }),
  ),
});
export type CheckpointHistory = z.infer<typeof checkpointHistory>;

/** Where checkpoints go besides the database, and how that went last. */
export const checkpointPlaces = z.object({
  places: z.array(
    z.object({
      kind: z.enum(['folder', 'store', 'email', 'witness']),
      name: z.string(),
      /** Entries of the newest checkpoint that arrived; null before the first. */
      size: z.int().nullable(),
      arrivedAt: z.string().nullable(),
      /** Why the last try failed; null when it did not. */
      problem: z.string().nullable(),
    }),
  ),
});
export type CheckpointPlaces = z.infer<typeof checkpointPlaces>;

/** An entry with its proof (C2SP tlog-proof). */
export const logEntryProof = z.object({
  index: z.number().int(),
  leaf: z.string(),
  proof: z.string(),
  keys: z.array(z.string()),
});
export type LogEntryProof = z.infer<typeof logEntryProof>;

/** Sizes of the log, the earlier first: proves that the later only adds to it. */
export const consistencyQuery = z.strictObject({
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
});
export type ConsistencyQuery = z.infer<typeof consistencyQuery>;
/** Hashes in base64 that prove the log of size `from` to be the start of the log of size `to` (RFC 6962, section 2.1.2). */
export const consistencyProof = z.object({ from: z.number(), to: z.number(), path: z.array(z.string()) });
export type ConsistencyProof = z.infer<typeof consistencyProof>;

/** Everything that `chancery-verify` needs to check one record without the service. */
export const recordProof = z.object({
  format: z.literal('chancery-record-proof/1'),
  /** The sealed record, the very text that was hashed. */
  record: z.string(),
  leaf: z.string(),
  proof: z.string(),
  /** Public keys as the log states them. Trust those that you have from elsewhere. */
  keys: z.array(z.string()),
});
export type RecordProof = z.infer<typeof recordProof>;
