import type { CoverageNote } from '#knowledge';
import { BlockBuilder } from './block-builder.js';
import { hiddenPart, noteOf } from './coverage-notes.js';
import { titleFromHeadings } from './document-facts.js';
import { OfficeMath } from './math-in-line.js';
import { CHART, readChart } from './office-charts.js';
import { commentsOfSlide, DIAGRAM, pointsOfDiagram } from './office-diagrams.js';
import { officeProperties } from './office-properties.js';
import { DocumentCorrupt, DocumentTooComplex, WrongContent } from './parse-errors.js';
import { targetsOf } from './part-relations.js';
import { DEFAULT_PARSE_LIMITS, type ParseLimits, type ParsedDocument } from './parsed-document.js';
import { readXml } from './read-xml.js';
import { ZipParts } from './zip-parts.js';

const FORMAT = 'PowerPoint presentation';
const PRESENTATION = 'ppt/presentation.xml';

/** A slide that is left out of the show. */
const HIDDEN_SLIDE = /<(?:\w+:)?sld\s[^>]*\bshow="(?:0|false)"/;
const COMMENTS = /^ppt\/comments\//;

/** Read a presentation: a page for each slide, in the order of the show; titles are headings, tables keep their rows, charts, diagrams, comments and notes follow. */
export function parsePptx(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  return ZipParts.use(path, FORMAT, limits.maxUncompressedBytes, async (parts) => {
    if (!parts.has(PRESENTATION)) throw new WrongContent('pptx', FORMAT);
    const slides = await slidesOf(parts);
    if (slides.length > limits.maxPages) throw new DocumentTooComplex('slides', limits.maxPages);
    const builder = new BlockBuilder();
    const notes: CoverageNote[] = [];
    for (const [index, slide] of slides.entries()) {
      builder.page = index + 1;
      notes.push(...(await readWhole(parts, slide, builder)));
    }
    const damaged = notes.filter(({ code }) => code === 'page.unreadable').length;
    if (damaged > 0 && damaged === slides.length) throw new DocumentCorrupt(FORMAT, 'no slide of it can be read');
    const { title, metadata } = officeProperties(await parts.text('docProps/core.xml'), FORMAT);
    const blocks = builder.finish();
    return {
      title: title ?? titleFromHeadings(blocks),
      metadata,
      blocks,
      pageCount: Math.max(1, slides.length),
      notes,
    };
  });
}

/** One slide with all that belongs to it, as far as it can be read: a damaged one says nothing about the others. */
async function readWhole(parts: ZipParts, slide: string, builder: BlockBuilder): Promise<CoverageNote[]> {
  const { page } = builder;
  try {
    const pictures = await readAll(parts, slide, builder);
    const hidden = HIDDEN_SLIDE.test(((await parts.text(slide)) ?? '').slice(0, 4_000)) ? [hiddenPart(page)] : [];
    const message = `${pictures} picture(s) on slide ${page} were not read.`;
    if (pictures === 0) return hidden;
    return [...hidden, noteOf('image.skipped', message, { count: pictures, isDescribed: 'no' }, page)];
  } catch (error) {
    if (!(error instanceof DocumentCorrupt)) throw error;
    builder.closeHeading();
    builder.finish();
    return [{ code: 'page.unreadable', message: `Slide ${page} is damaged and was not read to its end.`, page }];
  }
}

/** @returns How many pictures there are on it. */
async function readAll(parts: ZipParts, slide: string, builder: BlockBuilder): Promise<number> {
  const { pictures } = readSlide((await parts.text(slide)) ?? '<none/>', builder);
  const targets = [...(await targetsOf(parts, slide, FORMAT)).values()];
  for (const chart of targets.filter((target) => CHART.test(target)))
    readChart((await parts.text(chart)) ?? '<none/>', FORMAT, builder);
  for (const part of targets.filter((target) => DIAGRAM.test(target)))
    for (const point of pointsOfDiagram((await parts.text(part)) ?? '<none/>')) builder.whole('paragraph', point);
  for (const part of targets.filter((target) => COMMENTS.test(target)))
    for (const said of commentsOfSlide((await parts.text(part)) ?? '<none/>'))
      builder.whole('paragraph', `Comment: ${said}`);
  const notesPart = targets.find((target) => target.startsWith('ppt/notesSlides/'));
  const spoken = notesPart ? await parts.text(notesPart) : null;
  if (spoken) readNotes(spoken, builder);
  builder.finish();
  return pictures;
}

