import { ClauseBrackets } from './clause-brackets.js';
import type { Numbering } from './clause-numbering.js';
import { isContinued, valueOf } from './clause-order.js';

/** What a numbered place is called, and whether it stands by itself. */
export interface Named {
  readonly label: string;
  readonly isMajor: boolean;
}

/** What comes below a line. */
export interface After {
  /** The number of the next line that has a plain one, as `4` or `4.2`. */
  number(): string | null;
  /** The next that has more than one, as `4.2`, unless a `1` comes before. */
  nested(): string | null;
  /** The marks in brackets that follow at once. */
  marks(): readonly string[];
}

/** A number may be missing before the next, where its heading was not seen. */
const MOST_SKIPPED = 2;

/** What is open above the next clause. */
export class ClauseStack {
  #annex: string | null = null;
  #article: { label: string; number: string; isGerman: boolean; isSign: boolean; within: string } | null = null;
  /** The article that sections count within, where they begin anew in each. */
  #chapter: string | null = null;
  #decimal: string | null = null;
  #top = 0;
  /** The plain number that is open heads its clause: a list below it is one of its own. */
  #isHeading = false;
  /** Numbers of the items of lists that are open, outermost first, where the outermost is a clause. */
  #items: number[] = [];
  readonly #brackets = new ClauseBrackets();
  /** The numbers with a point stand directly below their article. */
  #isPoints = false;
  #isRecital = false;

  /**
   * Count one place further.
   * @param level Of an item of a list within lists, from 1; 0 for what is none, and -1 for headings.
   * @param after Tells what goes on below, and what begins to count anew.
   * @returns Null where it is no clause after all.
   */
  next(numbering: Numbering, level: number, after: After): Named | null {
    switch (numbering.kind) {
      case 'annex':
        this.#close('annex');
        this.#annex = numbering.label;
        return { label: numbering.label, isMajor: true };
      case 'named':
        return this.#named(numbering);
      case 'recitals':
        // Behind the first clause such words are headings like others.
        this.#isRecital = this.#article === null && this.#decimal === null;
        return null;
      case 'decimal':
        return this.#numbered(numbering, level, after);
      case 'bracketed':
        return this.#bracketed(numbering.mark, after);
      case 'part':
        return this.#part(numbering.unit, numbering.mark);
    }
  }

