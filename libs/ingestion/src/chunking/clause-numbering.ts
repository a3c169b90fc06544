import {
  ANNEX,
  BARE_ANNEX,
  BARE_ORDINAL,
  CLOSED,
  EASTERN,
  EASTERN_ANNEX,
  ENGLISH_ORDINAL,
  NAMED,
  ORDINAL,
  ORDINAL_ANNEX,
  REFERRED_TO,
  WORDED_ANNEX,
} from './clause-words.js';

/** How a line begins that opens a numbered part of a legal text. */
export type Numbering =
  /** `Article 5`, `§ 5`, `Section 12.3`, `第5条`. */
  | {
      readonly kind: 'named';
      readonly label: string;
      readonly number: string;
      readonly isGerman: boolean;
      /** Sections may count within articles, and signs of paragraphs with an ordinal (`§ 1º`) always do. */
      readonly is: 'article' | 'section' | 'paragraph' | 'other';
    }
  /** `Schedule 1`, `Annex II`, `Anlage A`. */
  | { readonly kind: 'annex'; readonly label: string }
  /** `12.3.1`; depth counts the numbers. */
  | { readonly kind: 'decimal'; readonly number: string; readonly depth: number }
  /** `(2)`, `(a)`, `b)`, `(iv)`. */
  | { readonly kind: 'bracketed'; readonly mark: string }
  /** Paragraphs (`２　…`) and items (`一　…`) of Japanese articles. */
  | { readonly kind: 'part'; readonly unit: '項' | '号'; readonly mark: string }
  /** The line above recitals. */
  | { readonly kind: 'recitals' };

/** A numbering with its place in the line. */
export interface PlacedNumbering {
  readonly at: number;
  readonly numbering: Numbering;
}

interface Read {
  readonly numbering: Numbering;
  /** Characters of the line up to the end of the number. */
  readonly length: number;
}

const DECIMAL = /^(\d{1,3}[A-Z]?(?:\.\d{1,3}[A-Z]?){0,5})(\.?)(?:\s+(?=\S)|(?=\s*[—–-]\s?\(\d))/u;
/** `1. Januar 2031` is a day. */
const DAY = /^\d{1,2}\.\s+\p{L}{3,12}\.?\s+(?:1[6-9]|2[01])\d{2}\b/u;
const BRACKETED = /^\(?(\d{1,3}[a-z]?|[a-z]{1,2}|[ivxl]{1,6}|[A-Z]|[IVXL]{1,5}|[а-яё])\)\s*(?=\S)/u;
const SPACE_BEHIND = /\s$/u;
/** `（一）`, `(1)` and `①` stand close to their text. */
const EASTERN_BRACKETED = /^(?:[（(]\s*([0-9０-９一二三四五六七八九十]{1,3})\s*[）)]|([①-⑳]))\s*(?=[\p{L}])/u;
/** A wide blank or wide figures: others number many things. */
const PARAGRAPH = /^([０-９]{1,2}(?=[\s　])|\d{1,2}(?=　))[\s　]+(?=\S)/u;
const ITEM = /^([一二三四五六七八九十]{1,3})[\s　]+(?=\S)/u;
/** `a.` as word processors count; only an item of a list is known to be one. */
const LETTERED = /^([a-z]|[ivxl]{2,5})\.\s+(?=\S)/u;
const RECITALS =
  /^(?:whereas|recitals?|background|in erwägung|präambel|preamble|préambule|considérant|considerando|premesso che|premesse|exponen|visto)(?:[^.]{0,80}:|\s*$)/iu;
/** What follows a number that is only referred to: "Section 5 of the Act", "§ 5 Abs. 2 gilt", "Clause 7 (Term) survives". */
const REFERENCE =
  /^\s*(?:\p{Ll}|[,;)\]]|(?:\([\da-z]{1,5}\)\s?){1,5}(?:\p{Ll}|[,;.)]|$)|\([^()]{1,80}\)(?:,|\s+\p{Ll})|Abs\b|Absatz\b|Satz\b|Nr\b)/u;
