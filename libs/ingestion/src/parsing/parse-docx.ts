import { type CoverageNote, KnowledgeError } from '#knowledge';
import mammoth from 'mammoth';
import { BlockBuilder } from './block-builder.js';
import { DocxNumbering } from './docx-numbering.js';
import { withNumbers } from './docx-numbered-text.js';
import { readableDocx } from './docx-readable.js';
import { DocxStyles } from './docx-styles.js';
import { hidingStyles, isOnWhitePaper, withoutHidden } from './docx-hidden.js';
import { hiddenText, noteOf, picturesSkipped, runningLinesNotes } from './coverage-notes.js';
import { commentsOfDocx } from './docx-comments.js';
import { titleFromHeadings } from './document-facts.js';
import { CHART, readChart } from './office-charts.js';
import { DIAGRAM, pointsOfDiagram } from './office-diagrams.js';
import { blocksOfHtml } from './parse-html.js';
import { DocumentCorrupt, WrongExtension } from './parse-errors.js';
import { type Block, DEFAULT_PARSE_LIMITS, type ParsedDocument, type ParseLimits } from './parsed-document.js';
import { readXmlLeniently } from './read-xml.js';
import { ZipParts } from './zip-parts.js';
import { officeProperties } from './office-properties.js';

const FORMAT = 'Word document';
const PROPERTIES = 'docProps/core.xml';
const DOCUMENT = /^word\/document\d*\.xml$/;
const NOTES = /^word\/(?:footnotes|endnotes)\d*\.xml$/;
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
];
const HEADINGS = [1, 2, 3, 4, 5, 6].flatMap((level) => [
  `p.Heading${level} => h${level}:fresh`,
  `p[style-name='Heading ${level}'] => h${level}:fresh`,
  `p[style-name='heading ${level}'] => h${level}:fresh`,
]);
/** Numbers are in the text already, so a list that counts is one that does not. Word has nine levels. */
const LISTS = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((level) => {
  const item = `${'ul > li > '.repeat(level - 1)}ul > li:fresh`;
  return [`p:ordered-list(${level}) => ${item}`, `p:unordered-list(${level}) => ${item}`];
});

/**
 * Read a Word document through mammoth. Headings follow Word's heading styles and outline, numbers that Word makes by itself are
 * written out; charts and comments follow the text; headers and footers are not read.
 */
export function parseDocx(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  return ZipParts.use(path, FORMAT, limits.maxUncompressedBytes, async (parts) => {
    refuseOtherContainers(parts.names);
    const [core, comments] = [await parts.text(PROPERTIES), await commentsOfDocx(parts, FORMAT)];
    const charts = await chartsOf(parts);
    const around = await surroundingsOf(parts);
    const { html, imageCount, hidden, messages } = await convert(parts, around);
    const blocks = [...blocksOfHtml(withBoxes(html)), ...charts, ...comments];
    const { title, metadata } = officeProperties(core, FORMAT);
    return {
      title: title ?? titleFromHeadings(blocks),
      metadata,
      blocks,
      pageCount: 1,
      notes: [...notesOf(imageCount, messages), ...hiddenText(hidden), ...runningLinesNotes(around.map(textIn))],
    };
  });
}

/** Boxes of forms, which are no text: what was checked is `[x]`, as in a PDF. */
const withBoxes = (html: string): string =>
  html.replace(/<input type="checkbox"( checked="checked")? \/>/g, (_, checked?: string) => (checked ? '[x]' : '[ ]'));

const SURROUNDING = /^word\/(?:header|footer)\d*\.xml$/;

/** What stands at the head and foot of pages. */
async function surroundingsOf(parts: ZipParts): Promise<string[]> {
  const found: string[] = [];
  for (const name of parts.names.filter((part) => SURROUNDING.test(part)))
    found.push((await parts.text(name)) ?? '<none/>');
  return found;
}

function textIn(surrounding: string): string {
  let text = '';
  let isText = false;
  readXmlLeniently(surrounding, {
    open: (element) => {
      isText = element === 't';
      if (element === 'p' || element === 'tab') text += ' ';
    },
    text: (piece) => void (isText && (text += piece)),
    close: () => void (isText = false),
  });
  return text;
}

