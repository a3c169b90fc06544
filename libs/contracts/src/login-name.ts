import { z } from 'zod';

/** A sign-in name or e-mail address; case and width of letters do not matter. */
export const loginName = z
  .string()
  .trim()
  .min(2, 'A sign-in name has at least 2 characters.')
  .max(200)
  .refine((name) => !/[\p{C}\p{Z}]/u.test(name), 'Sign-in names hold no spaces, control or invisible characters.');
