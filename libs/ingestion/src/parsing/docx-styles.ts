import type { NumberingPlace } from './docx-numbering.js';
import { readXmlLeniently } from './read-xml.js';

interface ParagraphStyle {
  name: string;
  basedOn: string | null;
  numberingId: string | null;
  level: number | null;
  /** Depth of the heading that it makes, from 0; 9 says that it makes none. */
  outline: number | null;
}

/** A style may rest on another, and that on a third; circles end. */
const MOST_STEPS = 20;
const DEEPEST_HEADING = 5;
const NO_HEADING = 9;
/** Ids that stand for themselves where mammoth's rules name styles. */
const PLAIN_ID = /^[A-Za-z_][\w-]*$/;
/** Titles are headings by a rule of their own, and tables of contents are none. */
const NO_HEADING_NAME = /^(?:title|subtitle|toc heading|normal)$/i;

/** The paragraph styles of a Word document: which make headings, and which number what they are used on. */
export class DocxStyles {
  readonly #styles = new Map<string, ParagraphStyle>();
  /** Id of the style of paragraphs that name none. */
  #usual: string | null = null;

  /** @param xml `word/styles.xml`; null where there is none. */
  constructor(xml: string | null) {
    if (xml !== null) this.#read(xml);
  }

  /** How a style numbers its paragraphs, by itself or by the styles that it rests on. */
  numberingOf(style: string | null): NumberingPlace {
    const found: { numberingId: string | null; level: number | null } = { numberingId: null, level: null };
    for (const each of this.#chain(style)) {
      found.level ??= each.level;
      found.numberingId ??= each.numberingId;
      if (found.numberingId !== null) break;
    }
    return found;
  }

  /** The style of a paragraph, which may name none. */
  usual(style: string | null): string | null {
    return style ?? this.#usual;
  }

  /** Rules for mammoth, by style: headings by their name, and every style that Word shows in the outline. */
  headingRules(): string[] {
    return [...this.#styles].flatMap(([id, { name }]) => {
      const depth = this.#outlineOf(id, name);
      if (depth >= NO_HEADING || NO_HEADING_NAME.test(name) || !PLAIN_ID.test(id)) return [];
      return [`p.${id} => h${Math.min(depth, DEEPEST_HEADING) + 1}:fresh`];
    });
  }

  #outlineOf(id: string, name: string): number {
    const stated = this.#chain(id).find(({ outline }) => outline !== null)?.outline;
    return stated ?? Number(/^heading ([1-9])$/i.exec(name)?.[1] ?? NO_HEADING + 1) - 1;
  }

  #chain(style: string | null): ParagraphStyle[] {
    const chain: ParagraphStyle[] = [];
    for (let id = style ?? this.#usual; id !== null && chain.length < MOST_STEPS;) {
      const found: ParagraphStyle | undefined = this.#styles.get(id);
      if (!found) break;
      chain.push(found);
      id = found.basedOn;
    }
    return chain;
  }

  #read(xml: string): void {
    let open: ParagraphStyle | null = null;
    readXmlLeniently(xml, {
      open: (name, attribute) => {
        const value = attribute('val');
        if (name === 'style' && attribute('type') === 'paragraph') {
          const id = attribute('styleId') ?? '';
          open = { name: '', basedOn: null, numberingId: null, level: null, outline: null };
          this.#styles.set(id, open);
          if (/^(?:1|true|on)$/.test(attribute('default') ?? '')) this.#usual = id;
        } else if (!open) return;
        else if (name === 'name') open.name = value ?? '';
        else if (name === 'basedOn') open.basedOn = value;
        else if (name === 'numId') open.numberingId = value;
        else if (name === 'ilvl') open.level = Number(value) || 0;
        else if (name === 'outlineLvl') open.outline = Number(value) || 0;
      },
      close: (name) => void (name === 'style' && (open = null)),
    });
  }
}
