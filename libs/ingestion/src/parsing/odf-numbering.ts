import { ListCounters, MOST_LEVELS, type NumberedLevel } from './list-counters.js';
import { OdfLooks } from './odf-looks.js';
import type { XmlListener } from './read-xml.js';

type Levels = (NumberedLevel | undefined)[];
type Attribute = (name: string) => string | null;

/** OpenDocument names formats of numbers by how they begin to count; the names are Word's. */
const FORMATS: Readonly<Record<string, string>> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  一: 'chineseCounting',
  '１': 'decimalFullWidth',
  '①': 'decimalEnclosedCircle',
  ア: 'aiueoFullWidth',
  イ: 'iroha',
  가: 'ganada',
  ㄱ: 'chosung',
  일: 'koreanDigital',
  ก: 'thaiLetters',
  А: 'russianUpper',
  а: 'russianLower',
  Α: 'greekUpper',
  α: 'greekLower',
  א: 'hebrew1',
  أ: 'arabicAlpha',
};

interface ParagraphStyle {
  readonly parent: string | null;
  /** Empty: its paragraphs are not numbered, whatever it rests on. */
  readonly list: string | null;
}

const OUTLINE = 'outline-style';
const MOST_STEPS = 20;
const SURROUNDING = /^(?:header|footer)(?:-left|-first)?$/;

/** How lists and headings of an OpenDocument text are numbered, from its styles. @see OASIS OpenDocument 1.3, part 3, 16.30 and 19.880 */
export class OdfListStyles implements XmlListener {
  readonly #lists = new Map<string, Levels>();
  readonly #paragraphs = new Map<string, ParagraphStyle>();
  readonly outline: Levels = [];
  readonly looks = new OdfLooks();
  #open: Levels | null = null;

  /** What stands at the head and foot of pages, in the order of the styles. */
  readonly surroundings: string[] = [];
  #surroundings = 0;

  open(name: string, attribute: Attribute): void {
    this.looks.open(name, attribute);
    if (SURROUNDING.test(name) && this.#surroundings++ === 0) this.surroundings.push('');
    if (this.#surroundings > 0) return void (name === 'p' && this.text(' '));
    if (name === 'list-style' || name === OUTLINE) {
      this.#open = name === OUTLINE ? this.outline : [];
      this.#lists.set(attribute('name') ?? '', this.#open);
    } else if (name === 'list-level-style-number' || name === 'outline-level-style') this.#add(attribute);
    else if (name === 'style' && attribute('family') === 'paragraph')
      this.#paragraphs.set(attribute('name') ?? '', {
        parent: attribute('parent-style-name'),
        list: attribute('list-style-name'),
      });
  }

  text(text: string): void {
    if (this.#surroundings > 0) this.surroundings[this.surroundings.length - 1] += text;
  }

  close(name: string): void {
    this.looks.close(name);
    if (SURROUNDING.test(name)) this.#surroundings--;
    if (name === 'list-style' || name === OUTLINE) this.#open = null;
  }

  levelsOf(style: string | null): Levels {
    return (style === null ? undefined : this.#lists.get(style)) ?? [];
  }

  /** Whether a paragraph style takes away the numbers that headings of its depth have. */
  isUnnumbered(style: string | null): boolean {
    let name = style;
    for (let steps = 0; name !== null && steps < MOST_STEPS; steps++) {
      const found = this.#paragraphs.get(name);
      if (found?.list !== undefined && found.list !== null) return found.list === '';
      name = found?.parent ?? null;
    }
    return false;
  }

  #add(attribute: Attribute): void {
    const index = whole(attribute('level')) - 1;
    if (!this.#open || index < 0 || index >= MOST_LEVELS) return;
    const format = attribute('num-format') ?? '';
    this.#open[index] = {
      start: whole(attribute('start-value')),
      format: format === '' ? null : (FORMATS[format.charAt(0)] ?? 'decimal'),
      pattern: patternOf(attribute, index),
    };
  }
}

/** Newer programs write `%1%.%2%`; the standard says how many levels are shown, with points between. */
function patternOf(attribute: Attribute, index: number): string {
  const written = attribute('num-list-format');
  if (written) return written.replace(/%(\d{1,2})%/g, '%$1');
  const shown = Math.min(whole(attribute('display-levels')), index + 1);
  const numbers = Array.from({ length: shown }, (_, at) => `%${index + 1 - shown + 1 + at}`).join('.');
  return `${attribute('num-prefix') ?? ''}${numbers}${attribute('num-suffix') ?? ''}`;
}

interface OpenList {
  readonly levels: Levels;
  readonly style: string | null;
  readonly counters: ListCounters;
  /** What the next paragraph in its open item does: `null` begins none. */
  item: { start: number | null } | null;
}

/** Counts lists and headings in the order of the text. */
export class OdfNumbering {
  readonly #open: OpenList[] = [];
  readonly #byId = new Map<string, ListCounters>();
  readonly #byStyle = new Map<string, ListCounters>();
  readonly #headings = new ListCounters();

  constructor(private readonly styles: OdfListStyles) {}

  openList(attribute: Attribute): void {
    const outer = this.#open.at(-1);
    const style = attribute('style-name') ?? outer?.style ?? null;
    const counters = outer?.counters ?? this.#continued(attribute, style) ?? new ListCounters();
    const id = attribute('id');
    if (id !== null) this.#byId.set(id, counters);
    if (style !== null) this.#byStyle.set(style, counters);
    this.#open.push({ levels: this.styles.levelsOf(style), style, counters, item: null });
  }

  closeList(): void {
    this.#open.pop();
  }

  /** @param isNumbered False for what stands above a list. */
  openItem(attribute: Attribute, isNumbered: boolean): void {
    const list = this.#open.at(-1);
    if (!list) return;
    const start = attribute('start-value');
    list.item = isNumbered ? { start: start === null ? null : whole(start) } : null;
  }

  /** What stands before a paragraph: the number of the item that it begins; empty for any other. */
  ofParagraph(): string {
    const list = this.#open.at(-1);
    if (!list?.item) return '';
    const level = this.#open.length - 1;
    if (list.item.start !== null) list.counters.restart(level, list.item.start);
    list.item = null;
    return list.counters.next(list.levels, level);
  }

  /** What stands before a heading, in a list or by the outline of the document. */
  ofHeading(attribute: Attribute): string {
    if (this.#open.length > 0) return this.ofParagraph();
    if (attribute('is-list-header') === 'true' || this.styles.isUnnumbered(attribute('style-name'))) return '';
    const level = whole(attribute('outline-level')) - 1;
    if (attribute('restart-numbering') === 'true') this.#headings.restart(level, whole(attribute('start-value')));
    return this.#headings.next(this.styles.outline, level);
  }

  #continued(attribute: Attribute, style: string | null): ListCounters | undefined {
    const id = attribute('continue-list');
    if (id !== null && this.#byId.has(id)) return this.#byId.get(id);
    return attribute('continue-numbering') === 'true' && style !== null ? this.#byStyle.get(style) : undefined;
  }
}

/** From 1, which is also what is not stated. */
function whole(value: string | null): number {
  const number = Number(value ?? 1);
  return Number.isInteger(number) && number >= 0 ? number : 1;
}
