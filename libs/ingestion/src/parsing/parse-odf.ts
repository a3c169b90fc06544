import { BlockBuilder } from './block-builder.js';
import { titleFromHeadings } from './document-facts.js';
import { refuseLocked } from './odf-lock.js';
import { officeProperties } from './office-properties.js';
import { WrongContent } from './parse-errors.js';
import { DEFAULT_PARSE_LIMITS, type ParseLimits, type ParsedDocument } from './parsed-document.js';
import { type XmlListener, readXml } from './read-xml.js';
import { ZipParts } from './zip-parts.js';

const FORMAT = 'OpenDocument file';
/** Elements whose content is not part of what a reader sees. */
const SKIPPED = new Set(['tracked-changes', 'annotation', 'sequence-decls', 'forms', 'settings', 'notes']);

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
    const reader = new OdfReader();
    readXml(content, FORMAT, reader);
    const blocks = reader.builder.finish();
    const { title, metadata } = officeProperties(await parts.text('meta.xml'), FORMAT);
    const notes =
      reader.pictures > 0
        ? [
            {
              code: 'image.skipped',
              message: `${reader.pictures} picture(s) were not read; only their descriptions were.`,
              count: reader.pictures,
            },
          ]
        : [];
    return {
      title: title ?? titleFromHeadings(blocks),
      metadata,
      blocks,
      pageCount: Math.max(1, reader.pages),
      notes,
    };
  });
}

interface Footnote {
  label: string;
  text: string;
  isLabel: boolean;
}

/** Follows `content.xml`: headings, paragraphs, lists, tables, slides. @see OASIS OpenDocument 1.3, part 3 */
class OdfReader implements XmlListener {
  readonly builder = new BlockBuilder();
  pages = 0;
  pictures = 0;
  private skipped = 0;
  private tables = 0;
  /** The footnote that is being read. */
  private note: Footnote | null = null;
  /** Those that wait for the end of their paragraph, or of the table around it. */
  private waiting: Footnote[] = [];
  private isBody = false;

  open(name: string, attribute: (name: string) => string | null): void {
    if (name === 'body') this.isBody = true;
    if (!this.isBody) return;
    if (SKIPPED.has(name) && !(name === 'notes' && this.pages === 0)) this.skipped++;
    if (this.skipped > 0) return;
    if (this.note) return this.openInNote(this.note, name);
    const { builder } = this;
    if (name === 'note') this.note = { label: '', text: '', isLabel: false };
    else if (name === 'page') this.openPage();
    else if (name === 'h') builder.openHeading(Math.min(6, count(attribute('outline-level'))));
    else if (name === 'p') builder.boundary();
    else if (name === 'list') builder.openList(null);
    else if (name === 'list-item') builder.openItem();
    else if (name === 's') builder.text(' '.repeat(Math.min(100, count(attribute('c')))));
    else if (name === 'tab') builder.text(' ');
    else if (name === 'line-break') builder.lineBreak();
    else if (name === 'image') this.pictures++;
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
    if (!this.note) this.builder.text(text);
    else if (this.note.isLabel) this.note.label += text;
    else this.note.text += text;
  }

  close(name: string): void {
    if (!this.isBody) return;
    if (SKIPPED.has(name) && this.skipped > 0) {
      this.skipped--;
      return;
    }
    if (this.skipped > 0) return;
    if (this.note) return this.closeInNote(this.note, name);
    const { builder } = this;
    if (name === 'body') this.isBody = false;
    else if (name === 'h') builder.closeHeading();
    else if (name === 'p') builder.boundary();
    else if (name === 'list') builder.closeList();
    else if (name === 'list-item') builder.closeItem();
    else if (name === 'table') {
      this.tables = Math.max(0, this.tables - 1);
      builder.closeTable();
    } else if (name === 'table-row') builder.closeRow();
    else if (name === 'table-header-rows') this.isHeader = false;
    else if (name === 'table-cell') builder.closeCell();
    if ((name === 'h' || name === 'p' || name === 'table') && this.tables === 0) this.placeNotes();
  }

  private openInNote(note: Footnote, name: string): void {
    if (name === 'note-citation') note.isLabel = true;
    else if (/^(?:p|s|tab|line-break)$/.test(name)) note.text += ' ';
  }

  private closeInNote(note: Footnote, name: string): void {
    if (name === 'note-citation') note.isLabel = false;
    if (name !== 'note') return;
    this.note = null;
    this.waiting.push(note);
    this.builder.text(`[${note.label.trim()}]`);
  }

  /** A footnote follows what it belongs to, as a paragraph of its own, so that it breaks no sentence. */
  private placeNotes(): void {
    for (const { label, text } of this.waiting.splice(0))
      this.builder.whole('paragraph', `[${label.trim()}] ${text.replace(/\s+/g, ' ').trim()}`);
  }

  private openPage(): void {
    this.builder.finish();
    this.pages++;
    this.builder.page = this.pages;
  }
}

const count = (value: string | null): number => Math.max(1, Number(value ?? 1) || 1);
