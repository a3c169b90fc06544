import { decisionState } from '#contracts';
import type { DecisionQuery } from '#contracts';
import { useSearchParams } from 'react-router';
import { pageIn } from '../shared/page-in.js';

/** Decisions on one page of a list. */
export const PAGE_SIZE = 25;

/** What a list of decisions is narrowed to; pages from 1. */
export interface ListFilter {
  state?: DecisionQuery['state'];
  matter?: string;
  page: number;
}

/** Whether it leaves any decision out. */
export const isNarrowed = ({ state, matter }: ListFilter): boolean => state !== undefined || matter !== undefined;

/** @param among Takes the place of what the list is narrowed to. */
export const queryOf = (
  { page, ...narrowed }: ListFilter,
  among?: Partial<DecisionQuery>,
): Partial<DecisionQuery> & Pick<DecisionQuery, 'offset' | 'limit'> => ({
  ...(among ?? narrowed),
  offset: (page - 1) * PAGE_SIZE,
  limit: PAGE_SIZE,
});

/** What the address says the list is narrowed to, and how to change that. */
export function useDecisionFilter() {
  const [search, setSearch] = useSearchParams();
  const state = decisionState.safeParse(search.get('state'));
  const matter = search.get('matter')?.trim() ?? '';
  const filter: ListFilter = {
    ...(state.success && { state: state.data }),
    ...(matter !== '' && { matter: matter.slice(0, 100) }),
    page: pageIn(search, PAGE_SIZE),
  };
  const change = (part: Record<string, string | undefined>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (!('page' in part)) next.delete('page');
        for (const [name, value] of Object.entries(part)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return { filter, change };
}
