import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { InvalidArgumentError } from 'commander';
import { type SourceConfig, type SourceKind, type SourceSchedule, sourceConfig, sourceSchedule } from '#contracts';
import { WrongUsage } from '../client/errors.js';

const NUMBERS = new Set(['port', 'maxFileMb', 'depth', 'maxPages', 'maxTotalMb', 'delayMs']);
const FLAGS = new Set(['watch', 'pathStyle']);
const LISTS = new Set(['privateHosts', 'mailboxes', 'startUrls']);

/** Collects a repeated `key=value` setting of a source. */
export function eachSetting(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Give key=value, for example path=/srv/shares/legal.');
  const key = text.slice(0, at);
  return { ...before, [key]: valueOf(key, text.slice(at + 1)) };
}

function valueOf(key: string, value: string): unknown {
  if (NUMBERS.has(key)) return Number(value);
  if (FLAGS.has(key) && /^(true|false)$/.test(value)) return value === 'true';
  if (LISTS.has(key)) return value.split(',').flatMap((each) => each.trim() || []);
  return value;
}

/**
 * Settings as the service takes them.
 * @param before What they change; absent for a new source. @throws WrongUsage naming each bad setting.
 */
export function configOf(kind: SourceKind, settings: Record<string, unknown>, before: object = {}): SourceConfig {
  const parsed = sourceConfig.safeParse({ kind, settings: { ...before, ...settings } });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.slice(1).join('.') || 'settings'}: ${message}`,
  );
  throw new WrongUsage(`These settings of a ${kind} source can't be used:\n  ${problems.join('\n  ')}`);
}

/** At most one of `every` (minutes), `cron` and `manual`; `timeZone` belongs to `cron`. */
export interface ScheduleOptions {
  readonly every?: number;
  readonly cron?: string;
  readonly timeZone?: string;
  readonly manual?: boolean;
}

/** @returns Undefined when none was named. @throws WrongUsage for two at once, or none that can be read. */
export function scheduleOf({ every, cron, timeZone, manual }: ScheduleOptions): SourceSchedule | undefined {
  const named = [every !== undefined, cron !== undefined, manual === true].filter(Boolean).length;
  if (named > 1) throw new WrongUsage('Give one of --every, --cron and --manual.');
  if (every !== undefined) return { kind: 'every', minutes: every };
  if (manual) return { kind: 'manual' };
  if (cron === undefined) return undefined;
  const parsed = sourceSchedule.safeParse({ kind: 'cron', pattern: cron, ...(timeZone ? { timeZone } : {}) });
  if (parsed.success) return parsed.data;
  throw new WrongUsage(parsed.error.issues[0]?.message ?? 'That is no schedule.');
}

/** The secret in a file, or on standard input for `-`, without its last line end: never an argument, which everybody can see. */
export async function secretIn(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const content = file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8').catch(unreadable(file));
  return content.replace(/\r?\n$/, '');
}

const unreadable = (file: string) => (): never => {
  throw new WrongUsage(`"${file}" can't be read.`);
};
