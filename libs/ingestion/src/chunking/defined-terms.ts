/** A word that a contract or law gives a meaning of its own, and where. */
export interface DefinedTerm {
  readonly term: string;
  /** The clause that defines it; null outside numbered clauses. */
  readonly clause: string | null;
  /** Offset of the term in the text. */
  readonly start: number;
}

const MOST = 200;
const TERM = '([\\p{Lu}][^"“”„«»\\n]{1,60}?)';
const QUOTED = `["“”„«]\\s?${TERM}\\s?["“”»]`;
const MEANS =
  'means?|shall mean|has the meaning|have the meaning|is defined as|refers to|bedeutet|bezeichnet|ist|sind|signifie|désigne|significa|designa|indica';
/** `"Term" means …`, `‘term’ means …`, `(the "Term")`, `(nachfolgend „Term“)`, `（以下「用語」という）`. */
const PATTERNS = [
  new RegExp(`${QUOTED}\\s+(?:${MEANS})\\b`, 'gu'),
  /[‘']([\p{L}][^‘’'\n]{1,60}?)[’']\s+(?:means|shall mean|has the meaning)\b/gu,
  /[（(][^（）()「」“”"\n]{0,40}以下(?:简称|簡稱|统称|統稱|稱|、)?[「『“"]([^」』”"\n]{1,40})[」』”"]/gu,
  new RegExp(`\\((?:[^()"“”„«»\\n]{0,60}\\s)?${QUOTED}\\s*\\)`, 'gu'),
];

/**
 * The terms that a legal text defines, in order of their definition, each once.
 * @param clauseAt The clause at an offset.
 */
export function definedTerms(text: string, clauseAt: (offset: number) => string | null): DefinedTerm[] {
  const found = PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      term: match[1]!.trim(),
      start: match.index + match[0].indexOf(match[1]!),
    })),
  ).sort((a, b) => a.start - b.start);
  const first = new Map(found.toReversed().map(({ term, start }) => [term.toLowerCase(), { term, start }]));
  return [...first.values()]
    .sort((a, b) => a.start - b.start)
    .slice(0, MOST)
    .map(({ term, start }) => ({ term, start, clause: clauseAt(start) }));
}
