import { z } from 'zod';
import { failure } from './common.js';

/**
 * `after_removal`, `after_revision`: of documents; `after_answer`: of records; `after_closing` (rejected, withdrawn or superseded)
 * and `after_last_step` (approved ones as well): of decisions; `as_all`: of decisions that rest on a collection, as all others.
 */
export const retentionRuleName = z.enum([
  ...['for_ever', 'after_removal', 'after_revision', 'after_answer'],
  ...['after_closing', 'after_last_step', 'as_all'],
] as const);
export type RetentionRuleName = z.infer<typeof retentionRuleName>;

/** Of all records, of all decisions, and before the name or id of a collection: of decisions that rest on it. */
export const RECORDS_SCOPE = 'records';
/** See {@link RECORDS_SCOPE}. */
export const DECISIONS_SCOPE = 'decisions';
/** See {@link RECORDS_SCOPE}. */
export const DECISIONS_ON = `${DECISIONS_SCOPE}:`;

/** The rules that something can be kept by. @param scope What a rule is for. */
export function retentionRulesFor(scope: string): readonly RetentionRuleName[] {
  if (scope === RECORDS_SCOPE) return ['for_ever', 'after_answer'];
  if (scope === DECISIONS_SCOPE) return ['for_ever', 'after_closing', 'after_last_step'];
  if (scope.startsWith(DECISIONS_ON)) return ['as_all', 'for_ever', 'after_closing', 'after_last_step'];
  return ['for_ever', 'after_removal', 'after_revision'];
}

/** Whether a rule counts days. */
export const countsDays = (rule: RetentionRuleName): boolean => rule !== 'for_ever' && rule !== 'as_all';

/** Takes the place of the scope's rule. Days from 1, null where the rule counts none. */
export const setRetention = z
  .strictObject({
    /** `records`, `decisions`, a collection by name or id, or `decisions:` before one. */
    scope: z.string().trim().min(1).max(220),
    rule: retentionRuleName,
    days: z.int().min(1).max(36_500).nullable().default(null),
  })
  .refine(({ rule, days }) => countsDays(rule) === (days !== null), {
    message: 'Name a number of days, or keep it for ever.',
    path: ['days'],
  })
  .refine(({ rule, scope }) => retentionRulesFor(scope).includes(rule), {
    message:
      'Records go by "after_answer", decisions by "after_closing" or "after_last_step", collections by "after_removal" or "after_revision".',
    path: ['rule'],
  });
export type SetRetention = z.infer<typeof setRetention>;
/** The rule that holds for one scope, set by somebody or not. */
export const retentionView = z.object({
  scope: z.string(),
  /** Of the collection; for `records` and `decisions` what that is, in English. */
  name: z.string(),
  rule: retentionRuleName,
  days: z.int().nullable(),
});
export type RetentionView = z.infer<typeof retentionView>;
/** Records, decisions, then the collections in sight: their documents, and after them decisions that rest on them. */
export const retentionList = z.object({ rules: z.array(retentionView) });

/** Changes nothing unless `dryRun` is false. */
export const runRetention = z.strictObject({
  /** Only tell what would be disposed of. */
  dryRun: z.boolean().default(true),
});
export type RunRetention = z.infer<typeof runRetention>;
/** What went, or would go, and since when it was due; `failed` stays for another run. */
export const retentionReport = z.object({
  isDryRun: z.boolean(),
  /** Up to 1,000 of each rule; another run goes on. */
  disposed: z.array(
    z.object({
      scope: z.string(),
      kind: z.enum(['document', 'record', 'decision']),
      id: z.string(),
      since: z.string(),
    }),
  ),
  failed: z.array(failure.extend({ id: z.string() })),
});
export type RetentionReportView = z.infer<typeof retentionReport>;
