import type { GuardedReply } from '#outbound';

/** What is remembered of a page from one run to the next. */
export interface PageMemo {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly links: readonly string[];
  readonly path: string;
  readonly canonical?: string | null;
}

/** What a reply says of its version, beside what was found in it. */
export const memoOf = (
  { headers }: GuardedReply,
  { links, path, canonical }: Pick<PageMemo, 'links' | 'path' | 'canonical'>,
): PageMemo => ({
  ...{ etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null },
  ...{ links, path, ...(canonical === undefined ? {} : { canonical }) },
});

/** Headers that ask for a page only if it is not the one that is remembered. */
export function conditionsOf(memo: PageMemo | null | undefined): Record<string, string> {
  if (memo?.etag) return { 'if-none-match': memo.etag };
  return memo?.lastModified ? { 'if-modified-since': memo.lastModified } : {};
}
