import type { CodeOfDetail, ParticularsOf } from '#contracts';

/** A language's sentence for each code whose English one names something: whole, from what it names. */
export type Sentences = { readonly [C in CodeOfDetail]: (told: ParticularsOf<C>) => string };

/** A language's word for one of our own; that itself where the language has none. */
export const word = (words: Readonly<Record<string, string>>, own: string): string => words[own] ?? own;

/** Several names that came one a line, each in the quotation marks of the language. */
export const quotedLines = (lines: string, quoted: (name: string) => string, between: string): string =>
  lines.split('\n').map(quoted).join(between);
