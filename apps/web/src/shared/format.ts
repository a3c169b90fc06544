import { strings } from '../strings/index.js';

const { locale, comma } = strings.language;
const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const numbers = new Intl.NumberFormat(locale);
const either = new Intl.ListFormat(locale, { type: 'disjunction' });
const languages = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' });
const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** @param iso ISO date-time. @returns For example `3 Mar 2026, 14:05`, in the reader's time zone. */
export function formatDateTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : dateTime.format(date);
}

/** @param iso ISO date-time. @returns The time for today, otherwise the day: `14:05` or `3 Mar 2026`. */
export function formatDay(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return day.format(date) === day.format(new Date()) ? time.format(date) : day.format(date);
}

/** @param isoDay Without a time, the same everywhere. @returns For example `3 Mar 2026`. */
export const formatDate = (isoDay: string): string => day.format(new Date(`${isoDay}T00:00`));

/** @returns For example `12,345`. */
export const formatNumber = (n: number): string => numbers.format(n);

/** @param digits Behind the point, exactly. @returns For example `0.520`. */
export const formatDecimal = (n: number, digits: number): string =>
  n.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** @returns Names one after another: `Contracts, Policies`. */
export const formatList = (names: readonly string[]): string => names.join(comma);

/** @returns Names of which one will do: `Ines Kolar, Priya Nair or Tom Weiss`. */
export const formatEither = (names: readonly string[]): string => either.format(names);

/** @param code BCP 47. @returns Its name in the reader's language; the code itself where it has none. */
export function formatLanguage(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    // Not a code that any language has.
    return code;
  }
}

/** @returns For example `1.4 MB` (decimal units). */
export function formatBytes(sizeBytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3)));
  const value = sizeBytes / 1000 ** step;
  return `${value.toLocaleString(locale, { maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 })} ${units[step]}`;
}

/** @returns The first and last characters of a hash, enough to compare by eye. */
export const shortHash = (hash: string): string =>
  hash.length <= 20 ? hash : `${hash.slice(0, 10)}…${hash.slice(-6)}`;
