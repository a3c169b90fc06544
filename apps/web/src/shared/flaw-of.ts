import type { ZodType } from 'zod';
import { strings } from '../strings/index.js';

/** For forms: @returns What is wrong with a value by a rule of the service, in the reader's language; null when nothing is. */
export function flawOf(rule: ZodType, value: unknown): string | null {
  const issue = rule.safeParse(value).error?.issues[0];
  return issue ? strings.forms.flaw(issue) : null;
}
