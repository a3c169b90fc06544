import { fold } from './fold-word.js';

/** Names of each month in the languages that are read, in full and as they are abbreviated. */
export const MONTH_NAMES = [
  'January Jan Januar Jänner janvier enero',
  'February Feb Februar Feber février febrero',
  'March Mar März Mär Mrz mars marzo',
  'April Apr avril abril',
  'May Mai mai mayo',
  'June Jun Juni juin junio',
  'July Jul Juli juillet julio',
  'August Aug août agosto',
  'September Sep Sept septembre septiembre',
  'October Oct Oktober Okt octobre octubre',
  'November Nov novembre noviembre',
  'December Dec Dezember Dez décembre diciembre',
].map((names) => names.split(' '));

/** The number of a month, from 1, by its folded name. */
export const MONTH_NUMBER: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.flatMap((names, i) => names.map((name) => [fold(name), i + 1] as const)),
);

const NUMBERED = [
  /^(?:19|20)\d{2}[-/.](\d{1,2})$/u,
  /^(\d{1,2})[-/.](?:19|20)\d{2}$/u,
  /^(?:(?:19|20)\d{2}年)?(\d{1,2})月$/u,
];
const NAMED = /^(\p{L}+)\.?(?:[\s'’/-]{1,2}\d{2,4})?$/u;

/** The month that all of a cell says, from 1 ("Mar", "März 2024", "2024-03", "03/2024", "3月"); null for any other text, a bare number too. */
export function monthOf(cell: string): number | null {
  const text = cell.trim();
  const named = NAMED.exec(text)?.[1];
  if (named !== undefined) return MONTH_NUMBER.get(fold(named)) ?? null;
  const number = Number(NUMBERED.map((pattern) => pattern.exec(text)?.[1]).find((digits) => digits !== undefined));
  return number >= 1 && number <= 12 ? number : null;
}
