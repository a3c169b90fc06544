export { detectLanguage } from './detect-language.js';
export * from './describe-revision.use-case.js';
export * from './verify-proposal.js';
