import type { SourceKind } from '#contracts';
import { strings } from '../strings/index.js';

const words = strings.sources.fields;

/** One input of a kind's form. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type: 'text' | 'number' | 'list' | 'flag' | 'security';
  /** What it holds for a new source. */
  readonly initial: string | number | boolean | readonly string[];
}

const text = (name: string, label: string, initial = '', hint?: string): Field => ({
  ...{ name, label, type: 'text', initial },
  ...(hint === undefined ? {} : { hint }),
});
const number = (name: string, label: string, initial: number): Field => ({ name, label, type: 'number', initial });
const list = (name: string, label: string, initial: readonly string[] = [], hint: string = words.listHint): Field => ({
  ...{ name, label, type: 'list', initial, hint },
});
const flag = (name: string, label: string): Field => ({ name, label, type: 'flag', initial: true });

const maxFile = number('maxFileMb', words.maxFileMb, 100);
const everywhere = [list('privateHosts', words.privateHosts, [], words.privateHostsHint), maxFile];

/** The inputs of each kind, in the order of its form. */
export const FIELDS: Readonly<Record<SourceKind, readonly Field[]>> = {
  folder: [text('path', words.path), flag('watch', words.watch), maxFile],
  s3: [
    text('endpoint', words.endpoint, '', words.endpointHint),
    text('region', words.region, 'us-east-1'),
    text('bucket', words.bucket),
    text('prefix', words.prefix),
    text('accessKeyId', words.accessKeyId),
    flag('pathStyle', words.pathStyle),
    ...everywhere,
  ],
  git: [
    text('url', words.gitUrl),
    text('branch', words.branch, '', words.branchHint),
    text('folder', words.folder),
    text('username', words.username),
    ...everywhere,
  ],
  webdav: [text('url', words.url), text('folder', words.folder), text('username', words.username), ...everywhere],
  imap: [
    text('host', words.host),
    number('port', words.port, 993),
    { name: 'security', label: words.security, type: 'security', initial: 'tls' },
    text('username', words.username),
    list('mailboxes', words.mailboxes, ['INBOX']),
    text('since', words.since),
    ...everywhere,
  ],
  crawl: [
    list('startUrls', words.startUrls),
    number('depth', words.depth, 3),
    number('maxPages', words.maxPages, 1_000),
    number('maxTotalMb', words.maxTotalMb, 1_000),
    number('delayMs', words.delayMs, 500),
    ...everywhere,
  ],
};

/** Kinds that sign in with a secret. */
export const hasSecret = (kind: SourceKind): boolean => kind !== 'folder' && kind !== 'crawl';

/** What the form holds, by the name of the field; empty text for a setting that is not given. */
export type FieldValues = Record<string, string | number | boolean | readonly string[]>;

/** What the form shows for settings, or for a new source. */
export function valuesOf(kind: SourceKind, settings: Readonly<Record<string, unknown>> = {}): FieldValues {
  return Object.fromEntries(
    FIELDS[kind].map(({ name, initial }) => [name, (settings[name] ?? initial) as FieldValues[string]]),
  );
}

/** Settings that the schema names and the form leaves empty are null there. */
const NULLABLE = new Set(['endpoint', 'since']);

/** What is sent for what the form shows. */
export function settingsOf(kind: SourceKind, values: FieldValues): Record<string, unknown> {
  return Object.fromEntries(
    FIELDS[kind].map(({ name }) => {
      const value = values[name];
      const plain = typeof value === 'string' ? value.trim() : value;
      return [name, NULLABLE.has(name) && plain === '' ? null : plain];
    }),
  );
}
