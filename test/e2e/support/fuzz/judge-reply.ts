import type { RawReply } from './send-raw.js';

/** What no answer may hold, whoever asks: where in the program something happened, or how it spoke to its database. */
const INSIDES: readonly (readonly [string, RegExp])[] = [
  ['a stack trace', /\n\s+at (?:async )?[\w.<>]+ \(|\(?(?:file:\/\/)?\/[\w./-]+\.[cm]?[jt]s:\d+:\d+/],
  ['a path of the program', /node_modules|\/dist\/(?:apps|libs)\//],
  [
    'a statement or complaint of the database',
    /QueryFailedError|syntax error at or near|\bSELECT [^"]+ FROM\b|INSERT INTO|violates [\w-]+ constraint|invalid input syntax/,
  ],
  ['an error of the language', /\b(?:TypeError|RangeError|SyntaxError|ReferenceError|ZodError)\b/],
];

/**
 * What is wrong with an answer, in words; null when nothing is.
 * @param request Texts of the request may come back: what is found in them is not held against the answer.
 */
export function complaintOf({ status, headers, text }: RawReply, request: string): string | null {
  if (status >= 500) return `${status} ${text.slice(0, 300)}`;
  if (status < 200) return `status ${status}`;
  if ('x-injected' in headers) return 'a header that the request made up';
  if (headers['x-powered-by'] !== undefined) return 'the name of the framework';
  if (status === 200 && /\/(?:file|docs|openapi\.json)/.test(request)) return null;
  const inside = INSIDES.find(([, pattern]) => pattern.test(text) && !pattern.test(request));
  return inside ? `${inside[0]}: ${inside[1].exec(text)?.[0]}` : null;
}
