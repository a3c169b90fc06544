import type { INestApplicationContext } from '@nestjs/common';
import { AdvisoryLease } from '#database';
import { DropGenerations, IndexUpkeep, WRITER_LEASE } from '#ingestion';
import type { JobRunner } from '#jobs';

/**
 * Wait for the writer's lease, bring the index into order, then take the jobs that write it.
 * @param onLost As of {@link AdvisoryLease}: two may write from then on, so the process must end.
 * @param stopping Ends the wait.
 * @returns The lease, to be released last of all; null when the process was to stop first.
 */
export async function becomeWriter(
  app: INestApplicationContext,
  runner: JobRunner,
  databaseUrl: string,
  onLost: (error: Error) => void,
  stopping: AbortSignal,
): Promise<AdvisoryLease | null> {
  const lease = await AdvisoryLease.acquire(databaseUrl, WRITER_LEASE, onLost, stopping).catch((error: unknown) => {
    if (stopping.aborted) return null;
    throw error;
  });
  if (!lease) return null;
  await app.get(IndexUpkeep).syncValidity();
  await app.get(DropGenerations).run();
  await app.get(IndexUpkeep).tidyLibrary();
  runner.start('index');
  return lease;
}
