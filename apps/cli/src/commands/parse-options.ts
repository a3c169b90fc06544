import { InvalidArgumentError } from 'commander';
import { type Disposition, searchRequest, collectionName, disposition, metadata } from '#contracts';
import { z } from 'zod';

/** A parser for whole numbers within bounds, both included. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= from && value <= to) return value;
    throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
  };
}

/** A share of something, from 0 to 2. */
export function share(text: string): number {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 2) return value;
  throw new InvalidArgumentError('Give a number from 0 to 2.');
}

/** Collects a repeated option of collection names. */
export function eachCollection(text: string, before: readonly string[] = []): string[] {
  return [...before, collection(text)];
}

/** A collection's name or id. @throws InvalidArgumentError */
export function collection(text: string): string {
  const parsed = collectionName.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'Not a collection name.');
}

/** Collects a repeated `key=value` option; the value may hold `=` itself. */
export function eachPair(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Give key=value.');
  const pair = { [text.slice(0, at)]: text.slice(at + 1) };
  if (!metadata.safeParse(pair).success) {
    throw new InvalidArgumentError('Keys are lower-case letters, digits and "_"; values have up to 500 characters.');
  }
  return { ...before, ...pair };
}

/** An ISO date, or date and time with an offset. */
export function moment(text: string): string {
  if (searchRequest.shape.asOf.safeParse(text).success) return text;
  throw new InvalidArgumentError('Give a date such as 2024-03-01, or a time such as 2024-03-01T09:30:00Z.');
}

/** A text of 1 to `longest` characters, trimmed. */
export function textUpTo(longest: number): (text: string) => string {
  return (text) => {
    const trimmed = text.trim();
    if (trimmed.length >= 1 && trimmed.length <= longest) return trimmed;
    throw new InvalidArgumentError(`Give 1 to ${longest} characters.`);
  };
}

/** An id as the service gives them out. */
export function uuid(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new InvalidArgumentError('Give an id such as the lists print.');
}

/** Collects a repeated option of ids. */
export function eachId(text: string, before: readonly string[] = []): string[] {
  return [...before, uuid(text)];
}

/** A SHA-256 as 64 hexadecimal characters; returned in lower case. */
export function sha256(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('Give 64 hexadecimal characters.');
}

/** An ISO date. */
export function day(text: string): string {
  if (z.iso.date().safeParse(text).success) return text;
  throw new InvalidArgumentError('Give a date such as 2031-03-01.');
}

/** Collects a repeated option of texts. */
export function eachText(longest: number): (text: string, before?: readonly string[]) => string[] {
  const parse = textUpTo(longest);
  return (text, before = []) => [...before, parse(text)];
}

/** Collects `record=verdict:reason`; the reason may be left out for an approved answer. */
export function eachDisposition(text: string, before: readonly Disposition[] = []): Disposition[] {
  const [, record, verdict, reason = ''] = /^([^=]+)=([a-z]+)(?::([^]*))?$/.exec(text) ?? [];
  const parsed = disposition.safeParse({ record, verdict, reason });
  if (parsed.success) return [...before, parsed.data];
  throw new InvalidArgumentError(
    'Give RECORD=approved, RECORD=overridden:REASON or RECORD=rejected:REASON, with the id of a record.',
  );
}
