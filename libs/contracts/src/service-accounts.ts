import { z } from 'zod';
import { personRole, shownName } from './people.js';

/** For programs: it has keys, and nobody signs in as it. */
export const addServiceAccount = z.strictObject({
  name: shownName,
  role: personRole.default('reader'),
  /** Who answers for it; the maker unless named. */
  owner: z.uuid().optional(),
});
export type AddServiceAccount = z.infer<typeof addServiceAccount>;

/** Who answers for it from now on. */
export const handOnServiceAccount = z.strictObject({ owner: z.uuid() });
export type HandOnServiceAccount = z.infer<typeof handOnServiceAccount>;

/** An account of a program: it has keys and an owner, and nobody signs in as it. */
export const serviceAccountView = z.object({
  id: z.string(),
  name: z.string(),
  role: personRole,
  /** `isSuspended`: it is out of use until somebody else answers for it. */
  owner: z.object({ id: z.string(), name: z.string(), isSuspended: z.boolean() }),
  createdAt: z.string(),
  suspendedAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
});
export type ServiceAccountView = z.infer<typeof serviceAccountView>;

/** In the order in which they were added. */
export const serviceAccountList = z.object({ serviceAccounts: z.array(serviceAccountView) });
export type ServiceAccountList = z.infer<typeof serviceAccountList>;
