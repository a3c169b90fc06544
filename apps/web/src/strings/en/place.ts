import type { PageUnit } from '#contracts';

const UNITS = { page: 'page', slide: 'slide', sheet: 'sheet', chapter: 'chapter' };

/** `page 3`, `sheet 2`; empty where the format has no pages. @param unit Of an old record nobody knows it. */
export const placeOf = (page: number, unit: PageUnit = 'page'): string =>
  unit === null ? '' : `${UNITS[unit]} ${page}`;

/** The same at the beginning of a line. */
export const placeFirst = (page: number, unit: PageUnit = 'page'): string =>
  placeOf(page, unit).replace(/^./, (first) => first.toUpperCase());
