import { z } from 'zod';
import { partlyRead } from './coverage.js';
import { particulars } from './particulars.js';

/** Why something failed or was refused, or what there is to know of it. */
export const failure = z.object({
  /** Stable; docs/errors.md lists them. */
  code: z.string(),
  /** What happened and what to do, in English. */
  message: z.string(),
  /** What the message names, by stable names (docs/errors.md); lacking where it names nothing, and in what older versions stored. */
  particulars: particulars.optional(),
});
export type Failure = z.infer<typeof failure>;

/** Every error response of the API. */
export const errorBody = failure.extend({ correlationId: z.string() });
export type ErrorBody = z.infer<typeof errorBody>;

/** How a stream that has begun says that it failed; what other answers say in the header `Retry-After` stands in it. */
export const failureEvent = z.object({
  event: z.literal('error'),
  data: errorBody.extend({ retryAfterS: z.number().int().nonnegative().optional() }),
});
export type FailureTold = z.infer<typeof failureEvent>['data'];

/** `[start, end)` in UTF-16 code units of the revision's stored text. */
export const spanPair = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]);

/** A collection's name, or in place of one its id. Names that read alike are one. */
export const collectionName = z
  .string()
  .trim()
  .min(1, 'Give the collection a name.')
  .max(120)
  // Control, bidirectional-override and zero-width characters make two names look alike.
  .refine((name) => !/[\p{Cc}\p{Cf}]/u.test(name), 'Names may not hold control or invisible characters.');

/** A client or matter number, as people write it. */
export const matterNumber = z
  .string()
  .trim()
  .min(1, 'Give the matter a number.')
  .max(100)
  .refine((number) => !/[\p{Cc}\p{Cf}]/u.test(number), 'Numbers may not hold control or invisible characters.');

/** Keys are short words in lower case; each value is one text. */
export const metadata = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), z.string().max(500));

/** Collections named in a request, by name or id; none means every collection one may see. */
export const collectionNames = z.array(collectionName).max(50);

/** A moment to see the library as of: an ISO date (the end of that day, UTC) or date-time. */
export const asOfMoment = z.iso.date().or(z.iso.datetime({ offset: true }));

/** What a search or an answer went through, and what it could not. */
export const coverage = z.object({
  /** Documents that the search went through. */
  searched: z.number().int(),
  /** Documents in scope that could not be read at all. */
  unreadable: z.number().int(),
  /** Of those searched, the ones of which text is missing; absent where it was not counted yet. */
  partly: partlyRead.optional(),
});
export type Coverage = z.infer<typeof coverage>;

/** What the number of a page counts; null where the format has no pages, and every `page` is 1. */
export const pageUnit = z.enum(['page', 'slide', 'sheet', 'chapter']).nullable();
export type PageUnit = z.infer<typeof pageUnit>;

/** `page 3`, `sheet 2`; empty where the format has no pages. An answer of before that was known gives no unit. */
export const sayPlace = (page: number, unit: PageUnit = 'page'): string => (unit === null ? '' : `${unit} ${page}`);
