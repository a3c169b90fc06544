import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

/** One file of a backup. Its bytes are an object of the folder, named by their hash. */
const file = z.strictObject({
  /** What it is: `database/<table>`, `originals/<sha256>`, `index/<table>`, `models/<file>`, `files/<place in the data folder>`. */
  path: z.string(),
  /** Of the object, as it is stored. */
  sha256,
  bytes: count,
  /** How it was compressed and encrypted for the backup; null: it is stored as it was found, as originals are, which the vault encrypted. */
  sealed: z.strictObject({ key: z.string(), salt: z.string() }).nullable(),
  /** Of an original: which of its data keys it is encrypted under; null: none. */
  made: z.string().nullable().optional(),
});
/** A file of a backup: its place in it, its size in bytes and its SHA-256. */
export type BackupFile = z.infer<typeof file>;

/** What a backup holds, and how to check it. Written last: a backup without one is none. */
export const backupManifest = z.strictObject({
  format: z.literal('chancery-backup/1'),
  /** Its name: the time at which it was begun. */
  id: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Version of the program. */
  program: z.string(),
  /** Migrations that the database has been through, oldest first. */
  migrations: z.array(z.string()),
  log: z.strictObject({
    origin: z.string().nullable(),
    size: count,
    root: sha256,
    /** The newest signed checkpoint of the log in the backup; null: none was signed yet. */
    note: z.string().nullable(),
    keys: z.array(z.string()),
  }),
  /** Ids of the vault keys without which it is worth nothing. The keys themselves are never in a backup. */
  vaultKeys: z.array(z.string()),
  /** Data keys of the backup's files by id, each encrypted under a vault key. */
  keys: z.record(z.string(), z.strictObject({ kek: z.string(), wrapped: z.string() })),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()), rows: count })),
  sequences: z.array(z.strictObject({ name: z.string(), value: z.string().nullable() })),
  /** The index that serves; null: there is none, or it is made again. */
  index: z.strictObject({ generation: z.string(), table: z.string(), dimensions: count }).nullable(),
  models: z.array(z.strictObject({ name: z.string(), file: z.string(), sha256, bytes: count })),
  hasModelFiles: z.boolean(),
  /** Original files that the database names and the store did not have. */
  missing: z.array(z.string()),
  files: z.array(file),
});
/** What a backup holds, file by file with sizes and hashes, and which log it belongs to. */
export type BackupManifest = z.infer<typeof backupManifest>;

/** Bytes of everything that belongs to a backup, shared with others or not. */
export const sizeOf = ({ files }: Pick<BackupManifest, 'files'>): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/** A name for a backup: sorted by name, they are sorted by time. */
export const backupIdAt = (at: Date): string => at.toISOString().replaceAll(':', '-');
