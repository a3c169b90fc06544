import { Injectable, Logger } from '@nestjs/common';
import { KnowledgeError } from '#knowledge';
import { LibraryChangeRepository } from '#library';
import { IndexGenerationRepository } from '#search-index';
import { WriterGate } from '../writer-gate.js';
import { DropGenerations } from './drop-generations.js';
import { FillGeneration } from './fill-generation.js';

/**
 * Bring the generations that wait (the one that is ready, the one to go back to) up to the library, when there is nothing
 * more urgent. They never hold up a document: one whose embedder does not answer just falls behind. Writer process only.
 */
@Injectable()
export class FollowIndex {
  private readonly logger = new Logger(FollowIndex.name);
  /** Why generations fell behind, by id: looked at every few seconds, each reason is told once. */
  private readonly told = new Map<string, string>();

  constructor(
    private readonly changes: LibraryChangeRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly filling: FillGeneration,
    private readonly dropping: DropGenerations,
    private readonly gate: WriterGate,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    for (const { id, builtAt, state } of await this.generations.following()) {
      if (state === 'building' && !builtAt) continue;
      const until = await this.gate.alone(() => this.changes.latestChange());
      try {
        if (!(await this.filling.run(id, until, signal))) await this.dropping.run();
        this.told.delete(id);
      } catch (error) {
        if (!(error instanceof KnowledgeError)) throw error;
        if (this.told.get(id) !== error.message) this.logger.warn(`generation ${id} falls behind: ${error.message}`);
        this.told.set(id, error.message);
      }
    }
  }

  /** Ids of the generations that lack something that went live. */
  async behind(): Promise<string[]> {
    const waiting = (await this.generations.following()).filter(
      ({ builtAt, state }) => builtAt || state !== 'building',
    );
    if (waiting.length === 0) return [];
    const latest = await this.changes.latestLive();
    return waiting.filter(({ cursor }) => cursor.change < latest || cursor.revision !== null).map(({ id }) => id);
  }
}
