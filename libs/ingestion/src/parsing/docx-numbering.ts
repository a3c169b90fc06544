import { ListCounters, MOST_LEVELS, type NumberedLevel } from './list-counters.js';
import { readXmlLeniently } from './read-xml.js';

type Levels = (NumberedLevel | undefined)[];

interface Abstract {
  readonly levels: Levels;
  /** The level that a paragraph style stands for, by the style's id. */
  readonly ofStyle: Map<string, number>;
  /** A list style whose numbering this one is. */
  styleLink: string | null;
}

/** A use of an abstract numbering: the counts go on from one use to the next, except where this one says where to begin. */
interface Instance {
  readonly abstractId: string;
  readonly starts: Map<number, number>;
  readonly changed: Levels;
}

/** Where a paragraph or a paragraph style says it is numbered. */
export interface NumberingPlace {
  /** `0` takes numbering away. */
  readonly numberingId: string | null;
  readonly level: number | null;
}

/**
 * The numbers that Word makes by itself (ECMA-376, part 1, 17.9), counted in the order in which paragraphs come.
 */
export class DocxNumbering {
  readonly #abstracts = new Map<string, Abstract>();
  readonly #instances = new Map<string, Instance>();
  /** Abstract numberings that a list style owns, by the style's id. */
  readonly #ofListStyle = new Map<string, string>();
  readonly #counters = new Map<string, ListCounters>();
  readonly #begun = new Set<string>();

  /** @param xml `word/numbering.xml`; null where nothing is numbered. */
  constructor(xml: string | null) {
    if (xml !== null) this.#read(xml);
  }

  /**
   * Count one paragraph.
   * @param style Id of the paragraph's style.
   * @returns What stands before its text; empty where it has no number.
   */
  next({ numberingId, level }: NumberingPlace, style: string | null): string {
    const instance = numberingId === null ? undefined : this.#instances.get(numberingId);
    const owner = instance && this.#ownerOf(instance.abstractId);
    const abstract = owner === undefined ? undefined : this.#abstracts.get(owner);
    if (!instance || owner === undefined || !abstract) return '';
    const at = level ?? (style === null ? undefined : abstract.ofStyle.get(style)) ?? 0;
    const counters = this.#countersOf(owner);
    if (!this.#begun.has(numberingId!)) {
      this.#begun.add(numberingId!);
      for (const [index, start] of instance.starts) counters.restart(index, start);
    }
    return counters.next(
      Array.from({ length: MOST_LEVELS }, (_, index) => instance.changed[index] ?? abstract.levels[index]),
      at,
    );
  }

  #countersOf(abstractId: string): ListCounters {
    const known = this.#counters.get(abstractId) ?? new ListCounters();
    this.#counters.set(abstractId, known);
    return known;
  }

  /** The abstract numbering that holds the levels: one may only point to a list style. */
  #ownerOf(abstractId: string): string {
    const link = this.#abstracts.get(abstractId)?.styleLink;
    return (link && this.#ofListStyle.get(link)) ?? abstractId;
  }

  #read(xml: string): void {
    let abstract: { id: string; read: Abstract } | null = null;
    let instance: { id: string; read: Instance } | null = null;
    let overridden: number | null = null;
    let level: { -readonly [Key in keyof NumberedLevel]: NumberedLevel[Key] } | null = null;
    let index = 0;
    readXmlLeniently(xml, {
      open: (name, attribute) => {
        const value = attribute('val');
        if (name === 'abstractNum') {
          abstract = {
            id: attribute('abstractNumId') ?? '',
            read: { levels: [], ofStyle: new Map(), styleLink: null },
          };
        } else if (name === 'num') {
          instance = { id: attribute('numId') ?? '', read: { abstractId: '', starts: new Map(), changed: [] } };
        } else if (name === 'abstractNumId' && instance) instance.read = { ...instance.read, abstractId: value ?? '' };
        else if (name === 'lvlOverride') overridden = indexOf(attribute('ilvl'));
        else if (name === 'startOverride' && instance) instance.read.starts.set(overridden ?? 0, whole(value, 1));
        else if (name === 'lvl') {
          index = indexOf(attribute('ilvl'));
          level = { start: 1, format: 'decimal', pattern: '' };
        } else if (name === 'numStyleLink' && abstract) abstract.read.styleLink = value;
        else if (name === 'styleLink' && abstract && value) this.#ofListStyle.set(value, abstract.id);
        else if (!level) return;
        else if (name === 'start') level.start = whole(value, 1);
        else if (name === 'numFmt') level.format = value === 'bullet' || value === 'none' ? null : (value ?? 'decimal');
        else if (name === 'lvlText') level.pattern = value ?? '';
        else if (name === 'isLgl') level.isLegal = value !== '0' && value !== 'false';
        // Counted from 1; nought says that it goes on for ever.
        else if (name === 'lvlRestart') level.restartsAfter = whole(value, 0) === 0 ? null : whole(value, 0) - 1;
        else if (name === 'pStyle' && abstract && value) abstract.read.ofStyle.set(value, index);
      },
      close: (name) => {
        if (name === 'lvl' && level) {
          (instance?.read.changed ?? abstract?.read.levels ?? [])[index] = level;
          level = null;
        } else if (name === 'abstractNum' && abstract) {
          this.#abstracts.set(abstract.id, abstract.read);
          abstract = null;
        } else if (name === 'num' && instance) {
          this.#instances.set(instance.id, instance.read);
          instance = null;
        }
      },
    });
  }
}

const whole = (value: string | null, otherwise: number): number => {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
};

/** Levels beyond the last are taken for it. */
const indexOf = (value: string | null): number => Math.min(whole(value, 0), MOST_LEVELS - 1);
