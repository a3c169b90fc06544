import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { JobQueues } from '#jobs';
import { ANALYSER_VERSION, type IndexGeneration, IndexGenerationRepository } from '#search-index';
import { DataSource } from 'typeorm';
import { rebuildIndex } from '../jobs.js';

/**
 * After an update that reads words otherwise: have the index built anew in the background, from the same texts and vectors. The
 * one that serves is searched with its own analysis meanwhile, and the golden questions have their say as on every switch.
 */
@Injectable()
export class RenewIndex {
  private readonly logger = new Logger(RenewIndex.name);
  private hasLooked = false;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly generations: IndexGenerationRepository,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
  ) {}

  /**
   * Looks once in the life of a process: somebody who drops the new index does not get it again a minute later. Nothing is begun
   * where a generation of this version was built before, or failed, or while another one is being built.
   * @returns The generation that was begun, if any.
   */
  async run(): Promise<IndexGeneration | null> {
    if (this.hasLooked) return null;
    const begun = await this.source.transaction(async (manager) => {
      await this.generations.lock(manager);
      const all = await this.generations.all();
      const live = all.find(({ state }) => state === 'live');
      const isDone = all.some(
        ({ analyserVersion, state }) => analyserVersion >= ANALYSER_VERSION || state === 'building',
      );
      if (!live || isDone) return null;
      const { embedderId, dimensions, chunkerVersion } = live;
      const made = { embedderId, dimensions, chunkerVersion, switchMode: 'auto', requestedBy: null } as const;
      const generation = await this.generations.begin(manager, made);
      const subject = { generation: generation.id, embedder: embedderId, switch: 'auto', analyser: ANALYSER_VERSION };
      await this.log.append([{ kind: 'index.rebuild_started', actor: 'system', subject }], manager);
      return generation;
    });
    this.hasLooked = true;
    if (!begun) return null;
    this.logger.log(`words are read otherwise now: index generation ${begun.id} is built in the background`);
    await this.queues.offer(rebuildIndex, [{ generation: begun.id }]);
    return begun;
  }
}
