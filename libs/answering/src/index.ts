export * from './answer-errors.js';
export * from './answer-question.use-case.js';
export * from './answer-trace.js';
export { bindAnswer, citeBound } from './evidence/bind-answer.js';
export { type Source } from './evidence/read-source.js';
export { supportVerdict, type Verdict } from './evidence/support-verdict.js';
export { quotesSchema, sentencesSchema } from './generating/answer-schema.js';
export {
  composePrompt,
  type ComposedPrompt,
  type PromptRequest,
  TEMPLATE_SHA256,
} from './generating/compose-prompt.js';
export { planByRules, type Plan, type PlanKind, type PlannedStep } from './planning/plan-by-rules.js';
export { foldExchanges } from './question/fold-exchanges.js';
export type { Condensed, PreviousExchange, Rewrite } from './question/rewrite.js';
export type { Evidence, Refusal, RefusalCode } from './quoting/should-abstain.js';
export * from './answering.module.js';
