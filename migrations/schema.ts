import { MIGRATIONS } from './index.js';

/** The schema as it is now, and the tables that the service may only add to. */
export const SCHEMA = {
  migrations: MIGRATIONS,
  appendOnly: ['log_entries', 'log_checkpoints', 'log_cosignatures', 'log_keys', 'matter_numbers'],
} as const;
