/** Names that may stand before a colon. */
export const QUERY_FIELDS = [
  'title',
  'type',
  'author',
  'language',
  'matter',
  'collection',
  'path',
  'before',
  'after',
] as const;
export type QueryField = (typeof QUERY_FIELDS)[number];

/** One part of a query, in the order in which they were written. No text holds a double quotation mark. */
export type QueryPart =
  | { readonly kind: 'word' | 'phrase'; readonly text: string; readonly isExcluded: boolean }
  | { readonly kind: 'field'; readonly field: QueryField; readonly value: string; readonly isExcluded: boolean };

/**
 * Read what a person typed: words, `"exact phrases"`, `field:value` and `field:"several words"`, each with `-` before it to be
 * excluded. Any text is a query: an operator that is not known, has no value, or a quotation mark without its partner, is read as
 * words. White space within quotation marks counts as one space.
 */
export function parseQuery(text: string): QueryPart[] {
  const parts: QueryPart[] = [];
  for (let at = 0; at < text.length;) {
    const { part, end } = readPart(text, at);
    if (part) parts.push(part);
    at = end;
  }
  return parts;
}

/** The query that {@link parseQuery} reads as these parts. */
export function formatQuery(parts: readonly QueryPart[]): string {
  return parts.map(formatPart).join(' ');
}

interface Read {
  readonly part: QueryPart | null;
  /** Where the next part may begin. */
  readonly end: number;
}

/** The typographic ones are what word processors make of the straight one. */
const QUOTE = /["“”„‟＂]/;
const SPACE = /\s/;
const FIELD = new RegExp(`(${QUERY_FIELDS.join('|')}):`, 'iy');
const QUOTED = /["“”„‟＂]([^"“”„‟＂]*)["“”„‟＂]/y;
const BARE = /[^\s"“”„‟＂]+/y;
const EXCLUDES = /-(?=[^\s-])/y;

/** A quotation mark opens a phrase only where a word may begin: 5" is no phrase. */
const MAY_OPEN = /[\s([{:-]/;

function readPart(text: string, start: number): Read {
  const first = text[start]!;
  if (SPACE.test(first)) return { part: null, end: start + 1 };
  const minus = match(EXCLUDES, text, start);
  const wanted = start + (minus?.[0].length ?? 0);
  const isExcluded = minus !== null;
  return (
    readField(text, wanted, isExcluded) ??
    readPhrase(text, wanted, isExcluded) ??
    readWord(text, wanted, isExcluded) ??
    readWord(text, start, false) ?? { part: null, end: start + 1 }
  );
}

function readField(text: string, at: number, isExcluded: boolean): Read | null {
  const name = match(FIELD, text, at);
  if (!name) return null;
  const from = at + name[0].length;
  const [quoted, bare] = [match(QUOTED, text, from), match(BARE, text, from)];
  const value = tidy(quoted?.[1] ?? bare?.[0] ?? '');
  if (value === '') return null;
  const field = name[1]!.toLowerCase() as QueryField;
  return { part: { kind: 'field', field, value, isExcluded }, end: from + (quoted ?? bare!)[0].length };
}

function readPhrase(text: string, at: number, isExcluded: boolean): Read | null {
  if (at > 0 && !MAY_OPEN.test(text[at - 1]!)) return null;
  const quoted = match(QUOTED, text, at);
  if (!quoted) return null;
  const phrase = tidy(quoted[1]!);
  const part: QueryPart | null = phrase === '' ? null : { kind: 'phrase', text: phrase, isExcluded };
  return { part, end: at + quoted[0].length };
}

function readWord(text: string, at: number, isExcluded: boolean): Read | null {
  const word = match(BARE, text, at)?.[0];
  return word === undefined ? null : { part: { kind: 'word', text: word, isExcluded }, end: at + word.length };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const tidy = (quoted: string): string => quoted.trim().replace(/\s+/g, ' ');

function formatPart(part: QueryPart): string {
  const minus = part.isExcluded ? '-' : '';
  if (part.kind !== 'field') return minus + (part.kind === 'word' ? part.text : `"${part.text}"`);
  const value = SPACE.test(part.value) || QUOTE.test(part.value) ? `"${part.value}"` : part.value;
  return `${minus}${part.field}:${value}`;
}
