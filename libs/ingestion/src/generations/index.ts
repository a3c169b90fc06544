export * from './drop-generations.js';
export * from './follow-index.use-case.js';
export * from './generation-errors.js';
export * from './manage-index.use-case.js';
export * from './rebuild-index.use-case.js';
export * from './renew-index.use-case.js';
export * from './switch-index.use-case.js';