/** Charts and diagrams stand beside the text, so they follow it. */
async function chartsOf(parts: ZipParts): Promise<Block[]> {
  const builder = new BlockBuilder();
  for (const name of parts.names.filter((part) => CHART.test(part)))
    readChart((await parts.text(name)) ?? '<none/>', FORMAT, builder);
  for (const name of parts.names.filter((part) => DIAGRAM.test(part)))
    for (const point of pointsOfDiagram((await parts.text(name)) ?? '<none/>')) builder.whole('paragraph', point);
  return builder.finish();
}

interface Converted {
  readonly html: string;
  readonly imageCount: number;
  /** Stretches of hidden text that were left out. */
  readonly hidden: number;
  readonly messages: string[];
}

/** @param around Parts at the head and foot of pages. */
async function convert(parts: ZipParts, around: readonly string[]): Promise<Converted> {
  const stylesXml = await parts.text('word/styles.xml');
  const styles = new DocxStyles(stylesXml);
  const hiding = hidingStyles(stylesXml);
  const isPaperWhite = isOnWhitePaper(stylesXml, around);
  const numbering = new DocxNumbering(await parts.text('word/numbering.xml'));
  let hidden = 0;
  const shown = (xml: string): string => {
    const visible = withoutHidden(xml, hiding, isPaperWhite && isOnWhitePaper(null, [xml]));
    hidden += visible.hidden;
    return readableDocx(visible.xml);
  };
  let imageCount = 0;
  const convertImage = mammoth.images.imgElement(() => {
    imageCount++;
    return Promise.resolve({ src: '' });
  });
  const styleMap = [...STYLES, ...styles.headingRules(), ...HEADINGS, ...LISTS];
  try {
    const { value, messages } = await mammoth.convertToHtml(
      readable(parts, shown, (xml) => withNumbers(xml, numbering, styles)) as unknown as { path: string },
      { styleMap, convertImage, externalFileAccess: false },
    );
    return { html: value, imageCount, hidden, messages: messages.map((message) => message.message) };
  } catch (error) {
    if (error instanceof KnowledgeError) throw error;
    throw new DocumentCorrupt(FORMAT, error instanceof Error ? error.message.slice(0, 120) : 'unknown reason', {
      cause: error,
    });
  }
}

/**
 * The container as mammoth asks for its parts (`file` is what its types leave out of its input), with what is shown of them and the
 * numbers of paragraphs in the text. Parts are unpacked one by one, within the limit.
 */
function readable(
  parts: ZipParts,
  shown: (xml: string) => string,
  numbered: (xml: string) => string,
): { file: object } {
  const read = async (name: string, encoding?: string): Promise<string | Uint8Array> => {
    if (!encoding) return (await parts.bytes(name))!;
    const text = (await parts.text(name))!;
    if (NOTES.test(name)) return shown(text);
    return DOCUMENT.test(name) ? numbered(shown(text)) : text;
  };
  return { file: { exists: (name: string) => parts.has(name), read } };
}

/** Other Office files and plain archives are zip containers too. */
function refuseOtherContainers(names: readonly string[]): void {
  if (names.some((name) => name.startsWith('word/'))) return;
  if (names.includes('xl/workbook.xml'))
    throw new WrongExtension('docx', 'an Excel workbook', 'Rename it to end in .xlsx and send it again.', {
      kind: 'xlsx',
      renameTo: 'xlsx',
    });
  if (names.includes('ppt/presentation.xml'))
    throw new WrongExtension('docx', 'a PowerPoint presentation', 'Rename it to end in .pptx and send it again.', {
      kind: 'pptx',
      renameTo: 'pptx',
    });
  if (!names.includes('[Content_Types].xml'))
    throw new WrongExtension('docx', 'a ZIP archive', 'Unpack it and send the documents in it.', { kind: 'zip' });
}

const ABOUT_STYLES = /^Unrecognised (?:paragraph|run|table) style|style with ID .* was referenced but not defined/;

/** Unknown styles lose no text; everything else that mammoth reports was left out of the text. */
function notesOf(imageCount: number, messages: readonly string[]): CoverageNote[] {
  const notes = picturesSkipped(imageCount);
  const kinds = new Set(messages.filter((message) => !ABOUT_STYLES.test(message)));
  for (const message of kinds)
    notes.push(noteOf('docx.element_skipped', message.slice(0, 200), { detail: message.slice(0, 200) }));
  return notes;
}
