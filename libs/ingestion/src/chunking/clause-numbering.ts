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

const ARTICLES = 'article|art\\.?|artikel|artículo|articulo|articolo|artigo|статья|madde|άρθρο|điều';
const SECTIONS =
  'section|sec\\.?|sección|seccion|seção|sezione|abschnitt|clause|klausel|cláusula|clausula|clausola|ziffer|paragraph|пункт';
const ANNEXES =
  'schedule|annex|annexe|appendix|exhibit|attachment|anlage|anhang|anexo|apéndice|allegato|bijlage|приложение|ek|παράρτημα';
const NUMBER = '\\d{1,4}[a-z]?(?:\\.\\d{1,3})*|[IVXLC]{1,7}';

const NAMED = new RegExp(`^(?:(${ARTICLES}|${SECTIONS})\\s+|(§{1,2})\\s*)(${NUMBER})(?:er)?(?![\\p{L}\\d])`, 'iu');
const ANNEX = new RegExp(`^(${ANNEXES})\\s+(?:n[°º.]\\s*)?(${NUMBER}|[A-Z])(?![\\p{L}\\d])`, 'iu');
const EASTERN =
  /^第\s*[0-9０-９一二三四五六七八九十百千]+\s*[条條조](?:の[0-9０-９一二三四五六七八九十]+)?|^제\s*\d+\s*조/u;
const DECIMAL = /^(\d{1,3}(?:\.\d{1,3}){0,5})(\.?)\s+(?=\S)/u;
const BRACKETED = /^\(?(\d{1,3}|[a-z]{1,2}|[ivxl]{1,6})\)\s+(?=\S)/u;
const RECITALS = /^(?:whereas|recitals?|in erwägung|considérant|considerando|visto)(?:[^.]{0,80}:|\s*$)/iu;
/** What follows a number that is only referred to: "Section 5 of the Act", "§ 5 Abs. 2 gilt". */
const REFERENCE = /^\s*(?:\p{Ll}|\(\d+\)|Abs\b|Absatz\b|Satz\b|Nr\b)/u;

/** Words that contracts, laws and policies are made of, in several languages. */
export const sectionWords =
  /\b(?:shall|hereby|herein|hereunder|agreement|contract|part(?:y|ies)|clause|liability|governing law|policy|statute|vertrag\w*|gesetz\w*|haftung|richtlinie|satzung|kündigung|contrats?|loi|obligations?|contratos?|ley|cláusulas?|contratto|legge)\b/giu;

/**
 * Read how a line is numbered.
 * @param isHeading Headings need no mark after a plain number.
 */
export function readNumbering(line: string, isHeading: boolean): Numbering | null {
  const text = line.trimStart();
  const eastern = EASTERN.exec(text);
  if (eastern) return { kind: 'named', label: eastern[0], number: eastern[0], isGerman: false };
  return named(text) ?? annex(text, isHeading) ?? plain(text, isHeading);
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
