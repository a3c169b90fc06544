/** What became of a cited span in a later text of its document. */
export type SpanFate = 'unchanged' | 'changed';

/**
 * Whether the cited text still stands in a later text, wherever it moved: exactly, or but for white space, line breaks in
 * words, and the forms of quotes, dashes and letters.
 * @param cited The words as they were cited; empty ones count as unchanged.
 */
export function spanFate(cited: string, later: SearchableText): SpanFate {
  if (cited.trim() === '' || later.text.includes(cited)) return 'unchanged';
  return later.normalised.includes(normalised(cited)) ? 'unchanged' : 'changed';
}

/** A text that many spans are looked for in. */
export class SearchableText {
  private folded: string | null = null;

  constructor(readonly text: string) {}

  get normalised(): string {
    return (this.folded ??= normalised(this.text));
  }
}

/** A text by its words alone: what another way of reading the same file may write otherwise. */
export function normalised(text: string): string {
  return text
    .replace(/\u00ad/gu, '')
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201a\u201b\u2032]/gu, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/(\p{L})-\s*\n\s*(\p{Ll})/gu, '$1$2')
    .replace(/\s+/gu, ' ')
    .trim();
}
