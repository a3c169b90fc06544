import type { BlockBuilder } from './block-builder.js';
import { readXml } from './read-xml.js';

/** A chart's parts in Office files. */
export const CHART = /^(?:word|ppt|xl)\/charts\/chart\d*\.xml$/;

/** Of a chart no more rows are read: nobody draws as many. */
export const MOST_POINTS = 2_000;

interface Series {
  name: string;
  readonly categories: Map<number, string>;
  readonly values: Map<number, string>;
}

interface Chart {
  title: string;
  readonly series: Series[];
}

/** A chart as the table that it is drawn from: a row for each category, a column for each series. */
export function readChart(xml: string, format: string, builder: BlockBuilder): void {
  const { title, series } = chartOf(xml, format);
  const named = title.replace(/\s+/g, ' ').trim();
  builder.whole('paragraph', named === '' ? 'Chart' : `Chart: ${named}`);
  const points = [...new Set(series.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  if (points.length === 0) return;
  builder.openTable();
  row(builder, ['', ...series.map(({ name }, index) => name.trim() || `Series ${index + 1}`)], true);
  for (const point of points.slice(0, MOST_POINTS)) {
    const category = series.map(({ categories }) => categories.get(point)).find((name) => name !== undefined);
    row(builder, [category ?? '', ...series.map(({ values }) => values.get(point) ?? '')], false);
  }
  builder.closeTable();
}

function row(builder: BlockBuilder, cells: readonly string[], isHeader: boolean): void {
  builder.openRow();
  for (const cell of cells) {
    builder.openCell(isHeader);
    builder.text(cell);
    builder.closeCell();
  }
  builder.closeRow();
}

/** What is written in a chart: titles as text, and the stored results of the cells that it shows. */
function chartOf(xml: string, format: string): Chart {
  const chart: Chart = { title: '', series: [] };
  const path: string[] = [];
  let point = 0;
  readXml(xml, format, {
    open: (name, attribute) => {
      path.push(name);
      if (name === 'ser') chart.series.push({ name: '', categories: new Map(), values: new Map() });
      else if (name === 'pt') point = Number(attribute('idx')) || 0;
    },
    text: (text) => {
      const [series, own] = [chart.series.at(-1), path.at(-1)];
      if (own === 't' && path.includes('title') && !path.some((name) => /^ser$|Ax$/.test(name))) chart.title += text;
      if (own !== 'v' || !series || !path.includes('ser')) return;
      if (path.includes('tx')) series.name += text;
      else if (path.includes('cat') || path.includes('xVal')) append(series.categories, point, text);
      else if (path.includes('val') || path.includes('yVal')) append(series.values, point, text);
    },
    close: () => void path.pop(),
  });
  return chart;
}

const append = (values: Map<number, string>, point: number, text: string): void =>
  void values.set(point, (values.get(point) ?? '') + text);
