export * from './describe-revision.use-case.js';
export * from './verify-proposal.js';
