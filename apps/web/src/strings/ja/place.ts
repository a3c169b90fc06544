import type { PageUnit } from '#contracts';

const UNITS = { page: 'ページ', slide: '枚目のスライド', sheet: '枚目のシート', chapter: '章' };

/** `3ページ`, `2枚目のシート`; empty where the format has no pages. */
export const placeOf = (page: number, unit: PageUnit = 'page'): string =>
  unit === null ? '' : `${page}${UNITS[unit]}`;
