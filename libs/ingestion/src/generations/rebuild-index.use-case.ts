import { Injectable, Logger } from '@nestjs/common';
import { Standing } from '#access';
import { KnowledgeError, failureOf } from '#knowledge';
import { IndexFeedRepository, LibraryChangeRepository } from '#library';
import { EmbedderGone } from '#models';
import { IndexGenerationRepository } from '#search-index';
import { IndexUpkeep } from '../index-upkeep.js';
import { WriterGate } from '../writer-gate.js';
import { DropGenerations } from './drop-generations.js';
import { FillGeneration } from './fill-generation.js';

/**
 * Build a new generation from PostgreSQL beside the one that serves. Searches and uploads go on meanwhile. Interrupted, it
 * goes on where it stopped; it ends with the right of whoever asked for it. It does not switch: what is built is measured first.
 * Writer process only.
 */
@Injectable()
export class RebuildIndex {
  private readonly logger = new Logger(RebuildIndex.name);

  constructor(
    private readonly feed: IndexFeedRepository,
    private readonly changes: LibraryChangeRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly filling: FillGeneration,
    private readonly dropping: DropGenerations,
    private readonly upkeep: IndexUpkeep,
    private readonly gate: WriterGate,
    private readonly standing: Standing,
  ) {}

  /**
   * @returns Whether the generation is built now; false when it was cancelled or can't be built.
   * @throws what may pass by itself.
   */
  async run(id: string, signal: AbortSignal): Promise<boolean> {
    const generation = await this.generations.find(id);
    if (generation?.state !== 'building') return false;
    if (generation.builtAt) return true;
    try {
      const { requestedBy } = generation;
      return await this.standing.during(requestedBy, 'rebuild the index', signal, (during) => this.build(id, during));
    } catch (error) {
      // A model that is gone comes back by a person's hand only, and a new build is as quickly asked for.
      const isFinal = error instanceof KnowledgeError && (!error.retryable || error instanceof EmbedderGone);
      if (!isFinal) throw error;
      this.logger.error(`generation ${id} can't be built: ${error.message}`);
      await this.generations.fail(id, failureOf(error));
      return false;
    }
  }

  private async build(id: string, signal: AbortSignal): Promise<boolean> {
    await this.generations.pace(id, await this.feed.chunksEverLive());
    // Alone: a batch that has its number but is not live yet would fall behind the cursor.
    const until = await this.gate.alone(() => this.changes.latestChange());
    if (!(await this.filling.run(id, until, signal))) {
      await this.dropping.run();
      return false;
    }
    await this.upkeep.tidy();
    await this.generations.markBuilt(id);
    return true;
  }
}
