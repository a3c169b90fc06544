import { Injectable } from '@nestjs/common';
import { IndexFeedRepository, type IndexedRevision } from '#library';
import { type EmbeddedText, Embedders } from '#models';
import { type IndexGeneration, IndexGenerationRepository, IndexWriter, SerialByKey } from '#search-index';
import { rowsByTable, textsOf } from '../index-rows.js';
import { IndexUpkeep } from '../index-upkeep.js';

/** Chunks embedded and written together; after each batch the build can be gone on with from there. */
const BATCH_CHUNKS = 512;

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
      for (;;) {
        signal.throwIfAborted();
        const generation = await this.generations.find(id);
        if (!generation || generation.state === 'failed') return false;
        const batch = await this.feed.wentLive(generation.cursor, until, BATCH_CHUNKS);
        const last = batch.at(-1);
        if (!last) {
          const change = Math.max(until, generation.cursor.change);
          return this.generations.advance(id, { change, revision: null }, 0);
        }
        const embedded = await this.embedders.of(generation.embedderId).embedPassages(textsOf(batch), signal);
        await this.upkeep.exclusively(id, () => this.write(generation, batch, embedded));
        const reached = { change: last.validFrom, revision: last.revisionId };
        if (!(await this.generations.advance(id, reached, embedded.length))) return false;
      }
    });
  }

  /** What changed about the revisions while they were embedded is read again here, where nobody can change it in the index. */
  private async write(
    generation: IndexGeneration,
    batch: readonly IndexedRevision[],
    embedded: readonly EmbeddedText[],
  ): Promise<void> {
    const now = await this.feed.stateOf(batch.map(({ revisionId }) => revisionId));
    const current = batch.map((revision) => ({ ...revision, ...now.get(revision.revisionId) }));
    const rows = rowsByTable(generation, current, embedded);
    for (const [table, own] of rows) await this.writer.upsert(table, own);
    this.upkeep.wrote([...rows.keys()], embedded.length);
  }
}