  #named({ label, number, isGerman, is }: Extract<Numbering, { kind: 'named' }>): Named {
    const article = this.#article;
    if (is === 'paragraph' && article !== null && !article.isSign) {
      this.#close('decimal');
      this.#decimal = null;
      this.#article = { ...article, within: `, ${label}` };
      return { label: this.#base()!, isMajor: false };
    }
    const isSection = is === 'section' && this.#chapter !== null && !number.includes('.');
    const chapter = isSection ? this.#chapter : is === 'article' ? label : null;
    this.#close('article');
    this.#chapter = chapter;
    const whole = isSection ? `${chapter}, ${label}` : label;
    this.#article = { label: whole, number, isGerman, isSign: label.startsWith('§'), within: '' };
    return { label: this.#base()!, isMajor: true };
  }

  #numbered({ number, depth }: { number: string; depth: number }, level: number, after: After): Named | null {
    // What has clauses of its own below it is no recital, even where no word says that these have ended.
    if (depth === 1 && level > 0 && this.#isRecital && !after.nested()?.startsWith(`${number}.`))
      return { label: `Recital ${number}`, isMajor: false };
    if (depth === 1 && level > 1) return this.#item(Number.parseInt(number, 10), level);
    if (depth === 1 && this.#article !== null && this.#decimal === null) return this.#point(number);
    if (depth === 1 && level === 1 && this.#isHeading && this.#brackets.takePoint(number))
      return { label: this.#labelled(), isMajor: false };
    const top = Number.parseInt(number, 10);
    if (depth === 1 ? !this.#counts(number, top, after) : !this.#isNear(number, top, after)) return null;
    if (depth === 1 || top > this.#top) this.#top = top;
    this.#close('decimal');
    this.#decimal = number;
    this.#isHeading = depth === 1 && level < 0;
    this.#items = depth === 1 ? [top] : [];
    return { label: this.#base()!, isMajor: depth <= 2 };
  }

  /** A plain number is a clause only where it goes on counting, or begins anew with clauses of its own; else it numbers items of a list. */
  #counts(number: string, top: number, after: After): boolean {
    if (/[A-Z]/.test(number)) return top === this.#top;
    if (top > this.#top + 1) return isContinued(number, after.number());
    if (top === this.#top + 1) return !this.#goesOn(after.nested());
    return top === 1 && (after.number()?.startsWith('1.') ?? false);
  }

  /** What is open has more below it: a plain number before that is an item. */
  #goesOn(nested: string | null): boolean {
    if (this.#decimal === null || !nested?.startsWith(`${String(this.#top)}.`)) return false;
    return isContinued(this.#decimal, nested);
  }

  /** Amounts and measures stand at the beginning of lines, too. */
  #isNear(number: string, top: number, after: After): boolean {
    if (this.#article !== null) return top <= this.#top + 1 || [top, null].includes(valueOf(this.#article.number));
    return this.#top === 0 || top <= this.#top + MOST_SKIPPED || isContinued(number, after.number());
  }

  /** `1.` below an article. */
  #point(number: string): Named | null {
    const isFirst = this.#brackets.isEmpty || this.#isPoints;
    if (!this.#brackets.takePoint(number)) return null;
    this.#isPoints = isFirst;
    return { label: this.#labelled(), isMajor: isFirst };
  }

  /** `1.` of a list within the item of a clause is its `2.1`. */
  #item(number: number, level: number): Named | null {
    if (this.#items.length < level - 1 || this.#decimal === null) return null;
    this.#items = [...this.#items.slice(0, level - 1), number];
    this.#brackets.clear();
    this.#decimal = this.#items.join('.');
    return { label: this.#base()!, isMajor: level <= 2 };
  }

  /** The first paragraph of an article has no number. */
  #part(unit: '項' | '号', mark: string): Named | null {
    const article = this.#article;
    if (!article || !/^第.*条/u.test(article.label)) return null;
    const number = mark.normalize('NFKC');
    if (unit === '号') return { label: `${this.#base()!}第${number}号`, isMajor: false };
    const before = Number(/\d+/.exec(article.within)?.[0] ?? 1);
    if (Number(number) !== before + 1) return null;
    this.#close('decimal');
    this.#article = { ...article, within: `第${number}項` };
    return { label: this.#base()!, isMajor: false };
  }

  #bracketed(mark: string, after: After): Named | null {
    if (this.#isRecital) return { label: `Recital ${mark}`, isMajor: false };
    if (this.#base() === null || !this.#brackets.take(mark, after.marks())) return null;
    return { label: this.#labelled(), isMajor: false };
  }

  #labelled(): string {
    return this.#base()! + this.#brackets.label(this.#article?.isGerman === true && this.#decimal === null);
  }

  /** The clause that brackets count within. */
  #base(): string | null {
    const { label = null, number = '', within = '' } = this.#article ?? {};
    if (this.#decimal === null) return label === null ? this.#annex : this.#within(label + within);
    if (label === null) return this.#within(this.#decimal);
    // "5.1" below "Article 5" repeats the article's number.
    if (this.#decimal.startsWith(`${number}.`)) return this.#within(label.replace(/\S+$/u, this.#decimal));
    return this.#within(`${label}${within}, ${this.#decimal}`);
  }

  #within(label: string): string {
    return this.#annex === null ? label : `${this.#annex}, ${label}`;
  }

  #close(from: 'annex' | 'article' | 'decimal'): void {
    this.#isRecital = false;
    this.#brackets.clear();
    this.#isPoints = false;
    if (from === 'decimal') return;
    this.#decimal = null;
    this.#items = [];
    this.#isHeading = false;
    this.#top = 0;
    this.#article = null;
    if (from === 'annex') this.#annex = this.#chapter = null;
  }
}
