import { cpus } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { type BackupSettings, backupSettingsOf, backupVariables } from './backup-settings.js';
import { type IdentitySettings, identitySettingsOf, identityVariables, mailHasServer } from './identity-settings.js';
import { type LimitSettings, limitSettingsOf, limitVariables } from './limit-settings.js';
import { type LogSettings, logSettingsOf, logVariables } from './log-settings.js';
import { type OutboundSettings, privateHosts } from './outbound-settings.js';
import type { Environment } from './environment.js';
import { nightly } from './nightly.js';
import { readEnvironment } from './read-environment.js';
import { SECRET_VARIABLES, fileVariableOf } from './secret-files.js';
import { type StoragePlaces, s3Url, storagePlacesOf } from './storage-places.js';
import { type TlsSettings, tlsSettingsOf, tlsVariables } from './tls-settings.js';

const port = z.coerce.number().int().min(0).max(65_535);
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' });

/** IP addresses or networks (`10.0.0.0/8`), by commas. */
const addresses = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  )
  .refine(
    (list) => list.every((each) => z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(each).success),
    {
      error: 'must be IP addresses or networks such as 10.0.0.0/8, separated by commas',
    },
  );

/** Absolute folders, by commas. */
const folders = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  )
  .refine((list) => list.every((each) => isAbsolute(each)), { error: 'must be absolute folders, separated by commas' });

const serviceVariables = z.object({
  DATA_DIR: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3210),
  PUBLIC_URL: httpUrl.optional(),
  TRUSTED_PROXIES: addresses.default([]),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' }).optional(),
  INFERENCE_URL: httpUrl.optional(),
  INFERENCE_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  EMBEDDER_URL: httpUrl.optional(),
  EMBEDDER_MODEL: z.string().optional(),
  EMBEDDER_API_KEY: z.string().optional(),
  RERANKER_URL: httpUrl.optional(),
  RERANKER_MODEL: z.string().optional(),
  RERANKER_API_KEY: z.string().optional(),
  GENERATOR_URL: httpUrl.optional(),
  GENERATOR_MODEL: z.string().optional(),
  GENERATOR_API_KEY: z.string().optional(),
  REASONER_URL: httpUrl.optional(),
  REASONER_MODEL: z.string().optional(),
  REASONER_API_KEY: z.string().optional(),
  EXTRACTOR_URL: httpUrl.optional(),
  EXTRACTOR_MODEL: z.string().optional(),
  EXTRACTOR_API_KEY: z.string().optional(),
  UPLOAD_LIMIT_MB: z.coerce.number().positive().max(10_000).default(100),
  PARSE_TIMEOUT_S: z.coerce.number().positive().max(3_600).default(120),
  PARSE_MEMORY_MB: count(128, 65_536).default(768),
  PARSE_PROCESSES: count(1, 64).optional(),
  DECISION_APPROVALS: count(0, 10).default(0),
  ARCHIVE_MEMBERS: count(1, 100_000).default(5_000),
  ARCHIVE_DEPTH: count(1, 20).default(5),
  ARCHIVE_UNPACKED_MB: count(1, 1_000_000).default(2_000),
  ARCHIVE_RATIO: count(2, 100_000).default(200),
  BLOB_STORE_URL: s3Url.optional(),
  INDEX_URL: s3Url.optional(),
  S3_ENDPOINT: httpUrl.optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_PATH_STYLE: z.stringbool().default(true),
  SOURCE_FOLDERS: folders.default([]),
  PRIVATE_HOSTS: privateHosts,
  ...logVariables,
  VAULT_KEY_FILE: z.string().min(1).optional(),
  ERASURE_FOUR_EYES: z.enum(['on', 'off']).default('off'),
  VAULT_KEY_COMMAND: z.string().min(1).optional(),
  SELF_TEST_AT: nightly.default('15 2 * * *'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('warn'),
  ...identityVariables,
  ...limitVariables,
  ...tlsVariables,
  ...backupVariables,
});

/** From the gravest on; `info` is what Nest calls `log`. */
const LOG_LEVELS = ['fatal', 'error', 'warn', 'log', 'debug'] as const;
/** From the fewest lines to the most; see {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where a role's model is served, when it is not our own inference host. */
export interface RemoteModel {
  readonly url: string;
  readonly model: string | null;
  readonly apiKey: string | null;
}

/** Every setting of the service, checked and with its default; each room gets its own part. */
export interface ServiceSettings {
  readonly dataDir: string;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl: string | null;
    /** Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
    readonly trustedProxies: readonly string[];
    /** Null: plain HTTP, for loopback and behind a proxy. */
    readonly tls: TlsSettings | null;
    readonly uploadLimitBytes: number;
  };
  /** Null: embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | null;
  /** Null: the queues live in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly inference: { readonly url: string | null; readonly secret: string | null };
  readonly remote: {
    readonly embedder: RemoteModel | null;
    readonly reranker: RemoteModel | null;
    readonly generator: RemoteModel | null;
    /** Null: the model of the store for this role, or else the generator. */
    readonly reasoner: RemoteModel | null;
    readonly extractor: RemoteModel | null;
  };
  readonly parsing: {
    readonly timeoutMs: number;
    readonly memoryBytes: number;
    readonly processes: number;
    /** How much may come out of one file that was sent. */
    readonly unpacking: {
      readonly maxMembers: number;
      readonly maxDepth: number;
      readonly maxBytes: number;
      readonly maxRatio: number;
    };
  };
  readonly paths: {
    readonly blobs: string;
    /** Folder, or `s3://…` later, of the search index. */
    readonly index: string;
    readonly models: string;
    readonly postgres: string;
    readonly run: string;
    /** Files from inside others, on their way into the blobs. */
    readonly unpack: string;
  };
  /** Approvals that every decision needs of people who neither own nor proposed it. */
  readonly decisions: { readonly approvals: number };
  readonly identity: IdentitySettings;
  /** Where original files and the search index are: in the data folder, or in an S3-compatible store. */
  readonly storage: StoragePlaces;
  /** What sources may read on this machine, and where their files on the way are. */
  readonly sources: {
    readonly allowedFolders: readonly string[];
    readonly workFolder: string;
    readonly dataDir: string;
    readonly privateHosts: readonly string[];
  };
  readonly outbound: OutboundSettings;
  readonly limits: LimitSettings;
  readonly log: LogSettings;
  /** Whether erasing takes another administrator's approval. */
  readonly erasure: { readonly needsFourEyes: boolean };
  /** Where the keys come from that records and original files are encrypted under. */
  readonly vault: { readonly file: string; readonly isManaged: boolean; readonly command: string | null };
  readonly backup: BackupSettings;
  /** When the self-test of access runs: cron, in UTC; null: never by itself. */
  readonly selfTest: { readonly pattern: string | null };
  /** What API and worker write to their logs, as Nest names it. */
  readonly logLevels: readonly LogLevel[];
}

