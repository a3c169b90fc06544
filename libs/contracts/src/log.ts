import { z } from 'zod';

export const logVerification = z.object({
  ok: z.boolean(),
  size: z.number().int(),
  root: z.string(),
  problems: z.array(z.string()),
});
export type LogVerification = z.infer<typeof logVerification>;

/** The log as it is now. `note` is the signed checkpoint (C2SP tlog-checkpoint), `keys` the public keys that ever signed. */
export const logCheckpoint = z.object({
  size: z.number().int(),
  root: z.string(),
  note: z.string(),
  keys: z.array(z.string()),
});
export type LogCheckpoint = z.infer<typeof logCheckpoint>;

/** A run of entries; a leaf is the very text that was hashed. */
export const logEntriesQuery = z.strictObject({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type LogEntriesQuery = z.infer<typeof logEntriesQuery>;
export const logEntries = z.object({
  size: z.number().int(),
  entries: z.array(z.object({ index: z.number().int(), leaf: z.string() })),
});
export type LogEntries = z.infer<typeof logEntries>;

/** An entry with its proof (C2SP tlog-proof). */
export const logEntryProof = z.object({
  index: z.number().int(),
  leaf: z.string(),
  proof: z.string(),
  keys: z.array(z.string()),
});
export type LogEntryProof = z.infer<typeof logEntryProof>;

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
