import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { JobQueues } from '#jobs';
import { KnowledgeError } from '#knowledge';
import { Embedder, EmbedderGone, type EmbedderModel, Embedders, nameOfEmbedder } from '#models';
import { ANALYSER_VERSION, type IndexGeneration, IndexGenerationRepository } from '#search-index';
import { DataSource } from 'typeorm';
import { rebuildIndex } from '../jobs.js';

/**
 * After an update that reads words otherwise, or ships another starter embedder: have the index built anew in the background. The
 * one that serves is searched with its own analysis and embedder meanwhile, and the golden questions have their say as on every switch.
 */
@Injectable()
export class RenewIndex {
  private readonly logger = new Logger(RenewIndex.name);
  private hasLooked = false;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly embedder: Embedder,
    private readonly embedders: Embedders,
    private readonly generations: IndexGenerationRepository,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
  ) {}

  /**
   * Looks once in the life of a process: somebody who drops the new index does not get it again a minute later. Nothing is begun
   * where such a generation was built before, or failed, or while another one is being built.
   * @returns The generation that was begun, if any.
   */
  async run(): Promise<IndexGeneration | null> {
    if (this.hasLooked) return null;
    const serving = await this.generations.live();
    const successor = serving ? await this.successorOf(serving.embedderId) : null;
    if (successor === 'unknown') return null;
    const begun = await this.source.transaction(async (manager) => {
      await this.generations.lock(manager);
      const all = await this.generations.all();
      const live = all.find(({ state }) => state === 'live');
      if (!live || all.some(({ state }) => state === 'building')) return null;
      const { id: embedderId, dimensions } = successor ?? { id: live.embedderId, dimensions: live.dimensions };
      const isDone = all.some(
        (one) => one.analyserVersion >= ANALYSER_VERSION && (!successor || one.embedderId === embedderId),
      );
      if (isDone) return null;
      const made = {
        ...{ embedderId, dimensions, chunkerVersion: live.chunkerVersion },
        ...({ switchMode: 'auto', requestedBy: null } as const),
      };
      const generation = await this.generations.begin(manager, made);
      const subject = { generation: generation.id, embedder: embedderId, switch: 'auto', analyser: ANALYSER_VERSION };
      await this.log.append([{ kind: 'index.rebuild_started', actor: 'system', subject }], manager);
      return generation;
    });
    this.hasLooked = true;
    if (!begun) return null;
    this.logger.log(`this version indexes otherwise: index generation ${begun.id} is built in the background`);
    await this.queues.offer(rebuildIndex, [{ generation: begun.id }]);
    return begun;
  }

  /**
   * The starter embedder in use, where an index was made with another one. An embedder that somebody chose is their business.
   * @returns Unknown while models don't answer.
   */
  private async successorOf(embedderId: string): Promise<EmbedderModel | null | 'unknown'> {
    try {
      const used = await this.embedder.model();
      const isSame = used.id === embedderId;
      return used.isStarter && !isSame && (await this.isOfStarter(embedderId, used)) ? used : null;
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      return error.retryable ? 'unknown' : null;
    }
  }

  /** Where an update put another file in its place, all that is left of a starter is its name. */
  private async isOfStarter(embedderId: string, used: EmbedderModel): Promise<boolean> {
    try {
      return (await this.embedders.of(embedderId).model()).isStarter;
    } catch (error) {
      if (error instanceof EmbedderGone && nameOfEmbedder(embedderId) === nameOfEmbedder(used.id)) return true;
      throw error;
    }
  }
}