/** Paths of the slides as the presentation lists them; hidden ones too, since they were written to be read. */
async function slidesOf(parts: ZipParts): Promise<string[]> {
  const targets = await targetsOf(parts, PRESENTATION, FORMAT);
  const slides: string[] = [];
  readXml((await parts.text(PRESENTATION)) ?? '', FORMAT, {
    open: (name, attribute) => {
      if (name !== 'sldId') return;
      // The attribute wanted is `r:id`; the plain `id` beside it is a number of its own.
      const target = targets.get(attribute('r:id') ?? '');
      if (target && parts.has(target)) slides.push(target);
    },
  });
  return slides;
}

/** Shapes in drawing order; their paragraphs become blocks. Numbers, dates and footers of slides are left out. */
function readSlide(xml: string, builder: BlockBuilder): { pictures: number } {
  let pictures = 0;
  let isTitle = false;
  let isText = false;
  let isRunning = false;
  let isHeaderRow = false;
  /** What older programs show instead of what was read already. */
  let fallbacks = 0;
  let formula: { math: OfficeMath; depth: number } | null = null;
  readXml(xml, FORMAT, {
    open: (name, attribute) => {
      if (name === 'Fallback') fallbacks++;
      if (fallbacks > 0) return;
      if (formula) {
        formula.depth++;
        return formula.math.open(name, attribute('val'));
      }
      if (name === 'oMath') formula = { math: new OfficeMath(), depth: 0 };
      if (name === 'pic') pictures++;
      else if (name === 'sp') isTitle = isRunning = false;
      else if (name === 'ph') {
        isTitle = /^(?:title|ctrTitle)$/.test(attribute('type') ?? '');
        isRunning = /^(?:sldNum|dt|ftr|hdr)$/.test(attribute('type') ?? '');
      } else if (name === 'tblPr') isHeaderRow = /^(?:1|true)$/.test(attribute('firstRow') ?? '');
      else if (name === 't') isText = true;
      else if (name === 'rPr' && Number(attribute('baseline') ?? 0) > 0) builder.openRaised();
      else if (name === 'br') builder.lineBreak();
      else if (name === 'tbl') builder.openTable();
      else if (name === 'tr') builder.openRow();
      else if (name === 'tc')
        builder.openCell(isHeaderRow, { columns: count(attribute('gridSpan')), rows: count(attribute('rowSpan')) });
      else if (name === 'p' && isTitle) builder.openHeading(1);
      else if (name === 'p') builder.boundary();
    },
    text: (text) => {
      if (formula) formula.math.text(text);
      else if (isText && !isRunning && fallbacks === 0) builder.text(text);
    },
    close: (name) => {
      if (name === 'Fallback') fallbacks--;
      if (fallbacks > 0) return;
      if (formula && formula.depth-- > 0) return formula.math.close();
      if (formula) {
        builder.text(` ${formula.math.line} `);
        formula = null;
        return;
      }
      if (name === 't') isText = false;
      else if (name === 'r') builder.closeRaised();
      else if (name === 'p' && isTitle) builder.closeHeading();
      else if (name === 'p') builder.boundary();
      else if (name === 'tc') builder.closeCell();
      else if (name === 'tr') {
        builder.closeRow();
        isHeaderRow = false;
      } else if (name === 'tbl') builder.closeTable();
    },
  });
  return { pictures };
}

/** What the speaker wrote below the slide, without the slide's number and picture. */
function readNotes(xml: string, builder: BlockBuilder): void {
  let isBody = false;
  let isText = false;
  builder.boundary();
  readXml(xml, FORMAT, {
    open: (name, attribute) => {
      if (name === 'sp') isBody = false;
      else if (name === 'ph') isBody = attribute('type') === 'body';
      else if (name === 't') isText = true;
    },
    text: (text) => void (isBody && isText && builder.text(text)),
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'p') builder.boundary();
    },
  });
}

const count = (value: string | null): number => Math.max(1, Number(value ?? 1) || 1);
