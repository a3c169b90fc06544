/** The service skips no more entries of a list than that. */
const MOST_SKIPPED = 10_000_000;

/** The page, from 1, that an address asks for; the first where it says nothing of use, the last that can be asked for beyond it. */
export function pageIn(search: URLSearchParams, pageSize: number): number {
  const page = Math.trunc(Number(search.get('page')));
  return page > 1 ? Math.min(page, Math.floor(MOST_SKIPPED / pageSize)) : 1;
}
