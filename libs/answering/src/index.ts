export * from './answer-errors.js';
export * from './answer-question.use-case.js';
export * from './answer-trace.js';
export { TEMPLATE_SHA256 } from './generating/compose-prompt.js';
export type { Evidence, Refusal, RefusalCode } from './quoting/should-abstain.js';
export * from './answering.module.js';
