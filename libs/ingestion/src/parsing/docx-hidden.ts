import { SaxesParser } from 'saxes';
import { type Change, changed } from './docx-readable.js';
import { DocumentTooComplex } from './parse-errors.js';
import { DEEPEST_OF_WORD, readXmlLeniently } from './read-xml.js';

interface Paragraph {
  isHidden: boolean;
  /** Something colours what is behind its text, or it lies somewhere else than in the page's text. */
  isColoured: boolean;
  /** Its mark is hidden: nothing is left of it where all its text is, not even its number. */
  isMarkHidden: boolean;
  isShown: boolean;
}

interface Run {
  style: string | null;
  /** What it says of itself, which goes before any style. */
  isHidden: boolean | null;
  isWhite: boolean;
  /** Something besides its letters shows: a colour behind them, an edge around them. */
  isColoured: boolean;
}

/** What a run shows. */
const SHOWN: ReadonlySet<string> = new Set([
  't',
  'tab',
  'br',
  'cr',
  'sym',
  'noBreakHyphen',
  'drawing',
  'pict',
  'object',
]);
/** Of that, what is words. */
const WORDS: ReadonlySet<string> = new Set(['t', 'tab', 'br', 'cr', 'sym', 'noBreakHyphen']);
/** Within these a style says how it looked before, or how parts of a table look. */
const ASIDE: ReadonlySet<string> = new Set(['rPrChange', 'pPrChange', 'tblStylePr']);
const OFF = /^(?:0|false|off|none)$/;
const MOST_STEPS = 20;

/** What white letters show up against, in a run or a paragraph. */
const COLOURS = new Set(['shd', 'highlight', 'bdr', 'pBdr', 'outline', 'shadow', 'emboss', 'imprint', 'framePr']);
/** Within these, text lies on something else than the page. */
const OFF_PAGE = new Set(['tbl', 'txbxContent', 'drawing', 'pict', 'object']);
const WHITE = /^f{6}$/i;

/** Ids of the styles of a Word document that hide what they are used on. @param xml `word/styles.xml`; null where there is none. */
export function hidingStyles(xml: string | null): ReadonlySet<string> {
  const styles = new Map<string, { basedOn: string | null; hides: boolean | null }>();
  if (!xml?.includes('vanish')) return new Set();
  let open: { basedOn: string | null; hides: boolean | null } | null = null;
  let aside = 0;
  readXmlLeniently(xml, {
    open: (name, attribute) => {
      if (ASIDE.has(name)) aside++;
      else if (name === 'style') styles.set(attribute('styleId') ?? '', (open = { basedOn: null, hides: null }));
      else if (open && name === 'basedOn') open.basedOn = attribute('val');
      else if (open && aside === 0 && name === 'vanish') open.hides = !OFF.test(attribute('val') ?? '');
    },
    close: (name) => {
      if (ASIDE.has(name)) aside--;
      else if (name === 'style') open = null;
    },
  });
  const hides = (id: string | null, steps: number): boolean => {
    const style = id === null || steps > MOST_STEPS ? undefined : styles.get(id);
    return style ? (style.hides ?? hides(style.basedOn, steps + 1)) : false;
  };
  return new Set([...styles.keys()].filter((id) => hides(id, 0)));
}

/**
 * Whether nothing lies behind the text of a Word document but white paper, as far as can be told: no colour of pages or of styles, nothing
 * that is drawn behind text.
 * @param styles `word/styles.xml`; null where there is none.
 * @param parts The document, what stands at the head and foot of its pages, or some of them.
 */
