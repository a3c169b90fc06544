import { Transform, type TransformCallback } from 'node:stream';
import {
  AUTHOR,
  BREAK_IN_CELL,
  BULLET,
  CELL,
  FACT_END,
  FACTS_END,
  FACTS_START,
  HEADING,
  INNER_CELL,
  INNER_ROW,
  ITEM,
  NOTE_END,
  NOTE_START,
  RAISED,
  REMARK_END,
  REMARK_START,
  ROW,
  SURROUNDING_END,
  SURROUNDING_START,
  TITLE,
} from './rtf-marks.js';
import { DocumentTooComplex } from './parse-errors.js';
import { RtfHeadingStyles } from './rtf-heading-styles.js';
import { CONTROL, GROUP_END, GROUP_START, TEXT, type Token } from './rtf-tokens.js';

/** Groups that are not part of the text. */
const SKIPPED =
  /^(?:stylesheet|xe|tc|pict|nonshppict|nonesttables|object|fldinst|bkmkstart|bkmkend|themedata|datastore|xmlnstbl|sp|shprslt|atnid|atnauthor|atndate|atnref|atnparent|ftnsep|ftnsepc|ftncn|aftnsep|aftnsepc|aftncn)$/;
/** Marked as groups that a reader may skip, though the words of text boxes and the ends of inner tables' rows are in them. */
const READ_ANYWAY = /^(?:shpinst|nesttableprops)$/;
/** Letters come as text, as bytes in hexadecimal or by their Unicode number; some signs have words of their own. */
const SHOWING = /^(?:u|'|tab|line|emdash|endash|emspace|enspace|qmspace|bullet|[lr](?:dbl)?quote|[~_-])$/;
const LABEL = /^(?:listtext|pntext)$/;
/** Signs of symbol fonts that stand for dots and squares before items. */
const BULLET_SIGN = /^[^\p{L}\d]*$|^[onlqvwüØ§¨]$/u;

/** Groups that are kept, between signs that say what they are. */
const MARKED: readonly (readonly [words: RegExp, start: string, end: string])[] = [
  [/^info$/, FACTS_START, FACTS_END],
  [/^title$/, TITLE, FACT_END],
  [/^author$/, AUTHOR, FACT_END],
  [/^footnote$/, NOTE_START, NOTE_END],
  [/^annotation$/, REMARK_START, REMARK_END],
  [/^(?:header|footer)[lrf]?$/, SURROUNDING_START, SURROUNDING_END],
];

/** What holds for the text from here on; a group takes over how the one around it stands, and gives it back. */
interface State {
  /** Its words were deleted with changes tracked. */
  readonly isDeleted: boolean;
  readonly isHidden: boolean;
  /** It stands above the line. */
  readonly isRaised: boolean;
  /** Depth of the heading that the paragraph is, from 0; null for others. */
  readonly outline: number | null;
  readonly isInTable: boolean;
  /** How many tables it is in. */
  readonly tables: number;
  /** Depth of a group whose end is marked, and with what. */
  readonly end: { readonly depth: number; readonly mark: string } | null;
}

/** Groups within each other, at most: the reader behind asks each group around for what holds in it. */
const DEEPEST = 2_000;

const AT_FIRST: State = {
  isDeleted: false,
  isHidden: false,
  isRaised: false,
  outline: null,
  isInTable: false,
  tables: 1,
  end: null,
};
/** The deepest heading; what lies beyond is body text. */
const DEEPEST_OUTLINE = 8;

/**
 * Between tokens and text: drops groups that only surround the text and what is marked as deleted or hidden, and puts the signs of rtf-marks.ts
 * where cells, rows and headings end and where notes begin and end.
 */
export class RtfStructure extends Transform {
  /** Pictures that were passed over. */
  pictures = 0;
  /** Files of other programs that were passed over. */
  objects = 0;
  /** Stretches of hidden text that were left out. */
  hidden = 0;
  private isInHidden = false;
  private wasRaised = false;
  /** By row of an outermost table: where its cells end, from the left, in twentieths of a point. */
  readonly edges: (readonly number[])[] = [];
  private rowEdges: number[] = [];
  private depth = 0;
  /** Depth of the group that is being dropped; 0 when none is. */
  private dropping = 0;
  private waiting: Token[] = [];
  private states: State[] = [AT_FIRST];
  private readonly styles = new RtfHeadingStyles();
  /** The sign or number of a list item, while it is gathered, and the depth of its group. */
  private label: { readonly depth: number; readonly tokens: Token[] } | null = null;

  constructor() {
    super({ objectMode: true });
  }

  override _transform(token: Token, _encoding: string, done: TransformCallback): void {
    if (token.type === GROUP_START) {
      if (++this.depth > DEEPEST) return done(new DocumentTooComplex('nested groups', DEEPEST));
      this.states.push(this.state);
    }
    this.styles.follow(token, this.depth);
    if (token.type === CONTROL) this.follow(token);
    if (this.dropping === 0 && !this.isLeftOut(token)) this.pass(token);
    if (token.type === GROUP_END) this.endGroup();
    done();
  }

  override _flush(done: TransformCallback): void {
    this.release();
    done();
  }

  private get state(): State {
    return this.states.at(-1)!;
  }

  private change(change: Partial<State>): void {
    this.states[this.states.length - 1] = { ...this.state, ...change };
  }

  private endGroup(): void {
    if (this.depth === this.dropping) this.dropping = 0;
    this.depth--;
    if (this.states.length > 1) this.states.pop();
  }

  private follow({ word, param }: Token): void {
    if (word === 'deleted') this.change({ isDeleted: param !== 0 });
    else if (word === 'v') this.change({ isHidden: param !== 0 });
    else if (word === 'super' || word === 'up') this.change({ isRaised: param !== 0 });
    else if (word === 'sub' || word === 'nosupersub') this.change({ isRaised: false });
    else if (word === 'plain') this.change({ isDeleted: false, isHidden: false, isRaised: false });
    else if (word === 'pard') this.change({ outline: null, isInTable: false, tables: 1 });
    else if (word === 's') this.change({ outline: this.styles.outlineOf(param ?? 0) });
    else if (word === 'trowd') this.rowEdges = [];
    else if (word === 'cellx') this.rowEdges.push(param ?? 0);
    else if (word === 'intbl') this.change({ isInTable: true });
    else if (word === 'itap') this.change({ tables: param ?? 1 });
    else if (word === 'outlinelevel') this.change({ outline: (param ?? 9) > DEEPEST_OUTLINE ? null : (param ?? null) });
  }

  /** Whether it shows something that was deleted or hidden. */
  private isLeftOut(token: Token): boolean {
    if (!isShown(token)) return false;
    const { isDeleted, isHidden } = this.state;
    if (isHidden && !isDeleted && !this.isInHidden) this.hidden++;
    this.isInHidden = isHidden;
    return isDeleted || isHidden;
  }

  /** A group's start, and the mark that it may be skipped, wait until its first word tells what it is. */
  private pass(token: Token): void {
    if (this.waiting.length === 0 && token.type !== GROUP_START) return this.send(token);
    if (token.type === GROUP_START) {
      this.release();
      this.waiting = [token];
    } else if (token.type === CONTROL && token.word === '*') this.waiting.push(token);
    else if (token.type === CONTROL && SKIPPED.test(token.word ?? '')) this.dropGroup(token.word!);
    else if (!(token.type === CONTROL && this.begin(token.word ?? ''))) {
      const isReadAnyway = READ_ANYWAY.test(token.word ?? '');
      if (isReadAnyway) this.waiting.length = 1;
      this.release();
      if (!isReadAnyway) this.send(token);
    }
  }

  private dropGroup(word: string): void {
    if (word === 'pict') this.pictures++;
    if (word === 'object') this.objects++;
    this.waiting = [];
    this.dropping = this.depth;
  }

  /** @returns Whether the word begins a group of its own kind; such a word says nothing more to whoever reads the text. */
  private begin(word: string): boolean {
    const marked = MARKED.find(([words]) => words.test(word));
    if (marked) {
      this.waiting.length = 1;
      this.release();
      this.push(textOf(marked[1]));
      // What is around a note says nothing of the paragraphs in it.
      const { isDeleted, isHidden } = this.state;
      this.change({ ...AT_FIRST, isDeleted, isHidden, end: { depth: this.depth, mark: marked[2] } });
      return true;
    }
    if (!LABEL.test(word) || this.label) return false;
    this.waiting = [];
    this.label = { depth: this.depth, tokens: [] };
    return true;
  }

  private send(token: Token): void {
    if (this.label) return this.gather(token);
    const { end } = this.state;
    if (token.type === GROUP_END && end?.depth === this.depth) this.push(textOf(end.mark));
    const { outline, isRaised } = this.state;
    if (isShown(token)) {
      if (isRaised && !this.wasRaised) this.push(textOf(RAISED));
      this.wasRaised = isRaised;
    }
    if (token.type === CONTROL && token.word === 'par' && outline !== null && !this.state.isInTable)
      this.push(textOf(`${HEADING}${outline}`));
    this.push(this.marked(token));
  }

  /** A number is kept, signs of whatever font become one that is known. */
  private gather(token: Token): void {
    const { depth, tokens } = this.label!;
    if (!(token.type === GROUP_END && this.depth === depth)) return void tokens.push(token);
    this.label = null;
    const shown = tokens.map(shownBy).join('').trim();
    // Headings without a number have an empty label in LibreOffice's files.
    if (shown === '' && !tokens.some((each) => each.type === CONTROL && each.word !== 'tab' && isShown(each))) return;
    if (BULLET_SIGN.test(shown)) return void this.push(textOf(BULLET));
    this.push(textOf(ITEM));
    this.push({ type: GROUP_START, length: 1 });
    for (const each of tokens) this.push(each);
    this.push(token);
  }

  private marked(token: Token): Token {
    if (token.type !== CONTROL) return token;
    const { isInTable, tables } = this.state;
    switch (token.word) {
      case 'cell':
        return textOf(CELL);
      case 'row':
        this.edges.push(this.rowEdges);
        return textOf(ROW);
      case 'nestcell':
        return textOf(INNER_CELL);
      case 'nestrow':
        return textOf(INNER_ROW);
      case 'par':
      case 'line':
        if (isInTable) return textOf(tables > 1 ? ' ' : BREAK_IN_CELL);
        return token;
      default:
        return token;
    }
  }

  private release(): void {
    for (const token of this.waiting.splice(0)) {
      if (this.label) this.label.tokens.push(token);
      else this.push(token);
    }
  }
}

const isShown = ({ type, word }: Token): boolean => type === TEXT || (type === CONTROL && SHOWING.test(word ?? ''));

const textOf = (text: string): Token => ({ type: TEXT, data: Buffer.from(text), length: text.length });

/** Roughly what a token shows: enough to tell a number from a dot. */
function shownBy({ type, word, param, data }: Token): string {
  if (type === TEXT) return data?.toString('latin1') ?? '';
  if (type !== CONTROL) return '';
  if (word === 'u') return String.fromCharCode((param ?? 0) & 0xffff);
  return word === "'" ? (data?.toString('latin1') ?? '') : '';
}
