import { Injectable } from '@nestjs/common';
import { IndexFeedRepository, type IndexedRevision } from '#library';
import { Embedders } from '#models';
import { SerialByKey } from '#knowledge';
import { type IndexGeneration, IndexGenerationRepository, IndexWriter } from '#search-index';
import { languagesOf, rowsByTable, tableOf, textsOf } from '../index-rows.js';
import { IndexUpkeep } from '../index-upkeep.js';
import { FIRST_BATCH, nextBatch } from './batch-size.js';

type Vectors = ReadonlyMap<string, Float32Array>;
const NONE: Vectors = new Map();

/**
 * Brings a generation that does not serve up to a library change, with its own embedder. It goes on where it, or an earlier
 * process, stopped, and may run twice: rows are replaced by themselves. Writer process only.
 */
@Injectable()
export class FillGeneration {
  private readonly serial = new SerialByKey();

  constructor(
    private readonly feed: IndexFeedRepository,
    private readonly embedders: Embedders,
    private readonly generations: IndexGenerationRepository,
    private readonly writer: IndexWriter,
    private readonly upkeep: IndexUpkeep,
  ) {}

  /**
   * @param until Library change that no batch with a lower number can still go live under.
   * @returns Whether the generation is still wanted; false when it was dropped meanwhile.
   * @throws EmbedderGone, ModelUnavailable, VectorMismatch, IndexUnavailable; the signal's reason when aborted.
   */
  run(id: string, until: number, signal: AbortSignal): Promise<boolean> {
    return this.serial.run(id, async () => {
      let size = FIRST_BATCH;
      for (;;) {
        signal.throwIfAborted();
        const begun = performance.now();
        const generation = await this.generations.find(id);
        if (!generation || generation.state === 'failed') return false;
        const batch = await this.feed.wentLive(generation.cursor, until, size);
        const last = batch.at(-1);
        if (!last) {
          const change = Math.max(until, generation.cursor.change);
          return this.generations.advance(id, { change, revision: null }, 0);
        }
        const vectors = await this.vectorsOf(generation, batch, signal);
        await this.upkeep.exclusively(id, () => this.write(generation, batch, vectors));
        const reached = { change: last.validFrom, revision: last.revisionId };
        if (!(await this.generations.advance(id, reached, vectors.length))) return false;
        size = nextBatch(vectors.length, performance.now() - begun);
      }
    });
  }

  /** One vector a chunk. A renewal of the index that serves takes that one's; what is missing there is embedded. */
  private async vectorsOf(
    generation: IndexGeneration,
    batch: readonly IndexedRevision[],
    signal: AbortSignal,
  ): Promise<Float32Array[]> {
    const live = generation.isRenewal ? await this.generations.live() : null;
    const known = live?.embedderId === generation.embedderId ? await this.vectorsIn(live, batch) : NONE;
    const chunkIds = batch.flatMap(({ chunks }) => chunks.map(({ chunkId }) => chunkId));
    const texts = textsOf(batch).filter((_, i) => !known.has(chunkIds[i]!));
    const embedder = this.embedders.of(generation.embedderId);
    const embedded = texts.length > 0 ? await embedder.embedPassages(texts, signal) : [];
    let next = 0;
    return chunkIds.map((id) => known.get(id) ?? embedded[next++]!.vector);
  }

  private async vectorsIn(live: IndexGeneration, batch: readonly IndexedRevision[]): Promise<Vectors> {
    const byTable = new Map<string, string[]>();
    for (const revision of batch) {
      const table = tableOf(live, revision);
      byTable.set(table, [...(byTable.get(table) ?? []), ...revision.chunks.map(({ chunkId }) => chunkId)]);
    }
    const found = await Promise.all([...byTable].map(([table, ids]) => this.writer.vectorsOf(table, ids)));
    return new Map(found.flatMap((vectors) => [...vectors]));
  }

  /** What changed about the revisions while they were embedded is read again here, where nobody can change it in the index. */
  private async write(
    generation: IndexGeneration,
    batch: readonly IndexedRevision[],
    vectors: readonly Float32Array[],
  ): Promise<void> {
    const now = await this.feed.stateOf(batch.map(({ revisionId }) => revisionId));
    const current = batch.map((revision) => ({ ...revision, ...now.get(revision.revisionId) }));
    const rows = rowsByTable(generation, current, vectors);
    await this.generations.noteLanguages(generation, languagesOf(current));
    for (const [table, own] of rows) await this.writer.upsert(table, own);
    this.upkeep.wrote([...rows.keys()], vectors.length);
  }
}
