import type { AnalysedQuestion, QuestionTerm } from '../question/analyse-question.js';
import { documentNames } from '../question/document-names.js';
import { fold } from '../text/fold-word.js';
import { withoutMarker } from '../text/list-markers.js';
import { MONTH_NUMBER, monthOf } from '../text/months.js';
import { isWithin, rangeOf, type NumberRange } from '../text/ranges.js';
import { cellsOfLine, cellsOfRow, type RowCell } from '../text/row-cells.js';
import { affinityTo, RELATED, termsOf } from '../text/terms.js';
import type { ReadSentence } from './read-passages.js';

/** A number or a month that a question names. */
interface Asked {
  readonly key: string;
  /** Whether all of a cell says it; null where a cell is nothing of the kind. */
  says(cell: RowCell): boolean | null;
}

type Row = ReadSentence & { readonly cells: readonly RowCell[] };

/** As many rows or more with a range, or a month, make a column of them. */
const LEAST_ROWS = 2;
const YEAR = /^(?:19|20)\d{2}$/u;
/** "in 2024", "since March 2024". */
const BEFORE_YEAR =
  /(?:(?<!\p{L})(?:in|since|during|until|year|from|seit|im jahr|bis|jahr|en|année|año)|\p{L}{3,})\s$/iu;
const MONTH_COLUMN = /^(?:months?|monate?|mois|mes|月)(?!\p{L})/iu;

/**
 * Read the rows of tables, and lines of lists, that say a number or a month of the question in other figures: "10–25" a team of 12, "Mar" or
 * "2024-03" March, be it the row's own or a column's. Such a row holds the question's word from then on.
 * @returns All sentences in their order; what stands in a table that tells such things apart, and tells of another, `isOfOtherFigure`.
 */
export function saidInFigures(question: AnalysedQuestion, sentences: readonly ReadSentence[]): ReadSentence[] {
  const asked = [...numbersAsked(question), ...monthsAsked(question)];
  if (asked.length === 0) return [...sentences];
  const said = new Map<string, Set<string>>();
  const others = new Set<string>();
  for (const rows of tablesOf(sentences)) {
    const found = asked.map((one) => ({ one, ...rowsThatSay(one, rows, question) }));
    for (const { one, saying } of found)
      for (const id of saying.map(idOf)) said.set(id, (said.get(id) ?? new Set()).add(one.key));
    if (found.some(({ isTold }) => isTold)) for (const id of rows.map(idOf)) others.add(id);
  }
  return sentences.map((sentence) => {
    const keys = said.get(idOf(sentence)) ?? monthsOfColumns(sentence, asked);
    if (keys) return { ...sentence, keys: new Set([...sentence.keys, ...keys]) };
    return others.has(idOf(sentence)) ? { ...sentence, isOfOtherFigure: true } : sentence;
  });
}

const idOf = ({ passageIndex, index }: ReadSentence): string => `${passageIndex}:${index}`;

/** Rows that say what is asked for in a column of such things, and whether the table tells of it at all. */
function rowsThatSay(one: Asked, rows: readonly Row[], question: AnalysedQuestion): { saying: Row[]; isTold: boolean } {
  const columns = new Map<string, number>();
  for (const row of rows)
    for (const cell of row.cells)
      if (one.says(cell) !== null) columns.set(cell.column, (columns.get(cell.column) ?? 0) + 1);
  const telling = [...columns].filter(([, count]) => count >= LEAST_ROWS).map(([column]) => column);
  const named = telling.filter((column) => isAskedOf(column, question));
  const chosen = new Set(named.length > 0 ? named : telling);
  const saying = rows.filter(({ cells }) => cells.some((cell) => chosen.has(cell.column) && one.says(cell) === true));
  return { saying, isTold: saying.length > 0 || named.length > 0 };
}

