export * from './analyse.js';
export * from './errors.js';
export type { IndexRow } from './index-row.js';
export * from './index-store.js';
export * from './index-writer.js';
export * from './search-index.js';
export * from './table-name.js';
export * from './index-generation.repository.js';
export * from './search-index.module.js';
