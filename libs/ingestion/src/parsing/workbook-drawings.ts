import { KnowledgeError } from '#knowledge';
import { BlockBuilder } from './block-builder.js';
import { CHART, readChart } from './office-charts.js';
import { targetsOf } from './part-relations.js';
import type { Block } from './parsed-document.js';
import { readXml } from './read-xml.js';
import type { ZipParts } from './zip-parts.js';

const FORMAT = 'workbook';
const WORKBOOK = 'xl/workbook.xml';
const DRAWING = /^xl\/drawings\/drawing\d*\.xml$/;

/** What lies upon the cells of a sheet. */
export interface Drawn {
  /** Words of text boxes and shapes, then charts as tables. */
  readonly blocks: readonly Block[];
  readonly pictures: number;
  /** Some of it could not be read. */
  readonly isDamaged: boolean;
}

/** What lies upon most sheets. */
export const NOTHING_DRAWN: Drawn = { blocks: [], pictures: 0, isDamaged: false };

/** What is drawn upon the sheets of a workbook (.xlsx), by the place of the sheet, from 0. Damage there says nothing about the cells. */
export async function drawnOnSheets(parts: ZipParts): Promise<ReadonlyMap<number, Drawn>> {
  const drawn = new Map<number, Drawn>();
  for (const [index, sheet] of ((await unlessDamaged(sheetsOf(parts))) ?? []).entries()) {
    const upon = await read(parts, sheet);
    if (upon) drawn.set(index, upon);
  }
  return drawn;
}

/** Null where what was to be read is damaged. */
export async function unlessDamaged<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof KnowledgeError) || error.kind !== 'invalid') throw error;
    return null;
  }
}

/** The parts that the sheets of a workbook (.xlsx) are in, in the order of the sheets. @throws DocumentCorrupt */
export async function sheetsOf(parts: ZipParts): Promise<string[]> {
  const targets = await targetsOf(parts, WORKBOOK, FORMAT);
  const sheets: string[] = [];
  readXml((await parts.text(WORKBOOK)) ?? '<none/>', FORMAT, {
    // The attribute wanted is `r:id`; a sheet that is not there keeps its place.
    open: (name, attribute) =>
      void (name === 'sheet' && sheets.push(targets.get(attribute('r:id') ?? '') ?? 'xl/none')),
  });
  return sheets;
}

/** A damaged part says nothing of the others; null where nothing is drawn. */
async function read(parts: ZipParts, sheet: string): Promise<Drawn | null> {
  const builder = new BlockBuilder();
  const drawings = await unlessDamaged(partsOf(parts, sheet, DRAWING));
  if (!drawings) return { ...NOTHING_DRAWN, isDamaged: true };
  if (drawings.length === 0) return null;
  let [pictures, isDamaged] = [0, false];
  for (const drawing of drawings) {
    const found = await unlessDamaged(readDrawing(parts, drawing, builder));
    pictures += found ?? 0;
    isDamaged ||= found === null;
  }
  return { blocks: builder.finish(), pictures, isDamaged };
}

async function partsOf(parts: ZipParts, from: string, kind: RegExp): Promise<string[]> {
  return [...(await targetsOf(parts, from, FORMAT)).values()].filter((target) => kind.test(target));
}

/** Shapes, then charts. @returns How many pictures there are between the shapes. */
async function readDrawing(parts: ZipParts, drawing: string, builder: BlockBuilder): Promise<number> {
  const pictures = readShapes((await parts.text(drawing)) ?? '<none/>', builder);
  for (const chart of await partsOf(parts, drawing, CHART))
    readChart((await parts.text(chart)) ?? '<none/>', FORMAT, builder);
  return pictures;
}

/** @returns How many pictures there are between the shapes. */
function readShapes(xml: string, builder: BlockBuilder): number {
  let pictures = 0;
  let isText = false;
  /** What older programs show instead of what is there. */
  let fallbacks = 0;
  readXml(xml, FORMAT, {
    open: (name) => {
      if (name === 'Fallback') fallbacks++;
      if (fallbacks > 0) return;
      if (name === 'pic') pictures++;
      else if (name === 'p') builder.boundary();
      isText = name === 't';
    },
    text: (text) => void (isText && builder.text(text)),
    close: (name) => {
      isText = false;
      if (name === 'Fallback') fallbacks--;
      else if (name === 'p') builder.boundary();
    },
  });
  return pictures;
}
