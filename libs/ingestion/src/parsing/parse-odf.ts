import { BlockBuilder } from './block-builder.js';
import { titleFromHeadings } from './document-facts.js';
import { MOST_POINTS } from './office-charts.js';
import { refuseLocked } from './odf-lock.js';
import { hiddenPart, hiddenText, picturesSkipped, runningLinesNotes } from './coverage-notes.js';
import { formulaOf } from './mathml.js';
import { officeProperties } from './office-properties.js';
import { DocumentTooComplex, WrongContent } from './parse-errors.js';
import { type Block, DEFAULT_PARSE_LIMITS, type ParseLimits, type ParsedDocument } from './parsed-document.js';
import { OdfListStyles, OdfNumbering } from './odf-numbering.js';
import { type XmlListener, readXml, readXmlLeniently } from './read-xml.js';
import { ZipParts } from './zip-parts.js';

const FORMAT = 'OpenDocument file';
/** Elements whose content is not part of what a reader sees. */
const SKIPPED = new Set(['tracked-changes', 'sequence-decls', 'forms', 'settings']);

/** Read an OpenDocument text or presentation; slides are pages. */
export function parseOdf(
  path: string,
  type: 'odt' | 'odp',
  limits: ParseLimits = DEFAULT_PARSE_LIMITS,
): Promise<ParsedDocument> {
  return ZipParts.use(path, FORMAT, limits.maxUncompressedBytes, async (parts) => {
    await refuseLocked(parts, FORMAT);
    const content = await parts.text('content.xml');
    if (content === null) throw new WrongContent(type, FORMAT);
    const styles = new OdfListStyles();
    readXmlLeniently((await parts.text('styles.xml')) ?? '<none/>', styles);
    const reader = new OdfReader(styles, await objectsOf(parts), limits.maxPages);
    readXml(content, FORMAT, reader);
    const blocks = reader.builder.finish();
    const { title, metadata } = officeProperties(await parts.text('meta.xml'), FORMAT);
    return {
      title: title ?? titleFromHeadings(blocks),
      metadata,
      blocks,
      pageCount: Math.max(1, reader.pages),
      notes: [
        ...picturesSkipped(reader.pictures),
        ...hiddenText(reader.hidden),
        ...reader.hiddenPages.map(hiddenPart),
        ...runningLinesNotes(type === 'odt' ? styles.surroundings : []),
      ],
    };
  });
}

/** What a formula says, or a chart shows. */
type OdfObject = string | readonly Block[];

const OBJECT = /^([^/]+)\/content\.xml$/;
const MOST_OBJECTS = 1_000;

/** Formulas and charts of the document, by the folder that each lies in. A damaged one is passed over. */
async function objectsOf(parts: ZipParts): Promise<Map<string, OdfObject>> {
  const found = new Map<string, OdfObject>();
  for (const name of parts.names.filter((part) => OBJECT.test(part)).slice(0, MOST_OBJECTS)) {
    const xml = (await parts.text(name)) ?? '<none/>';
    const read = /<office:chart[\s>]/.test(xml) ? chartOf(xml) : formulaOf(xml);
    if (read !== null && read.length > 0) found.set(OBJECT.exec(name)![1]!, read);
  }
  return found;
}

/** A chart is a document of its own that holds its title and the table that it is drawn from, of which the first rows are taken. */
function chartOf(xml: string): Block[] {
  const reader = new OdfReader(new OdfListStyles());
  readXmlLeniently(xml, reader);
  return reader.builder.finish().slice(0, MOST_POINTS);
}

/** Elements whose style may hide them, and the family of that style. */
const FAMILIES: Readonly<Record<string, string>> = { span: 'text', p: 'paragraph', h: 'paragraph' };
/** Elements that say themselves whether they are shown. */
const HIDEABLE = /^(?:section|hidden-text)$/;

/** A footnote, or what somebody remarked on the text. */
interface Footnote {
  readonly kind: 'note' | 'annotation';
  label: string;
  text: string;
  /** What is being read: its number or author, words, or something that is shown nowhere. */
  reading: 'label' | 'text' | 'nothing';
}

