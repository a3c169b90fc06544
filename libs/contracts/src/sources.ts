import { z } from 'zod';
import { collectionName, failure } from './common.js';

/** How a place is spoken to. */
export const sourceKind = z.enum(['folder', 's3', 'git', 'webdav', 'imap', 'crawl']);
export type SourceKind = z.infer<typeof sourceKind>;

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text), 'May not hold control characters.');
const filled = (most: number) => line(most).min(1);
/** Addresses hold no passwords: those are kept apart, sealed. */
const webAddress = z
  .url({ protocol: /^https?$/, error: 'Give an address that begins with http:// or https://.' })
  .max(2_000)
  .refine((text) => !/^https?:\/\/[^/]*@/.test(text), 'Leave name and password out of the address.');
const host = line(253).regex(/^[\p{L}\p{N}._:[\]-]+$/u, 'Give a host name or an IP address.');

/** Hosts that may lie in private networks; without them only the public internet is reached. */
const privateHosts = z.array(host).max(20).default([]);
const maxFileMb = z.number().positive().max(10_000).default(100);
/** A folder below which to look, `/`-separated, relative. */
const subfolder = line(1_000)
  .refine((text) => !text.startsWith('/') && !text.split('/').includes('..'), 'Give a folder inside, without "..".')
  .default('');

/** A folder of the server's own. */
export const folderSettings = z.strictObject({
  /** Absolute, inside a folder that SOURCE_FOLDERS names. */
  path: filled(4_000),
  /** Look as soon as something changes, besides the schedule. */
  watch: z.boolean().default(true),
  maxFileMb,
});

/** A bucket of any S3-compatible store; the secret access key is the source's secret. */
export const s3Settings = z.strictObject({
  /** Null: Amazon's own of the region. */
  endpoint: webAddress.nullable().default(null),
  region: filled(60).default('us-east-1'),
  bucket: filled(255),
  prefix: line(1_000).default(''),
  accessKeyId: line(200).default(''),
  /** Bucket in the path rather than in the host name; what most servers of one's own want. */
  pathStyle: z.boolean().default(true),
  ...{ privateHosts, maxFileMb },
});

/** The files of one branch, as of its newest commit; a token or password is the source's secret. */
export const gitSettings = z.strictObject({
  /** http(s), or a folder of this machine inside SOURCE_FOLDERS. */
  url: z.union([webAddress, filled(4_000).startsWith('/', 'Give an http(s) address or an absolute folder.')]),
  /** Empty: the repository's own default. */
  branch: line(250)
    .regex(/^(?!-)[^\s~^:?*[\\]*$/, 'Give the name of a branch.')
    .default(''),
  folder: subfolder,
  username: line(200).default(''),
  ...{ privateHosts, maxFileMb },
});

/** A folder of a WebDAV server; the password is the source's secret. */
export const webdavSettings = z.strictObject({
  url: webAddress,
  username: line(200).default(''),
  folder: subfolder,
  ...{ privateHosts, maxFileMb },
});

/** Messages of a mailbox, each a document; the password is the source's secret. */
export const imapSettings = z.strictObject({
  host,
  port: z.int().min(1).max(65_535).default(993),
  /** `tls` from the first byte, `starttls` before anything is said, or `none`. */
  security: z.enum(['tls', 'starttls', 'none']).default('tls'),
  username: filled(320),
  mailboxes: z.array(filled(500)).min(1).max(50).default(['INBOX']),
  /** Only messages from this day on. */
  since: z.iso.date().nullable().default(null),
  ...{ privateHosts, maxFileMb },
});

/** A site's own pages, from its start pages on. */
export const crawlSettings = z.strictObject({
  startUrls: z.array(webAddress).min(1).max(20),
  /** Links to follow from a start page. */
  depth: z.int().min(0).max(20).default(3),
  maxPages: z.int().min(1).max(50_000).default(1_000),
  maxTotalMb: z.number().positive().max(100_000).default(1_000),
  /** Between two requests; robots.txt may ask for more. */
  delayMs: z.int().min(0).max(60_000).default(500),
  ...{ privateHosts, maxFileMb },
});

const kinds = {
  folder: folderSettings,
  s3: s3Settings,
  git: gitSettings,
  webdav: webdavSettings,
  imap: imapSettings,
  crawl: crawlSettings,
} as const;
export type SettingsOf<Kind extends SourceKind> = z.infer<(typeof kinds)[Kind]>;

const configOf = <Kind extends SourceKind>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), settings: kinds[kind] });
/** Settings by kind. Addresses hold no passwords; the secret goes apart. */
export const sourceConfig = z.discriminatedUnion('kind', [
  configOf('folder'),
  configOf('s3'),
  configOf('git'),
  configOf('webdav'),
  configOf('imap'),
  configOf('crawl'),
]);
/** What a source is and where, without its secret. */
export type SourceConfig = z.infer<typeof sourceConfig>;

/** When a source is looked at; `manual`: only when somebody says so. */
export const sourceSchedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('manual') }),
  z.strictObject({ kind: z.literal('every'), minutes: z.int().min(1).max(44_640) }),
  z.strictObject({
    kind: z.literal('cron'),
    /** Five fields: minute, hour, day of the month, month, day of the week. */
    pattern: filled(100).regex(/^\S+( \S+){4}$/, 'Give five fields: minute hour day month weekday.'),
    timeZone: filled(60).default('UTC'),
  }),
]);
export type SourceSchedule = z.infer<typeof sourceSchedule>;

