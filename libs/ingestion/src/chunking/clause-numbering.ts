import { ANNEX, BARE_ORDINAL, CLOSED, EASTERN, EASTERN_ANNEX, NAMED, ORDINAL, REFERRED_TO } from './clause-words.js';

/** How a line begins that opens a numbered part of a legal text. */
export type Numbering =
  /** `Article 5`, `§ 5`, `Section 12.3`, `第5条`. */
  | { readonly kind: 'named'; readonly label: string; readonly number: string; readonly isGerman: boolean }
  /** `Schedule 1`, `Annex II`, `Anlage A`. */
  | { readonly kind: 'annex'; readonly label: string }
  /** `12.3.1`; depth counts the numbers. */
  | { readonly kind: 'decimal'; readonly number: string; readonly depth: number }
  /** `(2)`, `(a)`, `b)`, `(iv)`. */
  | { readonly kind: 'bracketed'; readonly mark: string }
  /** The line above recitals. */
  | { readonly kind: 'recitals' };

const DECIMAL = /^(\d{1,3}(?:\.\d{1,3}){0,5})(\.?)\s+(?=\S)/u;
const BRACKETED = /^\(?(\d{1,3}|[a-z]{1,2}|[ivxl]{1,6}|[а-яё])\)\s+(?=\S)/u;
/** `（一）`, `(1)` and `①` stand close to their text. */
const EASTERN_BRACKETED = /^(?:[（(]\s*([0-9０-９一二三四五六七八九十]{1,3})\s*[）)]|([①-⑳]))\s*(?=[\p{L}])/u;
/** `a.` as word processors count; only an item of a list is known to be one. */
const LETTERED = /^([a-z]|[ivxl]{2,5})\.\s+(?=\S)/u;
const RECITALS = /^(?:whereas|recitals?|in erwägung|considérant|considerando|visto)(?:[^.]{0,80}:|\s*$)/iu;
/** What follows a number that is only referred to: "Section 5 of the Act", "§ 5 Abs. 2 gilt". */
const REFERENCE = /^\s*(?:\p{Ll}|\(\d+\)|Abs\b|Absatz\b|Satz\b|Nr\b)/u;

/** Words that contracts, laws and policies are made of, in several languages. */
export const sectionWords =
  /\b(?:shall|hereby|herein|hereunder|agreement|contract|part(?:y|ies)|clause|liability|governing law|policy|statute|vertrag\w*|gesetz\w*|haftung|richtlinie|satzung|kündigung|contrats?|loi|obligations?|contratos?|ley|cláusulas?|contratto|legge)\b/giu;

/**
 * Read how a line is numbered.
 * @param kind Headings need no mark after a plain number, and items of a list may be lettered.
 */
export function readNumbering(line: string, kind: 'heading' | 'list-item' | 'other'): Numbering | null {
  const text = line.trimStart();
  const isHeading = kind === 'heading';
  return (
    eastern(text) ??
    named(text) ??
    closed(text) ??
    ordinal(text) ??
    annex(text, isHeading) ??
    plain(text, isHeading) ??
    (kind === 'list-item' ? lettered(text) : null)
  );
}

function eastern(text: string): Numbering | null {
  const article = EASTERN.exec(text)?.[0];
  if (article !== undefined && !REFERRED_TO.test(text.slice(article.length)))
    return { kind: 'named', label: article, number: article, isGerman: false };
  const annexed = EASTERN_ANNEX.exec(text)?.[0];
  if (annexed !== undefined && !REFERRED_TO.test(text.slice(annexed.length))) return { kind: 'annex', label: annexed };
  const bracketed = EASTERN_BRACKETED.exec(text);
  const mark = bracketed?.[1] ?? (bracketed?.[2] && String(bracketed[2].codePointAt(0)! - 0x2460 + 1));
  return mark === undefined ? null : { kind: 'bracketed', mark };
}

/** Articles of languages whose scripts have no capitals: the word and its number as they stand. */
function closed(text: string): Numbering | null {
  const match = CLOSED.exec(text);
  if (!match || REFERRED_TO.test(text.slice(match[0].length))) return null;
  return { kind: 'named', label: `${match[1]!} ${match[2]!}`, number: match[2]!, isGerman: false };
}

function ordinal(text: string): Numbering | null {
  const worded = ORDINAL.exec(text);
  const match = worded ?? BARE_ORDINAL.exec(text);
  if (!match || REFERENCE.test(text.slice(match[0].length))) return null;
  const words = worded ? [worded[1]!, worded[2]!] : [match[1]!];
  return { kind: 'named', label: words.map(capitalized).join(' '), number: words.at(-1)!, isGerman: false };
}

function lettered(text: string): Numbering | null {
  const mark = LETTERED.exec(text)?.[1];
  return mark === undefined ? null : { kind: 'bracketed', mark };
}

function named(text: string): Numbering | null {
  const match = NAMED.exec(text);
  if (!match || REFERENCE.test(text.slice(match[0].length))) return null;
  const [, word, sign, number] = match;
  const isGerman = sign !== undefined || /^artikel$/i.test(word!);
  return { kind: 'named', label: `${sign ?? capitalized(word!)} ${number!}`, number: number!, isGerman };
}

function annex(text: string, isHeading: boolean): Numbering | null {
  const match = ANNEX.exec(text);
  if (!match || REFERENCE.test(text.slice(match[0].length))) return null;
  // "Appendix A shows" is prose; an annex begins with its name on a line of its own or with a title after a mark.
  if (!isHeading && !/^\s*(?:$|[.:–—-])/u.test(text.slice(match[0].length))) return null;
  return { kind: 'annex', label: `${capitalized(match[1]!)} ${match[2]!.toUpperCase()}` };
}

function plain(text: string, isHeading: boolean): Numbering | null {
  if (RECITALS.test(text)) return { kind: 'recitals' };
  const bracketed = BRACKETED.exec(text);
  if (bracketed) return { kind: 'bracketed', mark: bracketed[1]! };
  const decimal = DECIMAL.exec(text);
  if (!decimal) return null;
  const [, number, point] = decimal;
  const depth = number!.split('.').length;
  return depth === 1 && !point && !isHeading ? null : { kind: 'decimal', number: number!, depth };
}

function capitalized(word: string): string {
  const lower = word.toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
