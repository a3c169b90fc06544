import { z } from 'zod';

const text = z.string().max(200);
/** Shown among the groups that are made here, so it may not hold what makes two names look alike. */
const displayName = z
  .string()
  .transform((name) => name.replace(/[\p{C}]/gu, '').trim())
  .pipe(z.string().min(1).max(200));

/** RFC 7643, 4.2. Members are people; groups in groups are not kept. */
export const scimMember = z.looseObject({ value: z.uuid(), type: z.literal(['User', 'user']).nullish() });

/** A Group of SCIM 2.0, as far as it is kept; what is not known here is passed over. */
export const scimGroup = z.looseObject({
  schemas: z.array(text).min(1).max(20),
  displayName,
  externalId: text.nullish(),
  members: z.array(scimMember).max(20_000).nullish(),
});
export type ScimGroup = z.infer<typeof scimGroup>;

/** RFC 7644, 3.4.2. What is out of range is put right, not refused; other parameters are passed over. */
export const scimGroupQuery = z.object({
  filter: z.string().max(500).optional(),
  startIndex: z.coerce.number().int().catch(1).default(1),
  count: z.coerce.number().int().min(0).max(200).catch(200).default(100),
  /** `members` leaves out who is in it. */
  excludedAttributes: z.string().max(300).optional(),
});
export type ScimGroupQuery = z.infer<typeof scimGroupQuery>;
