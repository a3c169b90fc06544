import { type RecordQuery, recordQuery } from '#contracts';
import { useSearchParams } from 'react-router';
import { startOfDay } from '../shared/start-of-day.js';
import { PAGE_SIZE, type RecordFilter, readRecordFilter } from './record-filter.js';

/** What the list of records is narrowed to, kept in the address so that it can be bookmarked, shared and gone back to. */
export function useRecordFilter() {
  const [search, setSearch] = useSearchParams();
  const filter = readRecordFilter(search);
  /** Any change but of the page starts again at the first one. */
  const change = (part: Partial<Record<keyof RecordFilter, string | null>>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.delete('page');
      for (const [name, value] of Object.entries(part)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  const turnTo = (page: number) =>
    setSearch((before) => {
      before.set('page', String(page));
      return before;
    });
  return { filter, change, turnTo, clear: () => setSearch({}) };
}

/** @returns The same for the service. */
export function queryOf({ page, since, until, ...rest }: RecordFilter): Partial<RecordQuery> {
  return recordQuery.parse({
    ...rest,
    ...(since && { since: startOfDay(since) }),
    ...(until && { until: startOfDay(until, 1) }),
    offset: (page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  });
}