const remote = (url?: string, model?: string, apiKey?: string): RemoteModel | null =>
  url ? { url, model: model ?? null, apiKey: apiKey ?? null } : null;

/** The settings of `up`, `api` and `worker`. @throws SettingsInvalid listing every bad variable. */
export function loadSettings(environment: Environment): ServiceSettings {
  const env = readEnvironment(serviceVariables.check(mailHasServer), environment);
  const dataDir = resolve(env.DATA_DIR);
  return {
    dataDir,
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: env.PUBLIC_URL ?? null,
      trustedProxies: env.TRUSTED_PROXIES,
      tls: tlsSettingsOf(env),
      uploadLimitBytes: Math.round(env.UPLOAD_LIMIT_MB * 1024 * 1024),
    },
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    inference: { url: env.INFERENCE_URL ?? null, secret: env.INFERENCE_SECRET ?? null },
    selfTest: { pattern: env.SELF_TEST_AT },
    remote: {
      embedder: remote(env.EMBEDDER_URL, env.EMBEDDER_MODEL, env.EMBEDDER_API_KEY),
      reranker: remote(env.RERANKER_URL, env.RERANKER_MODEL, env.RERANKER_API_KEY),
      generator: remote(env.GENERATOR_URL, env.GENERATOR_MODEL, env.GENERATOR_API_KEY),
      reasoner: remote(env.REASONER_URL, env.REASONER_MODEL, env.REASONER_API_KEY),
      extractor: remote(env.EXTRACTOR_URL, env.EXTRACTOR_MODEL, env.EXTRACTOR_API_KEY),
    },
    parsing: {
      timeoutMs: env.PARSE_TIMEOUT_S * 1000,
      memoryBytes: env.PARSE_MEMORY_MB * 1024 * 1024,
      // The embedder wants a core of its own; parsing takes what is left.
      processes: env.PARSE_PROCESSES ?? Math.max(1, Math.min(4, cpus().length - 1)),
      unpacking: {
        maxMembers: env.ARCHIVE_MEMBERS,
        maxDepth: env.ARCHIVE_DEPTH,
        maxBytes: env.ARCHIVE_UNPACKED_MB * 1_000_000,
        maxRatio: env.ARCHIVE_RATIO,
      },
    },
    decisions: { approvals: env.DECISION_APPROVALS },
    paths: {
      blobs: join(dataDir, 'blobs'),
      index: join(dataDir, 'index'),
      models: join(dataDir, 'models'),
      postgres: join(dataDir, 'postgres'),
      run: join(dataDir, 'run'),
      unpack: join(dataDir, 'run', 'unpack'),
    },
    identity: identitySettingsOf(env),
    storage: storagePlacesOf(env, dataDir),
    sources: {
      allowedFolders: env.SOURCE_FOLDERS.map((folder) => resolve(folder)),
      workFolder: join(dataDir, 'sources'),
      ...{ dataDir, privateHosts: env.PRIVATE_HOSTS },
    },
    outbound: { privateHosts: env.PRIVATE_HOSTS },
    limits: limitSettingsOf(env),
    log: logSettingsOf(env, dataDir),
    backup: backupSettingsOf(env),
    erasure: { needsFourEyes: env.ERASURE_FOUR_EYES === 'on' },
    vault: {
      file: env.VAULT_KEY_FILE ? resolve(env.VAULT_KEY_FILE) : join(dataDir, 'secrets', 'vault-keys'),
      isManaged: !env.VAULT_KEY_FILE && !env.VAULT_KEY_COMMAND,
      command: env.VAULT_KEY_COMMAND ?? null,
    },
    logLevels: LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(env.LOG_LEVEL === 'info' ? 'log' : env.LOG_LEVEL) + 1),
  };
}

/** Of an environment, the variables that {@link loadSettings} reads: what a child process of the service is given. */
export function serviceVariablesOf(environment: Environment): Record<string, string | undefined> {
  const names = [...Object.keys(serviceVariables.shape), ...SECRET_VARIABLES.map(fileVariableOf)];
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}

/** Of an environment, the variables of the service that are set and hold neither secrets nor addresses with passwords in them. */
export function openVariablesOf(environment: Environment): Record<string, string> {
  const hidden: readonly string[] = [...SECRET_VARIABLES, 'VAULT_KEY_COMMAND'];
  const found = Object.entries(serviceVariablesOf(environment));
  return Object.fromEntries(
    found.filter((entry): entry is [string, string] => entry[1] !== undefined && !hidden.includes(entry[0])),
  );
}
