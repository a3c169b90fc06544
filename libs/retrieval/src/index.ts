export * from './blend-scores.js';
export * from './fusion-weight.js';
export * from './passage-source.port.js';
export * from './query-terms.js';
export * from './retrieve-passages.use-case.js';
export * from './retrieval.module.js';
export * from './search-scope.js';
