import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { type Token, Tokenize } from './rtf-tokens.js';
import { DocumentCorrupt } from './parse-errors.js';
import type { Block, ParsedDocument } from './parsed-document.js';
import { titleFromHeadings } from './document-facts.js';
import { blocksOfPlainText } from './plain-text-blocks.js';
import { blocksOfTable } from './table-rows.js';

interface PlainText {
  new (options: { decode: (bytes: Buffer, encoding: string) => string }): Transform;
}
/** The package's front door gives only what Outlook hides in RTF; the plain text that it builds on lies behind (version pinned). */
const { ToPlainText } = createRequire(import.meta.url)('rtf-stream-parser/dist/src/ToPlainText.js') as {
  ToPlainText: PlainText;
};

/** Stand for the ends of cells and rows of tables; both survive the decoding of every code page. */
const CELL = '\u0007';
const ROW = '\u001e';
/** Groups that are not part of the text. */
const SKIPPED =
  /^(?:info|header[lrf]?|footer[lrf]?|pict|object|fldinst|bkmkstart|bkmkend|annotation|themedata|datastore|xmlnstbl|sp|shprslt)$/;
/** Marked as groups that a reader may skip, though the words of text boxes are in them. */
const READ_ANYWAY = 'shpinst';

/** Read a rich text file: paragraphs, and tables by row. Page headers and footers are left out, and what was deleted with changes tracked. */
export async function parseRtf(path: string): Promise<ParsedDocument> {
  const blocks = blocksOfRtf(await plainText(path));
  return { title: titleFromHeadings(blocks), metadata: {}, blocks, pageCount: 1, notes: [] };
}

async function plainText(path: string): Promise<string> {
  const parts: string[] = [];
  try {
    await pipeline(
      createReadStream(path),
      new Tokenize(),
      new WithoutSurroundings(),
      new ToPlainText({ decode: (bytes, encoding) => iconv.decode(bytes, encoding) }),
      async (text) => {
        for await (const part of text) parts.push(String(part));
      },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    throw new DocumentCorrupt('rich text file', reason, { cause: error });
  }
  return parts.join('').replace(/\r\n?/g, '\n');
}

/** Rows of cells become tables, the rest paragraphs: a line is a paragraph in this format. */
function blocksOfRtf(text: string): Block[] {
  const blocks: Block[] = [];
  let rows: string[][] = [];
  const closeTable = (): void => {
    const cells = rows.map((row) => row.map((cell) => ({ text: cell, isHeader: false, columns: 1, rows: 1 })));
    blocks.push(...blocksOfTable(cells));
    rows = [];
  };
  for (const part of text.split(/(?<=\u001e)/)) {
    const table = part.endsWith(ROW) ? part.slice(0, -1) : null;
    if (table === null) {
      closeTable();
      blocks.push(...blocksOfPlainText(part.replaceAll(CELL, ' ').replaceAll('\n', '\n\n')));
      continue;
    }
    // What stands before the table on the same stretch ends with the last line break before its first cell.
    const begins = table.lastIndexOf('\n', table.indexOf(CELL)) + 1;
    const before = table.slice(0, begins);
    if (before.trim() !== '') {
      closeTable();
      blocks.push(...blocksOfPlainText(before.replaceAll('\n', '\n\n')));
    }
    rows.push(
      table
        .slice(begins)
        .split(CELL)
        .slice(0, -1)
        .map((cell) => cell.replace(/\s+/g, ' ').trim()),
    );
  }
  closeTable();
  return blocks;
}

/** Drops groups that only surround the text and what is marked as deleted, and marks the ends of cells and rows. */
class WithoutSurroundings extends Transform {
  private depth = 0;
  /** Depth of the group that is being dropped; 0 when none is. */
  private dropping = 0;
  private waiting: Token[] = [];
  /** Whether the words of each open group are deleted ones; a group takes over how the one around it stands. */
  private readonly deleted = [false];

  constructor() {
    super({ objectMode: true });
  }

  override _transform(token: Token, _encoding: string, done: TransformCallback): void {
    if (token.type === GROUP_START) {
      this.depth++;
      this.deleted.push(this.deleted.at(-1) ?? false);
    }
    if (token.type === CONTROL) this.format(token);
    if (this.dropping === 0 && !this.isDeletedText(token)) this.pass(token);
    if (token.type === GROUP_END) {
      if (this.depth === this.dropping) this.dropping = 0;
      this.depth--;
      if (this.deleted.length > 1) this.deleted.pop();
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    this.release();
    done();
  }

  private format({ word, param }: Token): void {
    if (word === 'deleted') this.deleted[this.deleted.length - 1] = param !== 0;
    if (word === 'plain') this.deleted[this.deleted.length - 1] = false;
  }

  /** Letters come as text, as bytes in hexadecimal or by their Unicode number. */
  private isDeletedText({ type, word }: Token): boolean {
    return this.deleted.at(-1) === true && (type === TEXT || (type === CONTROL && (word === 'u' || word === "'")));
  }

  /** A group's start, and the mark that it may be skipped, wait until its first word tells what it is. */
  private pass(token: Token): void {
    if (this.waiting.length === 0 && token.type !== GROUP_START) return void this.push(marked(token));
    if (token.type === GROUP_START) {
      this.release();
      this.waiting = [token];
    } else if (token.type === CONTROL && token.word === '*') this.waiting.push(token);
    else if (token.type === CONTROL && SKIPPED.test(token.word ?? '')) {
      this.waiting = [];
      this.dropping = this.depth;
    } else {
      if (token.word === READ_ANYWAY) this.waiting.length = 1;
      this.release();
      this.push(marked(token));
    }
  }

  private release(): void {
    for (const token of this.waiting.splice(0)) this.push(token);
  }
}

const [GROUP_START, GROUP_END, CONTROL, TEXT] = [0, 1, 2, 3];

function marked(token: Token): Token {
  if (token.type !== CONTROL) return token;
  if (token.word === 'cell' || token.word === 'nestcell') return { type: TEXT, data: Buffer.from(CELL), length: 1 };
  if (token.word === 'row' || token.word === 'nestrow') return { type: TEXT, data: Buffer.from(ROW), length: 1 };
  return token;
}
