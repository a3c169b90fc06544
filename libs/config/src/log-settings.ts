import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type S3Place, type StorageVariables, s3PlaceOf, s3Url } from './storage-places.js';

const HOUR_MS = 3_600_000;
const list = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** `name+id+key https://witness.example/log, …` */
const witnesses = z
  .string()
  .transform((text) =>
    list(text).map((each) => {
      const [vkey = '', url = ''] = each.split(/\s+/);
      return { vkey, url };
    }),
  )
  .pipe(
    z.array(
      z.object({
        vkey: z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/, 'must be a key of the form name+id+key'),
        url: z.url({ protocol: /^https?$/, error: 'must name an http:// or https:// address after each key' }),
      }),
    ),
  );

/** Variables about how the log is signed and where its checkpoints go. */
export const logVariables = {
  LOG_SIGNING_KEY_FILE: z.string().min(1).optional(),
  LOG_CHECKPOINT_FOLDER: z.string().min(1).optional(),
  LOG_CHECKPOINT_MINUTES: z.coerce.number().int().min(1).max(1_440).default(10),
  LOG_CHECKPOINT_STORE: s3Url.optional(),
  LOG_CHECKPOINT_MAIL_TO: z.string().transform(list).pipe(z.array(z.email())).default([]),
  LOG_CHECKPOINT_MAIL_FROM: z.email().default('chancery@localhost.localdomain'),
  LOG_CHECKPOINT_MAIL_HOURS: z.coerce.number().int().min(1).max(8_760).default(24),
  LOG_WITNESSES: witnesses.default([]),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
};

/** How the log is signed, and where its signed states are kept besides the database. */
export interface LogSettings {
  readonly signingKey: { readonly file: string; readonly isManaged: boolean };
  readonly checkpoints: { readonly own: string; readonly outside: string | null };
  /** Where else they go. */
  readonly outside: {
    readonly store: S3Place | null;
    readonly mail: {
      readonly server: string;
      readonly from: string;
      readonly to: readonly string[];
      readonly everyMs: number;
    } | null;
    readonly witnesses: readonly { readonly vkey: string; readonly url: string }[];
  };
  readonly intervalMs: number;
}

type Variables = z.infer<z.ZodObject<typeof logVariables>> & StorageVariables;

/**
 * A signing key that the settings name is its owner's; otherwise one in the data folder, which the service makes and
 * renews.
 */
export function logSettingsOf(env: Variables, dataDir: string): LogSettings {
  return {
    signingKey: {
      file: env.LOG_SIGNING_KEY_FILE
        ? resolve(env.LOG_SIGNING_KEY_FILE)
        : join(dataDir, 'secrets', 'log-signing-key.pem'),
      isManaged: !env.LOG_SIGNING_KEY_FILE,
    },
    checkpoints: {
      own: join(dataDir, 'log'),
      outside: env.LOG_CHECKPOINT_FOLDER ? resolve(env.LOG_CHECKPOINT_FOLDER) : null,
    },
    outside: {
      store: env.LOG_CHECKPOINT_STORE === undefined ? null : s3PlaceOf(env.LOG_CHECKPOINT_STORE, env),
      mail: mailOf(env),
      witnesses: env.LOG_WITNESSES,
    },
    intervalMs: env.LOG_CHECKPOINT_MINUTES * 60_000,
  };
}

function mailOf(env: Variables): LogSettings['outside']['mail'] {
  if (env.SMTP_URL === undefined || env.LOG_CHECKPOINT_MAIL_TO.length === 0) return null;
  const { SMTP_URL: server, LOG_CHECKPOINT_MAIL_FROM: from, LOG_CHECKPOINT_MAIL_TO: to } = env;
  return { server, from, to, everyMs: env.LOG_CHECKPOINT_MAIL_HOURS * HOUR_MS };
}
