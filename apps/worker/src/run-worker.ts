import { join } from 'node:path';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BackupPlan, placesOf } from '#backup';
import { type ServiceSettings, openVariablesOf, processEnvironment, programVersion, projectRoot } from '#config';
import { IndexUpkeep } from '#ingestion';
import { JobRunner, type QueueStore, queueStoreOf } from '#jobs';
import { becomeWriter } from './become-writer.js';
import { processors } from './processors.js';
import { Sweeper } from './sweeper.js';
import { WorkerModule } from './worker.module.js';

/** The database, as two roles of it see it. */
export interface DatabaseAddresses {
  /** As its owner: for the queues, whose schema is theirs, and the lease. */
  readonly databaseUrl: string;
  /** As the service's own role. */
  readonly poolUrl: string;
}

/** A worker that takes jobs. */
export interface RunningWorker {
  /** Resolves when the jobs under way are through, or put down, and everything is closed. */
  stop(): Promise<void>;
}

/**
 * Take jobs until stopped. Every worker reads documents; the one that holds the writer's lease also writes the index, and
 * another takes over when it dies.
 * @param onLeaseLost The connection that holds the lease broke: writing on could mean two writers, so the process must end.
 */
export async function runWorker(
  settings: ServiceSettings,
  addresses: DatabaseAddresses,
  onLeaseLost: (error: Error) => void,
): Promise<RunningWorker> {
  const queues = queueStoreOf(settings.redisUrl, addresses.databaseUrl);
  const app = await openRooms(settings, addresses, queues);
  const runner = startRunner(settings, app, queues);
  const stopping = new AbortController();
  const writing = becomeWriter(app, runner, addresses.databaseUrl, onLeaseLost, stopping.signal);
  writing.catch(onLeaseLost);
  const sweeper = new Sweeper(app);
  await sweeper.start();
  return {
    async stop() {
      sweeper.stop();
      stopping.abort();
      await runner.stop();
      await app.get(IndexUpkeep).stop();
      const lease = await writing.catch(() => null);
      await app.close();
      await lease?.release();
    },
  };
}

function openRooms(
  settings: ServiceSettings,
  { databaseUrl, poolUrl }: DatabaseAddresses,
  queues: QueueStore,
): Promise<INestApplicationContext> {
  const logger = new Logger('worker');
  const onQueueError = (error: Error) => logger.warn(error.message);
  const shippedModelsDir = join(projectRoot(), 'models');
  const places = placesOf(settings, shippedModelsDir);
  const variables = openVariablesOf(processEnvironment());
  const backups = new BackupPlan(settings.backup, databaseUrl, places, programVersion(), variables);
  return NestFactory.createApplicationContext(
    WorkerModule.in({ settings, databaseUrl: poolUrl, queues, onQueueError, shippedModelsDir, backups }),
    { logger: [...settings.logLevels] },
  );
}

/** Takes jobs of every queue but the index's, which is its writer's. */
function startRunner({ parsing }: ServiceSettings, app: INestApplicationContext, store: QueueStore): JobRunner {
  const logger = new Logger('worker');
  const runner = new JobRunner({
    store,
    handlers: processors(app),
    // Most index jobs find their revision done by another's batch and only have to look.
    concurrency: { parse: parsing.processes + 1, index: 48, sync: 2 },
    onError: ({ queue, job }, error) => logger.warn(`${job ?? queue}: ${error.message}`),
  });
  for (const queue of ['parse', 'housekeeping', 'sync', 'backup'] as const) runner.start(queue);
  return runner;
}
