import type { CoverageNote } from '#knowledge';
import mammoth from 'mammoth';
import { metadataOf, sensibleTitle, titleFromHeadings } from './document-facts.js';
import { blocksOfHtml } from './parse-html.js';
import { DocumentCorrupt, WrongExtension } from './parse-errors.js';
import { DEFAULT_PARSE_LIMITS, type ParsedDocument, type ParseLimits } from './parsed-document.js';
import { inspectZip, type ZipContents } from './zip-container.js';

const PROPERTIES = 'docProps/core.xml';
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
];

/** Read a Word document through mammoth. Headings follow Word's heading styles; headers, footers and comments are not read. */
export async function parseDocx(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  const contents = await inspectZip(path, 'Word document', limits.maxUncompressedBytes, PROPERTIES);
  refuseOtherContainers(contents);
  const { html, imageCount, messages } = await convert(path);
  const blocks = blocksOfHtml(html);
  const properties = contents.wanted ?? '';
  return {
    title: sensibleTitle(property(properties, 'dc:title')) ?? titleFromHeadings(blocks),
    metadata: metadataOf([
      ['author', property(properties, 'dc:creator')],
      ['date', property(properties, 'dcterms:modified')?.slice(0, 10)],
    ]),
    blocks,
    pageCount: 1,
    notes: notesOf(contents, imageCount, messages),
  };
}

async function convert(path: string): Promise<{ html: string; imageCount: number; messages: string[] }> {
  let imageCount = 0;
  const convertImage = mammoth.images.imgElement(() => {
    imageCount++;
    return Promise.resolve({ src: '' });
  });
  try {
    const { value, messages } = await mammoth.convertToHtml(
      { path },
      { styleMap: STYLES, convertImage, externalFileAccess: false },
    );
    return { html: value, imageCount, messages: messages.map((message) => message.message) };
  } catch (error) {
    throw new DocumentCorrupt(
      'Word document',
      error instanceof Error ? error.message.slice(0, 120) : 'unknown reason',
      { cause: error },
    );
  }
}

/** Other Office files and plain archives are zip containers too. */
function refuseOtherContainers({ names }: ZipContents): void {
  if ([...names].some((name) => name.startsWith('word/'))) return;
  if (names.has('xl/workbook.xml'))
    throw new WrongExtension('docx', 'an Excel workbook', 'Give it the name of its own format.');
  if (names.has('ppt/presentation.xml'))
    throw new WrongExtension('docx', 'a PowerPoint presentation', 'Give it the name of its own format.');
  if (!names.has('[Content_Types].xml'))
    throw new WrongExtension('docx', 'a ZIP archive', 'Unpack it and send the documents in it.');
}

/** Unknown styles lose no text; everything else that mammoth reports was left out of the text. */
function notesOf(contents: ZipContents, imageCount: number, messages: readonly string[]): CoverageNote[] {
  const notes: CoverageNote[] = [];
  if (imageCount > 0)
    notes.push({
      code: 'image.skipped',
      message: `${imageCount} image(s) were not read; only their descriptions were.`,
    });
  if (contents.names.has('word/comments.xml'))
    notes.push({ code: 'docx.comments_skipped', message: 'Comments in the margin were not read.' });
  const kinds = new Set(messages.filter((message) => !/^Unrecognised (?:paragraph|run|table) style/.test(message)));
  for (const message of kinds) notes.push({ code: 'docx.element_skipped', message: message.slice(0, 200) });
  return notes;
}

function property(xml: string, name: string): string | null {
  const match = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]{1,2000})</${name}>`).exec(xml);
  return match ? decodeEntities(match[1]!) : null;
}

function decodeEntities(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) return named[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}