/** An act by its initials, in a sentence: "§ 626 BGB bleibt unberührt."; behind other words only where it says so ("Section 13 VAT is payable."). */
const OF_AN_ACT = /^\s+\p{Lu}[\p{L}-]{0,10}\p{Lu}\p{L}{0,3}\s+\p{Ll}[^\n]*[.;,:]$/u;
const APPLIES =
  /^\s+\p{Lu}[\p{L}-]{0,10}\p{Lu}\p{L}{0,3}\s+(?:(?:shall |does not |do not )?(?:apply|applies|remains?)|gilt|gelten|bleib(?:t|en)|finde[nt]|se aplica|s['’]applique)(?!\p{L})/u;
/** Words behind which the initials of an act stand. */
const OF_ACTS = /^art(?:\.?|ikel)$/iu;
/** More marks that stand behind a number in the same line: `2.—(1)`, `§ 5 (1)`, `(1)(a)`. */
const NEXT_MARK = /^\s*[—–-]?\s?(?=\([\da-zA-Z]{1,5}\))/u;
const MOST_MARKS = 4;

/** Words that contracts, laws and policies are made of, in several languages. */
export const sectionWords =
  /\b(?:shall|hereby|herein|hereunder|agreement|contract|part(?:y|ies)|clause|sub-?section|offences?|regulations?|enactments?|amended|liability|governing law|policy|statute|vertrag\w*|gesetz\w*|haftung|richtlinie|satzung|kündigung|contrats?|loi|obligations?|contratos?|ley|cláusulas?|contratto|legge)\b/giu;

type Kind = 'heading' | 'list-item' | 'other';

/**
 * Read how a line is numbered: all marks that stand at its beginning, outermost first; none where it is not.
 * @param kind Headings need no mark after a plain number, and items of a list may be lettered.
 */
export function readNumberings(line: string, kind: Kind): PlacedNumbering[] {
  const text = line.trimStart();
  const found: PlacedNumbering[] = [];
  let at = line.length - text.length;
  for (let next = readFirst(text, kind); next; next = bracketed(line.slice(at))) {
    found.push({ at, numbering: next.numbering });
    const end = at + next.length;
    const gap = NEXT_MARK.exec(line.slice(end))?.[0];
    if (gap === undefined || found.length === MOST_MARKS || next.numbering.kind === 'recitals') break;
    at = end + gap.length;
  }
  return found;
}

function readFirst(text: string, kind: Kind): Read | null {
  const isHeading = kind === 'heading';
  return (
    eastern(text) ??
    named(text) ??
    closed(text) ??
    ordinal(text) ??
    inEnglish(text) ??
    annex(text, isHeading) ??
    plain(text, isHeading) ??
    (kind === 'list-item' ? lettered(text) : null)
  );
}

function eastern(text: string): Read | null {
  const article = EASTERN.exec(text)?.[0];
  if (article !== undefined && !REFERRED_TO.test(text.slice(article.length)))
    return read(article, easternArticle(article.replace(/\s+/gu, '')));
  const annexed = EASTERN_ANNEX.exec(text)?.[0];
  if (annexed !== undefined && !REFERRED_TO.test(text.slice(annexed.length)))
    return read(annexed, { kind: 'annex', label: annexed.replace(/^([附부])\s+/u, '$1') });
  const part = PARAGRAPH.exec(text) ?? ITEM.exec(text);
  if (part)
    return read(part[0].trimEnd(), { kind: 'part', unit: /\p{Nd}/u.test(part[1]!) ? '項' : '号', mark: part[1]! });
  const match = EASTERN_BRACKETED.exec(text);
  const mark = match?.[1] ?? (match?.[2] && String(match[2].codePointAt(0)! - 0x2460 + 1));
  return mark === undefined ? null : read(match![0], { kind: 'bracketed', mark });
}

/** PDFs may part figures from the letters around them. */
const easternArticle = (label: string): Numbering => ({
  kind: 'named',
  label,
  number: label,
  isGerman: false,
  is: 'other',
});

/** Articles of languages whose scripts have no capitals: the word and its number as they stand. */
function closed(text: string): Read | null {
  const match = CLOSED.exec(text);
  if (!match || REFERRED_TO.test(text.slice(match[0].length))) return null;
  const label = `${match[1]!} ${match[2]!}`;
  return read(match[0], { kind: 'named', label, number: match[2]!, isGerman: false, is: 'other' });
}

function ordinal(text: string): Read | null {
  const worded = ORDINAL.exec(text);
  const match = worded ?? BARE_ORDINAL.exec(text);
  if (!match || REFERENCE.test(text.slice(match[0].length))) return null;
  const words = worded ? [worded[1]!, worded[2]!] : [match[1]!];
  const label = words.map(capitalized).join(' ');
  return read(match[0], { kind: 'named', label, number: words.at(-1)!, isGerman: false, is: 'other' });
}

/** In prose the word has a small letter, or what follows says that it is only referred to. */
function inEnglish(text: string): Read | null {
  const match = ENGLISH_ORDINAL.exec(text);
  if (!match || !/^\p{Lu}/u.test(text) || REFERENCE.test(text.slice(match[0].length))) return null;
  const [whole, word, number] = [match[0], match[1]!, capitalized(match[2]!)];
  return read(whole, {
    kind: 'named',
    label: `${capitalized(word)} ${number}`,
    number,
    isGerman: false,
    is: kindOf(word),
  });
}

function lettered(text: string): Read | null {
  const match = LETTERED.exec(text);
  return match && read(match[0], { kind: 'bracketed', mark: match[1]! });
}

function named(text: string): Read | null {
  const match = NAMED.exec(text);
  if (!match) return null;
  const rest = text.slice(match[0].length);
  const [whole, word, sign, number] = match;
  const isOfAct = sign !== undefined || OF_ACTS.test(word ?? '') ? OF_AN_ACT : APPLIES;
  if (REFERENCE.test(rest) || isOfAct.test(rest)) return null;
  const isOrdinal = sign !== undefined && /[ºª°]$/u.test(whole);
  return read(whole, {
    kind: 'named',
    label: `${sign ?? capitalized(word!)} ${number!}`,
    number: number!,
    isGerman: (sign !== undefined && !isOrdinal) || /^artikel$/i.test(word ?? ''),
    is: isOrdinal ? 'paragraph' : kindOf(word),
  });
}

function kindOf(word: string | undefined): 'article' | 'section' | 'other' {
  if (/^article$/i.test(word ?? '')) return 'article';
  return /^sec(?:tion|\.?)$/i.test(word ?? '') ? 'section' : 'other';
}

function annex(text: string, isHeading: boolean): Read | null {
  const bare = BARE_ANNEX.exec(text);
  if (bare) {
    const isSetApart = isHeading || bare[1] === bare[1]!.toUpperCase();
    return isSetApart ? read(bare[1]!, { kind: 'annex', label: capitalized(bare[1]!) }) : null;
  }
  const placed = ORDINAL_ANNEX.exec(text);
  if (placed && /^\p{Lu}/u.test(text))
    return read(text, { kind: 'annex', label: `${capitalized(placed[1]!)} ${capitalized(placed[2]!)}` });
  const worded = WORDED_ANNEX.exec(text);
  const match = worded ?? ANNEX.exec(text);
  if (!match) return null;
  const rest = text.slice(match[0].length);
  if (REFERENCE.test(rest) || !(isHeading || standsApart(match[1]!, text, rest))) return null;
  const number = worded ? capitalized(match[2]!) : match[2]!.toUpperCase();
  return read(match[0], { kind: 'annex', label: `${capitalized(match[1]!)} ${number}` });
}

const LONGEST_TITLE = 120;

/** "Appendix A shows" is prose; an annex begins with its name on a line of its own, with a title after a mark or in brackets, or in capitals itself. */
function standsApart(word: string, line: string, rest: string): boolean {
  if (/^\s*(?:$|[.:–—-]|\([^()]{1,80}\)\s*$)/u.test(rest)) return true;
  return word.length > 2 && word === word.toUpperCase() && line.length <= LONGEST_TITLE && !/[.;:,]\s*$/u.test(line);
}

function plain(text: string, isHeading: boolean): Read | null {
  if (RECITALS.test(text)) return read(text, { kind: 'recitals' });
  const mark = BRACKETED.exec(text);
  // What stands close to a bracket that closes is no mark, unless another one follows: `(1)(a)`.
  if (mark && (SPACE_BEHIND.test(mark[0]) || NEXT_MARK.test(text.slice(mark[0].length)))) return bracketed(text);
  const decimal = DECIMAL.exec(text);
  if (!decimal || DAY.test(text)) return null;
  const [, number, point] = decimal;
  const depth = number!.split('.').length;
  const isMarked = point !== '' || /^\s*[—–-]\s?\(/u.test(text.slice(number!.length));
  const isBare = depth === 1 && !isMarked && !isHeading;
  return isBare ? null : read(number! + point!, { kind: 'decimal', number: number!, depth });
}

function bracketed(text: string): Read | null {
  const match = BRACKETED.exec(text);
  return match && read(match[0].trimEnd(), { kind: 'bracketed', mark: match[1]! });
}

const read = (whole: string, numbering: Numbering): Read => ({ numbering, length: whole.length });

function capitalized(word: string): string {
  const lower = word.toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
