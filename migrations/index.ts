import { CreateLibrary1763700000000 } from './1763700000000-create-library.js';
import { CreateAccess1763700000001 } from './1763700000001-create-access.js';
import { CreateLogAndRecords1763700000002 } from './1763700000002-create-log-and-records.js';
import { CreateIndexGenerations1763700000003 } from './1763700000003-create-index-generations.js';

/** Every migration, oldest first. Landed ones never change; `down` is for development. */
export const MIGRATIONS = [
  CreateLibrary1763700000000,
  CreateAccess1763700000001,
  CreateLogAndRecords1763700000002,
  CreateIndexGenerations1763700000003,
];