/** Of a note or remark: where its number or its author stands, and what is no part of its words. */
const LABEL = /^(?:note-citation|creator)$/;
const UNSHOWN = /^(?:date|date-string|creator-initials|sender-initials)$/;

/** Follows `content.xml`: headings, paragraphs, lists, tables, slides. @see OASIS OpenDocument 1.3, part 3 */
class OdfReader implements XmlListener {
  readonly builder = new BlockBuilder();
  pages = 0;
  pictures = 0;
  /** Stretches of hidden text that were left out. */
  hidden = 0;
  /** Slides that are left out of the show, which are read like others. */
  readonly hiddenPages: number[] = [];
  private skipped = 0;
  /** How deep in something hidden the text is; 0 outside. */
  private inHidden = 0;
  private isHiddenCounted = false;
  private tables = 0;
  /** The footnote that is being read. */
  private note: Footnote | null = null;
  /** Those that wait for the end of their paragraph, or of the table around it. */
  private waiting: Footnote[] = [];
  private isBody = false;
  private readonly numbering: OdfNumbering;

  /** Charts that wait as footnotes do. */
  private charts: Block[] = [];
  /** The frame that is open shows an object that was read; the picture in it is only what older programs show. */
  private isObjectRead = false;
  private readonly placed = new Set<readonly Block[]>();
  private isTitle = false;

  /** @param styles Those of the document; the text's own ones come before its body. */
  constructor(
    private readonly styles: OdfListStyles,
    private readonly objects: ReadonlyMap<string, OdfObject> = new Map(),
    private readonly maxPages = Infinity,
  ) {
    this.numbering = new OdfNumbering(styles);
  }

  open(name: string, attribute: (name: string) => string | null): void {
    if (name === 'body') this.isBody = true;
    if (!this.isBody) return this.styles.open(name, attribute);
    if (SKIPPED.has(name)) this.skipped++;
    if (this.skipped > 0) return;
    if (this.inHidden > 0 || this.isHidden(name, attribute)) return void this.inHidden++;
    if (this.note) return this.openInNote(this.note, name);
    const { builder } = this;
    if (name === 'span') this.openSpan(attribute);
    else if (name === 'note' || name === 'annotation') this.note = { kind: name, label: '', text: '', reading: 'text' };
    else if (name === 'page') this.openPage(attribute('style-name'));
    else if (name === 'h') this.openHeading(attribute);
    else if (name === 'frame') {
      this.isObjectRead = false;
      this.isTitle = this.tables === 0 && attribute('presentation:class') === 'title';
    } else if (name === 'object') this.placeObject(attribute('href') ?? '');
    else if (name === 'p' && this.isTitle) builder.openHeading(1);
    else if (name === 'p') {
      builder.boundary();
      this.number(this.numbering.ofParagraph());
    } else if (name === 'list') {
      builder.openList(null);
      this.numbering.openList(attribute);
    } else if (name === 'list-item' || name === 'list-header') {
      builder.openItem();
      this.numbering.openItem(attribute, name === 'list-item');
    } else if (name === 's') builder.text(' '.repeat(Math.min(100, count(attribute('c')))));
    else if (name === 'tab') builder.text(' ');
    else if (name === 'line-break') builder.lineBreak();
    else if (name === 'image') this.pictures += this.isObjectRead ? 0 : 1;
    else if (name === 'table') {
      this.tables++;
      builder.openTable();
    } else if (name === 'table-row') builder.openRow();
    else if (name === 'table-header-rows') this.isHeader = true;
    else if (name === 'table-cell')
      builder.openCell(this.isHeader, {
        columns: count(attribute('number-columns-spanned')),
        rows: count(attribute('number-rows-spanned')),
      });
  }

  private isHeader = false;

  text(text: string): void {
    if (!this.isBody || this.skipped > 0) return;
    if (this.inHidden > 0) return this.countHidden(text);
    if (!this.note) this.builder.text(text);
    else if (this.note.reading !== 'nothing') this.note[this.note.reading] += text;
  }

