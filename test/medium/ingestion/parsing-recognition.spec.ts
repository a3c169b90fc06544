import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { degrees, PDFDocument, StandardFonts } from 'pdf-lib';
import { ParserPool, type ReadDocument } from '../../../libs/ingestion/src/parsing/index.js';
import { libreOfficePath, tesseractPath } from '../../../libs/ingestion/src/parsing/installed-programs.js';
import { renderPage } from '../../../libs/ingestion/src/parsing/render-page.js';
import { parserEntry } from './parsing-entry.js';

const LINES = ['The boat across the lake sails from April to October.', 'Bicycles travel free of charge on weekdays.'];

const withTesseract = tesseractPath() ? describe : describe.skip;
if (!tesseractPath()) console.warn('Skipped: tesseract is not installed.');
const withoutTesseract = tesseractPath() ? describe.skip : describe;
const withLibreOffice = libreOfficePath() ? describe : describe.skip;
if (!libreOfficePath()) console.warn('Skipped: LibreOffice is not installed.');

let folder: string;
let pool: ParserPool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-recognition-'));
  pool = new ParserPool({ size: 1, entryPath: parserEntry() });
});

afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

const parse = async (name: string, bytes: Uint8Array, by: ParserPool = pool): Promise<ReadDocument> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return by.parse(path, name);
};
const textOf = ({ blocks }: ReadDocument) => blocks.map(({ text }) => text).join(' ');
const codes = ({ notes }: ReadDocument) => notes.map(({ code, page }) => [code, page]);

/** A PDF whose first page is typed, and whose other pages are images of a typed page, turned as told. */
async function aScan(...turns: number[]): Promise<Uint8Array> {
  const typed = await PDFDocument.create();
  const font = await typed.embedFont(StandardFonts.Helvetica);
  const page = typed.addPage([400, 200]);
  for (const [row, text] of LINES.entries()) page.drawText(text, { x: 20, y: 150 - row * 16, size: 12, font });
  const image = await imageOf(await typed.save());
  const scan = await PDFDocument.create();
  const cover = scan.addPage([400, 200]);
  cover.drawText('This page was typed.', {
    x: 20,
    y: 100,
    size: 13,
    font: await scan.embedFont(StandardFonts.Helvetica),
  });
  const png = await scan.embedPng(image);
  for (const turn of turns) {
    const place = turn === 180 ? { x: 400, y: 200, rotate: degrees(180) } : { x: 0, y: 0 };
    scan.addPage([400, 200]).drawImage(png, { ...place, width: 400, height: 200 });
  }
  return scan.save();
}

async function imageOf(bytes: Uint8Array): Promise<Uint8Array> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const standardFontDataUrl = `${join(import.meta.dirname, '../../../node_modules/pdfjs-dist/standard_fonts')}/`;
  const options = { standardFontDataUrl, disableFontFace: true, verbosity: 0 };
  const pdf = await getDocument({ data: new Uint8Array(bytes), ...options }).promise;
  return (await renderPage(pdf, await pdf.getPage(1), 0)).png;
}