/** Password, token or secret key. Write-only: nothing ever sends it back. */
const secret = z.string().min(1).max(4_000);
const removeLimitPercent = z.int().min(0).max(100);
const name = filled(120);

/** Documents come into one collection, with the rights of who adds it. */
export const addSource = z.strictObject({
  name,
  config: sourceConfig,
  secret: secret.optional(),
  collection: collectionName,
  schedule: sourceSchedule.default({ kind: 'manual' }),
  /** A run that would remove a larger share of the source's documents, or all of them, asks first. */
  removeLimitPercent: removeLimitPercent.default(30),
});
export type AddSource = z.infer<typeof addSource>;

/** Absent members stay as they are. The kind and the collection of a source never change. */
export const changeSource = z.strictObject({
  name: name.optional(),
  config: sourceConfig.optional(),
  /** Null forgets it. */
  secret: secret.nullable().optional(),
  schedule: sourceSchedule.optional(),
  removeLimitPercent: removeLimitPercent.optional(),
  isPaused: z.boolean().optional(),
});
export type ChangeSource = z.infer<typeof changeSource>;

/** Tries the settings, and keeps neither them nor what it finds. */
export const testSource = z.strictObject({
  config: sourceConfig,
  secret: secret.optional(),
  /** Use this source's stored secret when none is sent. */
  source: z.uuid().optional(),
});
export type TestSource = z.infer<typeof testSource>;
/** Whether a source could be reached and read with these settings. */
export const sourceTest = z.object({
  isOk: z.boolean(),
  /** What failed; null when it worked. */
  failure: failure.nullable(),
  /** Some of what is there. */
  sample: z.array(z.string()),
});
export type SourceTest = z.infer<typeof sourceTest>;

/** `queued`, `running` and `waiting` go on; the others are final. */
export const runState = z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled']);
export type SourceRunState = z.infer<typeof runState>;
/** Entries of the source by what became of them. */
export const runCounts = z.object({
  added: z.int(),
  changed: z.int(),
  moved: z.int(),
  removed: z.int(),
  /** Gone from the source, and kept because a legal hold covers them. */
  kept: z.int(),
  unchanged: z.int(),
  failed: z.int(),
});
export type RunCounts = z.infer<typeof runCounts>;

/** One look at a source; times are null until they have come. */
export const sourceRunView = z.object({
  id: z.string(),
  cause: z.enum(['schedule', 'person', 'change']),
  /** `waiting`: it would remove more than its limit and asks first. */
  state: runState,
  phase: z.enum(['listing', 'transferring', 'removing', 'finished']),
  counts: runCounts,
  /** Entries of the source that were looked at. */
  listed: z.int(),
  /** What a waiting run would remove. */
  toRemove: z.int().nullable(),
  /** Why nothing was removed though something seemed gone, or why the run failed. */
  failure: failure.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  durationMs: z.int().nullable(),
});
export type SourceRunView = z.infer<typeof sourceRunView>;
/** One page, newest first. */
export const sourceRunList = z.object({ runs: z.array(sourceRunView), total: z.int() });
export type SourceRunList = z.infer<typeof sourceRunList>;

/** A source without its secret, which no route gives out. */
export const sourceView = z.object({
  id: z.string(),
  name: z.string(),
  config: sourceConfig,
  hasSecret: z.boolean(),
  collection: z.object({ id: z.string(), name: z.string() }),
  schedule: sourceSchedule,
  removeLimitPercent: z.int(),
  isPaused: z.boolean(),
  nextRunAt: z.string().nullable(),
  lastRun: sourceRunView.nullable(),
  /** Documents that it keeps in step. */
  documents: z.int(),
  /** Entries that could not be taken in at the last try. */
  failing: z.int(),
  createdAt: z.string(),
});
export type SourceView = z.infer<typeof sourceView>;
/** By name, of collections in the caller's sight. */
export const sourceList = z.object({
  sources: z.array(sourceView),
  /** Folders of the server in which folder sources and local repositories may lie. */
  allowedFolders: z.array(z.string()),
});
export type SourceList = z.infer<typeof sourceList>;

const paging = {
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};
/** Pages of one source's runs. */
export const sourceRunQuery = z.strictObject(paging);
/** What became of an entry; those that are unchanged are counted and not listed. */
export const runOutcome = z.enum(['added', 'changed', 'moved', 'removed', 'kept', 'failed']);
export type RunOutcome = z.infer<typeof runOutcome>;
/** Pages of what one run noted. */
export const runEntryQuery = z.strictObject({ ...paging, outcome: runOutcome.optional() });
/** One page, by path. */
export const runEntryList = z.object({
  entries: z.array(
    z.object({
      outcome: runOutcome,
      path: z.string(),
      /** Where it was before, for what was moved. */
      from: z.string().nullable(),
      document: z.string().nullable(),
      failure: failure.nullable(),
    }),
  ),
  total: z.int(),
});
export type RunEntryList = z.infer<typeof runEntryList>;