/** Whether a column's name holds a word of the question. */
function isAskedOf(column: string, { terms }: AnalysedQuestion): boolean {
  const words = termsOf(column)
    .filter(({ isNumber }) => !isNumber)
    .map(({ key }) => key);
  return terms.some(({ key, isSpecific }) => !isSpecific && affinityTo(key)(words) > RELATED);
}

/** Rows by the table that they stand in, over all passages of a revision. */
function tablesOf(sentences: readonly ReadSentence[]): Row[][] {
  const tables = new Map<string, Row[]>();
  for (const sentence of sentences) {
    const cells = cellsOf(sentence);
    if (cells.length < 2) continue;
    const names = cells.map(({ column }) => column).join('|');
    const id = `${sentence.passage.revisionId}:${sentence.kind}:${sentence.kind === 'row' ? names : sentence.passageIndex}`;
    tables.set(id, [...(tables.get(id) ?? []), { ...sentence, cells }]);
  }
  return [...tables.values()].filter((rows) => rows.length >= LEAST_ROWS);
}

function cellsOf({ kind, text, header, passage, isIntroduction }: ReadSentence): RowCell[] {
  if (kind === 'heading' || isIntroduction) return [];
  if (kind !== 'row') return cellsOfLine(withoutMarker(text));
  return cellsOfRow(
    text,
    header ? passage.text.slice(header.start - passage.span.start, header.end - passage.span.start) : null,
  );
}

function numbersAsked({ text, terms }: AnalysedQuestion): Asked[] {
  const names = documentNames(text);
  const isOfName = ({ start }: QuestionTerm) => names.some((name) => start >= name.start && start < name.end);
  return terms
    .filter((term) => term.isSpecific && !isOfName(term) && /^\d+(?:\.\d+)?$/u.test(term.key))
    .map((term) => numberAsked(text, term));
}

function numberAsked(question: string, { key, start }: QuestionTerm): Asked {
  const isYear = YEAR.test(key) && BEFORE_YEAR.test(question.slice(0, start));
  return {
    key,
    says: ({ text }) => {
      const range = rangeOf(text);
      if (range) return isYear === isOfYears(range) ? isWithin(Number(key), range) : null;
      const terms = termsOf(text);
      return terms.length === 1 && terms[0]!.isNumber && terms[0]!.key === key ? true : null;
    },
  };
}

const isOfYears = ({ from, to }: NumberRange): boolean =>
  [from, to].every((bound) => !Number.isFinite(bound) || YEAR.test(String(bound)));

function monthsAsked({ text, terms }: AnalysedQuestion): Asked[] {
  const named = terms.flatMap(({ key, surface }) => {
    const month = /^\p{Lu}|.{4}/u.test(surface) ? MONTH_NUMBER.get(fold(surface)) : undefined;
    return month === undefined ? [] : [monthAsked(key, month)];
  });
  const numbered = [...text.matchAll(/(?<!\d)(\d{1,2})月/gu)].map(([, digits]) =>
    monthAsked(String(Number(digits)), Number(digits)),
  );
  return [...named, ...numbered];
}

const monthAsked = (key: string, month: number): Asked => ({
  key,
  says: ({ text, column }) => {
    const said = monthOf(text) ?? (MONTH_COLUMN.test(column) && /^\d{1,2}$/u.test(text) ? Number(text) : null);
    return said === null ? null : said === month;
  },
});

/** The months of the question that a column of the row's table is named for; undefined where none is. */
function monthsOfColumns(sentence: ReadSentence, asked: readonly Asked[]): Set<string> | undefined {
  if (sentence.kind !== 'row') return undefined;
  const columns = cellsOf(sentence).filter(({ isNamed }) => isNamed);
  const keys = asked.filter((one) =>
    columns.some(
      ({ column }) => one.says({ column: '', isNamed: false, text: column }) === true && monthOf(column) !== null,
    ),
  );
  return keys.length === 0 ? undefined : new Set(keys.map(({ key }) => key));
}
