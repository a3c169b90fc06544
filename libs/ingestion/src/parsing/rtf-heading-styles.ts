import { CONTROL, GROUP_END, GROUP_START, TEXT, type Token } from './rtf-tokens.js';

/** Names of styles are English in this format, whatever the language of the program. */
const HEADING_NAME = /^heading ([1-9])\b/i;

interface OpenStyle {
  /** Null for styles of characters. */
  number: number | null;
  name: string;
  outline: number | null;
}

/** Which paragraph styles of a rich text file make headings. */
export class RtfHeadingStyles {
  readonly #outlines = new Map<number, number>();
  /** Depth of the group that lists the styles; 0 outside of it. */
  #sheet = 0;
  #style: OpenStyle | null = null;

  /** @param depth Of groups, the one that a token begins or ends included. */
  follow(token: Token, depth: number): void {
    if (token.type === CONTROL && token.word === 'stylesheet') this.#sheet = depth;
    if (this.#sheet === 0) return;
    if (token.type === GROUP_START && depth === this.#sheet + 1)
      this.#style = { number: null, name: '', outline: null };
    else if (token.type === GROUP_END && depth === this.#sheet) this.#sheet = 0;
    else if (token.type === GROUP_END && depth === this.#sheet + 1) this.#add();
    else if (this.#style && depth === this.#sheet + 1) note(this.#style, token);
  }

  /** Depth of the headings that a style makes, from 0; null for other styles. */
  outlineOf(style: number): number | null {
    return this.#outlines.get(style) ?? null;
  }

  #add(): void {
    if (!this.#style) return;
    const { number, name, outline } = this.#style;
    const named = HEADING_NAME.exec(name.trim())?.[1];
    const depth = named === undefined ? outline : Number(named) - 1;
    if (number !== null && depth !== null && depth < 9) this.#outlines.set(number, depth);
    this.#style = null;
  }
}

function note(style: OpenStyle, { type, word, param, data }: Token): void {
  if (type === TEXT) style.name += data?.toString('latin1') ?? '';
  else if (type === CONTROL && word === 's') style.number = param ?? 0;
  else if (type === CONTROL && word === 'outlinelevel') style.outline = param ?? null;
}
