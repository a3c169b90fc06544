import { recordQuery } from '#contracts';
import { z } from 'zod';
import { pageIn } from '../shared/page-in.js';

/** The day after it is one that the service knows. */
const day = z.iso.date().refine((said) => said < '9999-12-31');
/** Records on one page of the list. */
export const PAGE_SIZE = 25;

const members = recordQuery
  .pick({ person: true, matter: true, outcome: true, mode: true, model: true, verdict: true, collection: true })
  .extend({ since: day.optional(), until: day.optional() });

/** What the list of records is narrowed to; days are `YYYY-MM-DD` in the reader's time zone, both included. */
export type RecordFilter = z.infer<typeof members> & { readonly page: number };

/** What an address asks for; what it says that cannot be, counts as absent. */
export function readRecordFilter(search: URLSearchParams): RecordFilter {
  const said = Object.entries(members.shape).flatMap(([name, rule]) => {
    const read = rule.safeParse(search.get(name) || undefined);
    return read.success && read.data !== undefined ? [[name, read.data] as const] : [];
  });
  return { ...(Object.fromEntries(said) as z.infer<typeof members>), page: pageIn(search, PAGE_SIZE) };
}

/** How many conditions narrow the list. */
export const conditionsOf = ({ page: _, ...filter }: RecordFilter): number => Object.keys(filter).length;

/** Whether it leaves any record out. */
export const isNarrowed = (filter: RecordFilter): boolean => conditionsOf(filter) > 0;
