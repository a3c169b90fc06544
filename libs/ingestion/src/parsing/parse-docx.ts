import type { CoverageNote } from '#knowledge';
import mammoth from 'mammoth';
import { BlockBuilder } from './block-builder.js';
import { commentsOfDocx } from './docx-comments.js';
import { titleFromHeadings } from './document-facts.js';
import { CHART, readChart } from './office-charts.js';
import { blocksOfHtml } from './parse-html.js';
import { DocumentCorrupt, WrongExtension } from './parse-errors.js';
import { type Block, DEFAULT_PARSE_LIMITS, type ParsedDocument, type ParseLimits } from './parsed-document.js';
import { ZipParts } from './zip-parts.js';
import { officeProperties } from './office-properties.js';

const FORMAT = 'Word document';
const PROPERTIES = 'docProps/core.xml';
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
];

/** Read a Word document through mammoth. Headings follow Word's heading styles; charts and comments follow the text; headers and footers are not read. */
export async function parseDocx(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  const { core, comments, charts } = await ZipParts.use(path, FORMAT, limits.maxUncompressedBytes, async (parts) => {
    refuseOtherContainers(parts.names);
    const [core, comments] = [await parts.text(PROPERTIES), await commentsOfDocx(parts, FORMAT)];
    return { core, comments, charts: await chartsOf(parts) };
  });
  const { html, imageCount, messages } = await convert(path);
  const blocks = [...blocksOfHtml(html), ...charts, ...comments];
  const { title, metadata } = officeProperties(core, FORMAT);
  return {
    title: title ?? titleFromHeadings(blocks),
    metadata,
    blocks,
    pageCount: 1,
    notes: notesOf(imageCount, messages),
  };
}

/** Charts stand beside the text, so they follow it. */
async function chartsOf(parts: ZipParts): Promise<Block[]> {
  const builder = new BlockBuilder();
  for (const name of parts.names.filter((part) => CHART.test(part)))
    readChart((await parts.text(name)) ?? '<none/>', FORMAT, builder);
  return builder.finish();
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
    throw new DocumentCorrupt(FORMAT, error instanceof Error ? error.message.slice(0, 120) : 'unknown reason', {
      cause: error,
    });
  }
}

/** Other Office files and plain archives are zip containers too. */
function refuseOtherContainers(names: readonly string[]): void {
  if (names.some((name) => name.startsWith('word/'))) return;
  if (names.includes('xl/workbook.xml'))
    throw new WrongExtension('docx', 'an Excel workbook', 'Rename it to end in .xlsx and send it again.');
  if (names.includes('ppt/presentation.xml'))
    throw new WrongExtension('docx', 'a PowerPoint presentation', 'Rename it to end in .pptx and send it again.');
  if (!names.includes('[Content_Types].xml'))
    throw new WrongExtension('docx', 'a ZIP archive', 'Unpack it and send the documents in it.');
}

const ABOUT_STYLES = /^Unrecognised (?:paragraph|run|table) style|style with ID .* was referenced but not defined/;

/** Unknown styles lose no text; everything else that mammoth reports was left out of the text. */
function notesOf(imageCount: number, messages: readonly string[]): CoverageNote[] {
  const notes: CoverageNote[] = [];
  if (imageCount > 0)
    notes.push({
      code: 'image.skipped',
      message: `${imageCount} image(s) were not read; only their descriptions were.`,
      count: imageCount,
    });
  const kinds = new Set(messages.filter((message) => !ABOUT_STYLES.test(message)));
  for (const message of kinds) notes.push({ code: 'docx.element_skipped', message: message.slice(0, 200) });
  return notes;
}
