import type { RevisionView } from '#contracts';
import { formatNumber } from '../shared/format.js';

/** How many pages, slides, sheets or chapters a revision has; null where it was not read or its format has none. */
export const pagesIn = ({ pages, pageUnit }: Pick<RevisionView, 'pages' | 'pageUnit'>): string | null =>
  pageUnit === null || pages === 0 ? null : formatNumber(pages);
