import { type TestRedis, redisProgram, startRedis } from '#testing';
import { describeQueueBackend } from './queue-backend.contract.js';

const program = redisProgram();
if (!program) console.warn('Skipped: there is no redis-server here. Install Redis or set REDIS_SERVER_PATH.');

let redis: TestRedis | null = null;
beforeAll(async () => void (redis = await startRedis()));
afterAll(() => redis?.stop());

(program ? describe : describe.skip)('queues in Redis', () => {
  describeQueueBackend(async () => ({ kind: 'redis', url: redis!.freshDatabase() }));
});
