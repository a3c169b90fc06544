import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { StatusView } from '#contracts';
import { JobQueues, type QueueCounts } from '#jobs';
import { KnowledgeError, type Visibility, failureOf } from '#knowledge';
import { CollectionRepository } from '#library';
import { Generator, Reranker } from '#models';
import { IndexGenerationRepository, type IndexStats, IndexWriter, tableNameFor } from '#search-index';
import { WRITER_LEASE } from '#ingestion';
import { DataSource } from 'typeorm';
import { ApiVersion } from './api-version.js';
import { EmbedderProbe } from './embedder-probe.js';
import { FreeSpace } from './free-space.js';

/** Nobody waits longer for a status than this; a part that is slower counts as not answering. */
const PATIENCE_MS = 2_000;
/** Counting the index costs more than anything else here and changes slowly. */
const STATS_FRESH_MS = 2_000;

type Component = { readonly ok: boolean; readonly detail: string };

/** With what only those are told who run the installation, or look after them. */
export type WholeStatus = StatusView & Required<Pick<StatusView, 'queues' | 'index' | 'components'>>;

/** Looks at every part of the service and says how it is. */
@Injectable()
export class ServiceStatus {
  private readonly startedAt = Date.now();
  private stats: { readonly at: number; readonly value: WholeStatus['index'] } | null = null;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly collections: CollectionRepository,
    private readonly queues: JobQueues,
    private readonly embedder: EmbedderProbe,
    private readonly reranker: Reranker,
    private readonly generator: Generator,
    private readonly generations: IndexGenerationRepository,
    private readonly index: IndexWriter,
    private readonly version: ApiVersion,
    private readonly space: FreeSpace,
  ) {}

  async report(visibility: Visibility): Promise<WholeStatus> {
    const [{ live, failed, pending }, queues, models, index, worker, inference, disk] = await Promise.all([
      this.collections.tally(visibility),
      within(this.queues.counts()),
      this.models(),
      this.indexStats(),
      this.worker(),
      this.inference(),
      within(this.space.look()),
    ]);
    const components = {
      database: { ok: true, detail: 'answers' },
      queues: queues ? { ok: true, detail: 'answer' } : { ok: false, detail: 'the queues do not answer' },
      worker,
      inference,
      disk: disk ?? { ok: false, detail: 'how much of the disk is free cannot be told' },
    };
    return {
      status: Object.values(components).every((component) => component.ok) ? 'ok' : 'degraded',
      version: this.version.version,
      uptime_s: Math.round((Date.now() - this.startedAt) / 1000),
      models,
      documents: { live, failed, pending },
      queues: queues ? copy(queues) : {},
      index,
      components,
    };
  }

  private async inference(): Promise<Component> {
    const missing = 'No embedder answers; searches use keywords alone until one does, and new documents wait.';
    const found = within(
      this.embedder
        .serving()
        .then(({ name }): Component => ({ ok: true, detail: `embedder ${name}` }), whyNot(missing)),
    );
    return (await found) ?? { ok: false, detail: missing };
  }

  /** The models that answer at this moment, by role. */
  async models(): Promise<StatusView['models']> {
    const [embedder, reranker, generator] = await Promise.all([
      within(this.embedder.inRole()),
      within(this.reranker.model()),
      within(this.generator.model()),
    ]);
    return { embedder: embedder?.name ?? null, reranker: reranker?.name ?? null, generator: generator?.name ?? null };
  }

  async isDatabaseUp(): Promise<Component> {
    try {
      await this.source.query('SELECT 1');
      return { ok: true, detail: 'answers' };
    } catch (error) {
      return { ok: false, detail: failureOf(error).message };
    }
  }

  /** The one process that may write the index holds a lease; while it is held, documents are being taken care of. */
  private async worker(): Promise<Component> {
    const [row] = await this.source.query<{ held: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = $1 AND granted) AS held`,
      [WRITER_LEASE],
    );
    return row?.held
      ? { ok: true, detail: 'runs' }
      : { ok: false, detail: 'no worker runs; documents wait until one does' };
  }

  private async indexStats(): Promise<WholeStatus['index']> {
    if (!this.stats || Date.now() - this.stats.at > STATS_FRESH_MS) {
      this.stats = { at: Date.now(), value: await this.countIndex() };
    }
    return this.stats.value;
  }

  private async countIndex(): Promise<WholeStatus['index']> {
    const [live, next] = await Promise.all([this.generations.live(), this.generations.building()]);
    const { chunks, unindexed, fragments } = live ? await this.index.stats(tableNameFor(live.id)) : NO_INDEX;
    const building = next && {
      generation: next.id,
      embedder: next.embedderId,
      chunks: (await this.index.stats(tableNameFor(next.id))).chunks,
    };
    return { generation: live?.id ?? 'none', chunks, unindexed, fragments, building };
  }
}

const NO_INDEX: IndexStats = { chunks: 0, unindexed: 0, fragments: 0, sizeBytes: 0, hasVectorIndex: false };

const copy = (queues: Record<string, QueueCounts>): WholeStatus['queues'] =>
  Object.fromEntries(Object.entries(queues).map(([name, counts]) => [name, { ...counts }]));

const whyNot =
  (missing: string) =>
  (error: unknown): Component => ({
    ok: false,
    detail: error instanceof KnowledgeError ? `${error.message} ${missing}` : missing,
  });

/** The value, or null when it failed or took too long: a status never hangs on what it reports about. */
function within<T>(value: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE_MS)));
  return Promise.race([value.catch(() => null), late]).finally(() => clearTimeout(timer));
}
