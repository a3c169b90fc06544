/** Marks with which a clause begins on a line of its own; a wrapped line may begin with a reference that looks the same. */
const CLAUSE =
  /^\s*(?:\d{1,3}(?:\.\d{1,3}){1,5}\.?\s+\S|\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,6})\)\s+\S|§\s?\d|(?:article|artikel|section|clause|artículo|articolo|artigo|art\.|madde|статья)\s+\d|第[\d０-９一二三四五六七八九十百]+[条條]|제\s?\d+조|[（(][\d０-９一二三四五六七八九十]{1,3}[）)]|[①-⑳]|[０-９]{1,2}\s|[一二三四五六七八九十]{1,3}\s)/iu;
const ENDED = /(?:[.;:,)—。；：、）」]|\b(?:and|or|und|oder|et|ou|y|o|e))$/iu;
/** A title: letters, none of them small. Looked for in short lines alone, as the time that it takes grows with the square. */
const CAPITALS = /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u;
const TAIL = 20;
const LONGEST_TITLE = 80;

/** Whether a line begins a clause: by its mark, and because the line above it ended one or is a title. */
export function beginsClause(line: string, above: string): boolean {
  if (!CLAUSE.test(line)) return false;
  const ended = above.trimEnd();
  return ENDED.test(ended.slice(-TAIL)) || (ended.length <= LONGEST_TITLE && CAPITALS.test(ended));
}
