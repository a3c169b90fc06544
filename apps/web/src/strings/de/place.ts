import type { PageUnit } from '#contracts';

const UNITS = { page: 'Seite', slide: 'Folie', sheet: 'Blatt', chapter: 'Kapitel' };

/** `Seite 3`, `Blatt 2`; empty where the format has no pages. */
export const placeOf = (page: number, unit: PageUnit = 'page'): string =>
  unit === null ? '' : `${UNITS[unit]} ${page}`;
