import { type Job, Queue, Worker, createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import type { Client } from 'pg';

/** Where the queues live. */
export type QueueStore =
  { readonly kind: 'postgres'; readonly url: string } | { readonly kind: 'redis'; readonly url: string };

/** Redis where the settings name one, PostgreSQL otherwise. */
export const queueStoreOf = (redisUrl: string | null, databaseUrl: string): QueueStore =>
  redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'postgres', url: databaseUrl };

const onPostgres = withBackend(createPostgresBackend);

/** Redis keys and PostgreSQL tables stand apart from anybody else's in the same store. */
const NAMESPACE = 'chancery';

/** A queue to add to and to count. */
export function openQueue(store: QueueStore, name: string): Queue {
  if (store.kind === 'redis') return new Queue(name, { connection: redis(store.url), prefix: NAMESPACE });
  return new onPostgres.Queue(name, { connection: { connectionString: store.url, max: 2 } }) as unknown as Queue;
}

/** How one worker of a queue goes about it; times in milliseconds. */
export interface WorkerOptions {
  readonly concurrency: number;
  readonly lockMs: number;
  readonly stalledCheckMs: number;
}

/** A job as it is handed out. */
export interface TakenJob {
  readonly name: string;
  readonly data: unknown;
  /** Whether it is not tried again when it fails now. */
  readonly isLastTry: boolean;
}

/** A worker that is not running yet. */
export function openWorker(
  store: QueueStore,
  name: string,
  run: (job: TakenJob) => Promise<void>,
  options: WorkerOptions,
): Worker {
  const common = {
    autorun: false,
    concurrency: options.concurrency,
    lockDuration: options.lockMs,
    stalledInterval: options.stalledCheckMs,
    // Steps are idempotent and count their own beginnings, so a job may be taken up as often as workers die.
    maxStalledCount: 1_000,
  };
  const process = ({ name, data, attemptsMade, opts }: Job) =>
    run({ name, data, isLastTry: attemptsMade + 1 >= (opts.attempts ?? 1) });
  if (store.kind === 'redis')
    return new Worker(name, process, { ...common, connection: redis(store.url), prefix: NAMESPACE });
  // The work itself is durable in its own tables: a crash of PostgreSQL may repeat the last job, never lose one.
  const connection = { connectionString: store.url, max: 3, options: '-c synchronous_commit=off' };
  return new onPostgres.Worker(name, process, { ...common, connection }) as unknown as Worker;
}

/** Bring the queues' own schema up to date; nothing to do for Redis. */
export async function migrateQueues(store: QueueStore, client: Client): Promise<void> {
  if (store.kind === 'postgres') await runMigrations(client);
}

const redis = (url: string) => ({ url, maxRetriesPerRequest: null });
