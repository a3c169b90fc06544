import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BackupPlan, KeepBackupSchedule, placesOf } from '#backup';
import { type ServiceSettings, openVariablesOf, processEnvironment, programVersion, projectRoot } from '#config';
import { AdvisoryLease } from '#database';
import { SweepDecisions } from '#decisions';
import { JudgeGeneration, judgeGeneration } from '#evaluation';
import { DropGenerations, IndexUpkeep, SweepStrays, WRITER_LEASE } from '#ingestion';
import { JobQueues, JobRunner, queueStoreOf } from '#jobs';
import { WatchSearches, watchSearches } from '#saved-searches';
import { KeepNightly } from '#self-test';
import { SweepRuns, WatchFolders } from '#sources';
import { processors } from './processors.js';
import { WorkerModule } from './worker.module.js';

const SWEEP_EVERY_MS = 10_000;
/** An upload's jobs are enqueued right after its rows are committed. */
const STRAY_AFTER_MS = 15_000;

export interface DatabaseAddresses {
  /** As its owner: for the queues, whose schema is theirs, and the lease. */
  readonly databaseUrl: string;
  /** As the service's own role. */
  readonly poolUrl: string;
}

export interface RunningWorker {
  stop(): Promise<void>;
}

/**
 * Take jobs until stopped. Every worker reads documents; the one that holds the writer's lease also writes the index, and
 * another takes over when it dies.
 * @param onLeaseLost The connection that holds the lease broke: writing on could mean two writers, so the process must end.
 */
export async function runWorker(
  settings: ServiceSettings,
  { databaseUrl, poolUrl }: DatabaseAddresses,
  onLeaseLost: (error: Error) => void,
): Promise<RunningWorker> {
  const logger = new Logger('worker');
  const queues = queueStoreOf(settings.redisUrl, databaseUrl);
  const onQueueError = (error: Error) => logger.warn(error.message);
  const shippedModelsDir = join(projectRoot(), 'models');
  const variables = openVariablesOf(processEnvironment());
  const places = placesOf(settings, shippedModelsDir);
  const backups = new BackupPlan(settings.backup, databaseUrl, places, programVersion(), variables);
  const app = await NestFactory.createApplicationContext(
    WorkerModule.in({ settings, databaseUrl: poolUrl, queues, onQueueError, shippedModelsDir, backups }),
    { logger: [...settings.logLevels] },
  );
  const runner = new JobRunner({
    store: queues,
    handlers: processors(app),
    // Most index jobs find their revision done by another's batch and only have to look.
    concurrency: { parse: settings.parsing.processes + 1, index: 48, sync: 2 },
    onError: ({ queue, job }, error) => logger.warn(`${job ?? queue}: ${error.message}`),
  });
  runner.start('parse');
  runner.start('housekeeping');
  runner.start('sync');
  runner.start('backup');
  const stopping = new AbortController();
  const writing = becomeWriter();
  let sweeping: Promise<void> | null = null;
  // A queue that does not answer keeps a sweep waiting; another one beside it would wait as well.
  const sweeper = setInterval(
    () => void (sweeping ??= sweep(STRAY_AFTER_MS).finally(() => void (sweeping = null))),
    SWEEP_EVERY_MS,
  );
  await sweep(0);

  async function sweep(olderThanMs: number): Promise<void> {
    try {
      await app.get(SweepStrays).run(olderThanMs);
      await app.get(SweepDecisions).run();
      await app.get(SweepRuns).run();
      await app.get(WatchFolders).refresh();
      await app.get(KeepNightly).apply();
      await app.get(KeepBackupSchedule).apply();
      const generation = await app.get(JudgeGeneration).pending();
      if (generation) await app.get(JobQueues).add(judgeGeneration, [{ generation }]);
      if (await app.get(WatchSearches).isDue()) await app.get(JobQueues).add(watchSearches, [{}]);
    } catch (error) {
      logger.warn(`looking for strays failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async function becomeWriter(): Promise<AdvisoryLease | null> {
    const lease = await AdvisoryLease.acquire(databaseUrl, WRITER_LEASE, onLeaseLost, stopping.signal).catch(
      (error: unknown) => {
        if (stopping.signal.aborted) return null;
        throw error;
      },
    );
    if (!lease) return null;
    await app.get(IndexUpkeep).syncValidity();
    await app.get(DropGenerations).run();
    await app.get(IndexUpkeep).tidyLibrary();
    runner.start('index');
    return lease;
  }
  writing.catch(onLeaseLost);

  return {
    async stop() {
      clearInterval(sweeper);
      stopping.abort();
      await runner.stop();
      await app.get(IndexUpkeep).stop();
      const lease = await writing.catch(() => null);
      await app.close();
      await lease?.release();
    },
  };
}
