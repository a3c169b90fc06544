import { describeKills } from './killed-ingestion.js';

describe('an ingestion whose processes are killed', () => describeKills('PostgreSQL'));