export const isOnWhitePaper = (styles: string | null, parts: readonly string[]): boolean =>
  !/:(?:shd|highlight|pBdr)[\s/>]/.test(withoutTableStyles(styles ?? '')) &&
  parts.every((xml) => !/behindDoc=["'](?:1|true)|z-index:\s?-|:background[\s/>]/.test(xml));

/** Tables are told apart by themselves. */
const withoutTableStyles = (styles: string): string =>
  styles
    .split(/<w:style\s/)
    .filter((style, i) => i === 0 || !/^[^>]*w:type="table"/.test(style))
    .join('');

/**
 * Take out of a part of a Word document what its author hid.
 * @param xml `word/document.xml` or a part like it. Damage is left to whoever reads it.
 * @param hiding Styles that hide, of {@link hidingStyles}.
 * @param isPaperWhite Whether white letters in the page's text can't be seen, see {@link isOnWhitePaper}.
 * @returns What is shown, and how many stretches of hidden text were taken out.
 * @throws DocumentTooComplex
 */
export function withoutHidden(
  xml: string,
  hiding: ReadonlySet<string>,
  isPaperWhite: boolean,
): { readonly xml: string; hidden: number } {
  const mayBeWhite = isPaperWhite && /ffffff/i.test(xml);
  if (hiding.size === 0 && !mayBeWhite && !xml.includes('vanish')) return { xml, hidden: 0 };
  const finder = new HiddenText(xml, hiding, mayBeWhite);
  return { xml: changed(xml, finder.changes), hidden: finder.stretches };
}

class HiddenText {
  readonly changes: Change[] = [];
  stretches = 0;
  readonly #path: { name: string; from: number }[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #runs: Run[] = [];
  #isHidden = false;
  #offPage = 0;
  /** Prefix of the word processor's own elements: drawings have runs, too. */
  #own: string | null = null;

  constructor(
    private readonly xml: string,
    private readonly hiding: ReadonlySet<string>,
    private readonly mayBeWhite: boolean,
  ) {
    const parser = new SaxesParser({ xmlns: false, position: true });
    parser.on('error', () => undefined);
    parser.on('opentag', ({ name, attributes }) => {
      const colon = name.indexOf(':') + 1;
      this.#own ??= name.slice(0, colon);
      // A formula has runs of its own kind, and is shown whatever hides the paragraph's mark.
      if (name.endsWith(':oMath')) this.#showParagraphs();
      this.#open(this.#localOf(name), attributes[`${this.#own}val`] ?? null, parser.position);
    });
    parser.on('closetag', () => this.#close(parser.position));
    parser.write(xml).close();
  }

  /** Empty for what is not the word processor's own. */
  #localOf(name: string): string {
    const own = this.#own!;
    return name.startsWith(own) && !name.includes(':', own.length) ? name.slice(own.length) : '';
  }

  #open(name: string, value: string | null, end: number): void {
    const [parent, around] = [this.#path.at(-1)?.name, this.#path.at(-2)?.name];
    const [paragraph, run] = [this.#paragraphs.at(-1), this.#runs.at(-1)];
    if (name === 'p')
      this.#paragraphs.push({ isHidden: false, isColoured: false, isMarkHidden: false, isShown: false });
    else if (name === 'r') this.#runs.push({ style: null, isHidden: null, isWhite: false, isColoured: false });
    else if (name === 'pStyle' && parent === 'pPr' && around === 'p' && paragraph)
      paragraph.isHidden = this.hiding.has(value ?? '');
    else if (name === 'rStyle' && parent === 'rPr' && around === 'r' && run) run.style = value;
    else if (name === 'vanish' && parent === 'rPr') {
      const isHidden = !OFF.test(value ?? '');
      if (around === 'r' && run) run.isHidden = isHidden;
      else if (around === 'pPr' && paragraph) paragraph.isMarkHidden = isHidden;
    }
    if (around === 'r' && parent === 'rPr' && run) {
      if (name === 'color') run.isWhite = WHITE.test(value ?? '');
      // What is not the word processor's own makes letters glow, or gives them an edge.
      else if (name === '' || COLOURS.has(name)) run.isColoured = true;
    } else if (parent === 'pPr' && around === 'p' && paragraph && COLOURS.has(name)) paragraph.isColoured = true;
    if (OFF_PAGE.has(name)) this.#offPage++;
    this.#path.push({ name, from: this.xml.lastIndexOf('<', end - 1) });
    if (this.#path.length > DEEPEST_OF_WORD) throw new DocumentTooComplex('nested elements', DEEPEST_OF_WORD);
  }

  #close(end: number): void {
    const { name, from } = this.#path.pop()!;
    if (OFF_PAGE.has(name)) this.#offPage--;
    if (name === 'p') {
      const { isMarkHidden, isShown } = this.#paragraphs.pop()!;
      if (isMarkHidden && !isShown) this.changes.push({ from, to: end, text: '' });
    } else if (name === 'r') this.#runs.pop();
    else if (SHOWN.has(name) && this.#path.at(-1)?.name === 'r') this.#show(name, from, end);
  }

  #show(name: string, from: number, to: number): void {
    const isHidden = this.#isRunHidden(this.#runs.at(-1)!);
    if (isHidden && WORDS.has(name)) this.changes.push({ from, to, text: '' });
    else if (!isHidden) this.#showParagraphs();
    if (name !== 't') return;
    if (isHidden && !this.#isHidden) this.stretches++;
    this.#isHidden = isHidden;
  }

  #showParagraphs(): void {
    for (const paragraph of this.#paragraphs) paragraph.isShown = true;
  }

  #isRunHidden(run: Run): boolean {
    const paragraph = this.#paragraphs.at(-1);
    if (run.isHidden ?? (this.hiding.has(run.style ?? '') || paragraph?.isHidden === true)) return true;
    const isPlain = this.#offPage === 0 && !run.isColoured && paragraph?.isColoured !== true;
    return this.mayBeWhite && run.isWhite && isPlain;
  }
}
