export * from './carry-out-removal.use-case.js';
export * from './remove-collections.use-case.js';