  close(name: string): void {
    if (!this.isBody) return this.styles.close(name);
    if (SKIPPED.has(name) && this.skipped > 0) {
      this.skipped--;
      return;
    }
    if (this.skipped > 0) return;
    if (this.inHidden > 0) return void this.inHidden--;
    if (this.note) return this.closeInNote(this.note, name);
    const { builder } = this;
    if (name === 'body') this.isBody = false;
    else if (name === 'span') builder.closeRaised();
    else if (name === 'h' || (name === 'p' && this.isTitle)) builder.closeHeading();
    else if (name === 'frame') this.isTitle = false;
    else if (name === 'p') builder.boundary();
    else if (name === 'list') {
      builder.closeList();
      this.numbering.closeList();
    } else if (name === 'list-item' || name === 'list-header') builder.closeItem();
    else if (name === 'table') {
      this.tables = Math.max(0, this.tables - 1);
      builder.closeTable();
    } else if (name === 'table-row') builder.closeRow();
    else if (name === 'table-header-rows') this.isHeader = false;
    else if (name === 'table-cell') builder.closeCell();
    if ((name === 'h' || name === 'p' || name === 'table') && this.tables === 0) this.placeNotes();
  }

  /** A formula stands in its line, a chart behind its paragraph, and there once, however often a file refers to it. */
  private placeObject(href: string): void {
    const object = this.objects.get(href.replace(/^\.\/|\/$/g, ''));
    this.isObjectRead = object !== undefined;
    if (typeof object === 'string') return this.builder.text(` ${object} `);
    if (object === undefined || this.placed.has(object)) return;
    this.placed.add(object);
    for (const block of object) this.charts.push(block);
    if (this.pages > 0 && this.tables === 0) this.placeNotes();
  }

  /** By its style, or by a condition that its program found to hold. */
  private isHidden(name: string, attribute: (name: string) => string | null): boolean {
    const family = FAMILIES[name];
    const isHidden =
      (family !== undefined && this.styles.looks.isHidden(family, attribute('style-name'))) ||
      (HIDEABLE.test(name) && (attribute('is-hidden') === 'true' || attribute('text:display') === 'none'));
    if (isHidden) this.isHiddenCounted = false;
    return isHidden;
  }

  private countHidden(text: string): void {
    if (text.trim() === '' || this.isHiddenCounted) return;
    this.hidden++;
    this.isHiddenCounted = true;
  }

  private openSpan(attribute: (name: string) => string | null): void {
    if (this.styles.looks.isRaised(attribute('style-name'))) this.builder.openRaised();
  }

  private openHeading(attribute: (name: string) => string | null): void {
    this.builder.openHeading(Math.min(6, count(attribute('outline-level'))));
    this.number(this.numbering.ofHeading(attribute));
  }

  private number(label: string): void {
    if (label !== '') this.builder.text(`${label} `);
  }

  private openInNote(note: Footnote, name: string): void {
    if (LABEL.test(name)) note.reading = 'label';
    else if (UNSHOWN.test(name)) note.reading = 'nothing';
    else if (/^(?:p|s|tab|line-break)$/.test(name)) note.text += ' ';
  }

  private closeInNote(note: Footnote, name: string): void {
    if (LABEL.test(name) || UNSHOWN.test(name)) note.reading = 'text';
    if (name !== note.kind) return;
    this.note = null;
    if (note.text.trim() === '') return;
    this.waiting.push(note);
    if (note.kind === 'note') this.builder.text(`[${note.label.trim()}]`);
  }

  /** A footnote follows what it belongs to, as a paragraph of its own, so that it breaks no sentence. */
  private placeNotes(): void {
    for (const block of this.charts.splice(0)) this.builder.add(block);
    for (const { kind, label, text } of this.waiting.splice(0)) {
      const by = label.trim() && ` by ${label.trim()}`;
      const before = kind === 'note' ? `[${label.trim()}]` : `Comment${by}:`;
      this.builder.whole('paragraph', `${before} ${text.replace(/\s+/g, ' ').trim()}`);
    }
  }

  private openPage(style: string | null): void {
    this.builder.finish();
    if (++this.pages > this.maxPages) throw new DocumentTooComplex('slides', this.maxPages);
    this.builder.page = this.pages;
    if (this.styles.looks.isHidden('drawing-page', style)) this.hiddenPages.push(this.pages);
  }
}

const count = (value: string | null): number => Math.max(1, Number(value ?? 1) || 1);
