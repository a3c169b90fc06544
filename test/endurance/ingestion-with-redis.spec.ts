import { redisProgram } from '#testing';
import { describeKills } from '../kill/killed-ingestion.js';

const hasRedis = redisProgram() !== null;
if (!hasRedis) console.warn('Skipped: there is no redis-server here. Install Redis or set REDIS_SERVER_PATH.');

(hasRedis ? describe : describe.skip)('an ingestion whose processes are killed', () => describeKills('Redis'));
