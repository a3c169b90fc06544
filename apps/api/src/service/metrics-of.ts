import { Gauge, Registry } from 'prom-client';
import type { WholeStatus } from './service-status.js';

/**
 * A report as metrics, in a registry of its own: what one caller is told is not mixed with what another one is at the same time.
 * @param backedUpAt When the newest backup was made; null before the first.
 */
export function metricsOf({ documents, queues, index }: WholeStatus, backedUpAt: Date | null): Registry {
  const registry = new Registry();
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const live = gauge('chancery_documents', 'Documents by state', 'state');
  for (const [state, count] of Object.entries(documents)) live.set({ state }, count);
  const queued = gauge('chancery_jobs', 'Jobs by queue and state', 'queue', 'state');
  for (const [queue, counts] of Object.entries(queues))
    for (const [state, count] of Object.entries(counts)) queued.set({ queue, state }, count);
  const chunks = gauge('chancery_index_chunks', 'Chunks in the live index', 'indexed');
  chunks.set({ indexed: 'yes' }, index.chunks - index.unindexed);
  chunks.set({ indexed: 'no' }, index.unindexed);
  const backedUp = gauge('chancery_backup_timestamp_seconds', 'When the newest backup was made; 0 before the first');
  backedUp.set((backedUpAt?.getTime() ?? 0) / 1000);
  return registry;
}
