import { CLOSED, ENGLISH_ORDINAL, NAMED, ORDINAL } from '../chunking/clause-words.js';

/** Marks with which a clause begins on a line of its own; a wrapped line may begin with a reference that looks the same. */
const CLAUSE =
  /^\s*(?:\d{1,3}(?:\.\d{1,3}){1,5}\.?\s+\S|§\s?\d|(?:article|artikel|section|clause|artículo|articolo|artigo|art\.|madde|статья)\s+\d|第[\d０-９一二三四五六七八九十百]+[条條]|제\s?\d+조|[０-９]{1,2}\s|[一二三四五六七八九十]{1,3}\s)/iu;
/** What clauses are called, before a number or an ordinal; the numbers of laws (`65450`, `78dd-1`) go beyond these. */
const NAMES = [NAMED, ORDINAL, ENGLISH_ORDINAL, CLOSED];
const ENDED = /[.;:。；：]$/u;
/** The title of an article of the East. */
const TITLED = /^\s*(?:第|제).*[）)」]$/u;
/** Marks in brackets are items of a list, too, which end otherwise. */
const BRACKETED =
  /^\s*(?:\(?(?:\d{1,3}[a-z]?|[a-z]{1,2}|[ivxl]{1,6})\)\s+\S|[（(][\d０-９一二三四五六七八九十]{1,3}[）)]|[①-⑳])/iu;
const ITEM_ENDED = /(?:[.;:,)—。；：、）」]|(?<!\p{L})(?:and|or|und|oder|et|ou|y|o|e))$/iu;
/** A title: letters, none of them small. Looked for in short lines alone, as the time that it takes grows with the square. */
const CAPITALS = /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u;
const TAIL = 20;
const LONGEST_TITLE = 80;

const isNamed = (line: string): boolean => NAMES.some((name) => name.test(line));

/** Whether a line begins a clause: by its mark, and because the line above it ended one or is a title. */
export function beginsClause(line: string, above: string): boolean {
  const isItem = BRACKETED.test(line);
  if (!isItem && !CLAUSE.test(line) && !isNamed(line.trimStart())) return false;
  const ended = above.trimEnd();
  if ((isItem ? ITEM_ENDED : ENDED).test(ended.slice(-TAIL))) return true;
  return ended.length <= LONGEST_TITLE && (CAPITALS.test(ended) || TITLED.test(ended));
}
