import { type TestPostgres, startPostgres } from '#testing';
import { describeQueueBackend } from './queue-backend.contract.js';

let postgres: TestPostgres;
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());

describe('queues in PostgreSQL', () => {
  describeQueueBackend(async () => ({ kind: 'postgres', url: await postgres.freshDatabase() }));
});
