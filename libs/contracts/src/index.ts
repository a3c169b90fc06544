export * from './common.js';
export * from './library.js';
export * from './questions.js';
export * from './search.js';
export * from './service.js';