withTesseract('character recognition', () => {
  it('reads the scanned pages of a PDF, upside down too, and leaves the typed ones alone', async () => {
    const document = await parse('mixed.pdf', await aScan(0, 180));
    expect(document.blocks.map(({ page, text }) => [page, text])).toEqual([
      [1, 'This page was typed.'],
      ...[2, 3].map((page) => [page, LINES.join(' ')]),
    ]);
    expect(codes(document)).toEqual([
      ['ocr.page', 2],
      ['ocr.page', 3],
    ]);
    const { gaps, recognised, unreadPages } = document.coverage;
    expect([gaps, unreadPages, recognised.map(([page]) => page)]).toEqual([[], 0, [2, 3]]);
    expect(Math.min(...recognised.map(([, confidence]) => confidence))).toBeGreaterThan(60);
    expect(document.notes[0]!.message).toMatch(/^Page 2 was read by character recognition, confidence \d\d %\.$/);
  }, 60_000);

  it('reads an image as a document of one page, and refuses one that is broken', async () => {
    const typed = await PDFDocument.create();
    const page = typed.addPage([400, 100]);
    page.drawText(LINES[0]!, { x: 20, y: 50, size: 12, font: await typed.embedFont(StandardFonts.Helvetica) });
    const png = await imageOf(await typed.save());
    const document = await parse('ferry.png', png);
    expect([textOf(document), document.pageCount]).toEqual([LINES[0], 1]);
    expect(codes(document)).toEqual([['ocr.page', 1]]);
    await expect(parse('cut.png', png.subarray(0, 200))).rejects.toMatchObject({ code: 'document.corrupt' });
    const bomb = Buffer.from(png.subarray(0, 64));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    await expect(parse('bomb.png', bomb)).rejects.toMatchObject({ code: 'document.too_complex' });
  }, 60_000);

  it('keeps what it has when the time is used up, and names the pages that it did not reach', async () => {
    const hurried = new ParserPool({ size: 1, entryPath: parserEntry(), limits: { timeoutMs: 15_000 } });
    // How long its process takes to begin, on a busy machine, is none of the document's time here.
    await parse('note.txt', Buffer.from('A note.'), hurried);
    const document = await parse('long.pdf', await aScan(...Array.from({ length: 60 }, () => 0)), hurried);
    await hurried.close();
    expect(document.blocks[0]).toMatchObject({ page: 1, text: 'This page was typed.' });
    expect(codes(document).at(-1)).toEqual(['ocr.not_reached', 61]);
  }, 60_000);

  it('leaves no process behind when the parser is killed', async () => {
    const doomed = new ParserPool({ size: 1, entryPath: parserEntry() });
    const parsing = parse('doomed.pdf', await aScan(...Array.from({ length: 20 }, () => 0)), doomed).catch(() => null);
    for (let i = 0; i < 200 && recognitions().length === 0; i++) await delay(50);
    const started = recognitions();
    await doomed.close();
    await parsing;
    for (let i = 0; i < 40 && started.some(isRunning); i++) await delay(50);
    expect(started.length).toBeGreaterThan(0);
    expect(started.filter(isRunning)).toEqual([]);
  }, 60_000);
});

withoutTesseract('without character recognition', () => {
  it('names the pages and says what to install', async () => {
    const document = await parse('mixed.pdf', await aScan(0));
    expect(codes(document)).toEqual([['page.no_text', 2]]);
    expect(document.notes[0]!.message).toContain('apt install tesseract-ocr');
  });
});

withLibreOffice('old Office files', () => {
  it('are converted and read', async () => {
    const source = join(folder, 'source.html');
    await writeFile(source, '<h1>Ferry</h1><p>It carries bicycles.</p>');
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const filter = ['--convert-to', 'doc:MS Word 97', '--infilter=HTML (StarWriter)', '--outdir', folder];
    const soffice = libreOfficePath()!.replace(/\.bin$/, '');
    const made = spawnSync(soffice, [profile, '--headless', ...filter, source], { timeout: 60_000 });
    expect(made.status).toBe(0);
    const document = await parse('ferry.doc', await readFile(join(folder, 'source.doc')));
    expect(textOf(document)).toContain('It carries bicycles.');
  }, 120_000);
});

it('refuses containers of another content under an old name', async () => {
  const container = Buffer.alloc(1_024);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(container);
  await expect(parse('empty.doc', container)).rejects.toMatchObject({ code: 'document.corrupt' });
});

/** Process ids of recognitions that parsers of this process run. */
function recognitions(): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && commandLine(entry).includes('chancery-ocr-'))
    .filter((pid) => parentOf(parentOf(pid)) === String(process.pid))
    .map(Number);
}

function parentOf(pid: string): string {
  return /^PPid:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? '0';
}

function commandLine(pid: string): string {
  return readProc(pid, 'cmdline');
}

function readProc(pid: string, name: string): string {
  try {
    return readFileSync(join('/proc', pid, name), 'utf8');
  } catch {
    // A process that has ended since it was listed runs nothing.
    return '';
  }
}

function isRunning(pid: number): boolean {
  return commandLine(String(pid)) !== '';
}
