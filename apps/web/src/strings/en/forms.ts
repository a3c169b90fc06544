import type { core } from 'zod';

/** What is wrong with what somebody typed. */
export const forms = {
  /** The rules of the service speak English already. */
  flaw: (issue: core.$ZodIssue) => issue.message,
};
