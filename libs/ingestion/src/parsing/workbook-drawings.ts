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
}

/** What is drawn upon the sheets of a workbook (.xlsx), by the place of the sheet, from 0. Damage there says nothing about the cells. */
export async function drawnOnSheets(parts: ZipParts): Promise<ReadonlyMap<number, Drawn>> {
  const drawn = new Map<number, Drawn>();
  try {
    for (const [index, sheet] of (await sheetsOf(parts)).entries()) {
      const drawings = [...(await targetsOf(parts, sheet, FORMAT)).values()].filter((target) => DRAWING.test(target));
      if (drawings.length > 0) drawn.set(index, await read(parts, drawings));
    }
  } catch (error) {
    if (!(error instanceof KnowledgeError) || error.kind !== 'invalid') throw error;
  }
  return drawn;
}

async function sheetsOf(parts: ZipParts): Promise<string[]> {
  const targets = await targetsOf(parts, WORKBOOK, FORMAT);
  const sheets: string[] = [];
  readXml((await parts.text(WORKBOOK)) ?? '<none/>', FORMAT, {
    // The attribute wanted is `r:id`; a sheet that is not there keeps its place.
    open: (name, attribute) =>
      void (name === 'sheet' && sheets.push(targets.get(attribute('r:id') ?? '') ?? 'xl/none')),
  });
  return sheets;
}

async function read(parts: ZipParts, drawings: readonly string[]): Promise<Drawn> {
  const builder = new BlockBuilder();
  let pictures = 0;
  for (const drawing of drawings) {
    pictures += readShapes((await parts.text(drawing)) ?? '<none/>', builder);
    const charts = [...(await targetsOf(parts, drawing, FORMAT)).values()].filter((target) => CHART.test(target));
    for (const chart of charts) readChart((await parts.text(chart)) ?? '<none/>', FORMAT, builder);
  }
  return { blocks: builder.finish(), pictures };
}

/** @returns How many pictures there are between the shapes. */
function readShapes(xml: string, builder: BlockBuilder): number {
  let pictures = 0;
  let isText = false;
  readXml(xml, FORMAT, {
    open: (name) => {
      if (name === 'pic') pictures++;
      else if (name === 'p') builder.boundary();
      isText = name === 't';
    },
    text: (text) => void (isText && builder.text(text)),
    close: (name) => {
      isText = false;
      if (name === 'p') builder.boundary();
    },
  });
  return pictures;
}
