export * from './advisory-lease.js';
export * from './database.module.js';
export * from './embedded/embedded-postgres.js';
export * from './errors.js';
export * from './migrate.js';
