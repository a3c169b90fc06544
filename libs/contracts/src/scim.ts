import { z } from 'zod';
import { loginName } from './login-name.js';

/** Some directories write truth as text. */
const truth = z.preprocess(
  (value) => (typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value),
  z.boolean(),
);
const text = z.string().max(200);

/**
 * A User of SCIM 2.0 (RFC 7643), as far as it is kept. Directories send much more: unlike everywhere else, what is not known
 * here is passed over, not refused.
 */
export const scimUser = z.looseObject({
  schemas: z.array(text).min(1).max(20),
  userName: loginName,
  externalId: text.nullish(),
  displayName: text.nullish(),
  name: z.looseObject({ formatted: text.nullish(), givenName: text.nullish(), familyName: text.nullish() }).nullish(),
  emails: z
    .array(z.looseObject({ value: z.email().max(254), primary: truth.nullish() }))
    .max(20)
    .nullish(),
  active: truth.default(true),
});
export type ScimUser = z.infer<typeof scimUser>;

/** RFC 7644, 3.5.2. */
export const scimPatch = z.looseObject({
  schemas: z.array(text).min(1).max(20),
  Operations: z
    .array(
      z.looseObject({
        op: z
          .string()
          .transform((op) => op.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(300).optional(),
        /** Absent where something is removed. */
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type ScimPatch = z.infer<typeof scimPatch>;

/** RFC 7644, 3.4.2. What is out of range is put right, not refused; other parameters are passed over. */
export const scimQuery = z.object({
  filter: z.string().max(500).optional(),
  startIndex: z.coerce.number().int().catch(1).default(1),
  count: z.coerce.number().int().min(0).max(200).catch(200).default(100),
});
export type ScimQuery = z.infer<typeof scimQuery>;

/** Any answer of SCIM, of the form that RFC 7643 gives it. */
export const scimResource = z.record(z.string(), z.unknown());
