import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Standing } from '#access';
import { AuditLog } from '#audit';
import { KnowledgeError, failureOf } from '#knowledge';
import { LibraryChangeRepository } from '#library';
import { EmbedderGone } from '#models';
import { type IndexGeneration, IndexGenerationRepository, type SwitchWish } from '#search-index';
import { DataSource } from 'typeorm';
import { IndexUpkeep } from '../index-upkeep.js';
import { WriterGate } from '../writer-gate.js';
import { DropGenerations } from './drop-generations.js';
import { FillGeneration } from './fill-generation.js';

/**
 * Fulfil the wish that another generation serve: bring it up to the library as it is, then switch. Nothing is written to the
 * index between the two, so no document is missing before or after. Writer process only.
 */
@Injectable()
export class SwitchIndex {
  private readonly logger = new Logger(SwitchIndex.name);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly changes: LibraryChangeRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly filling: FillGeneration,
    private readonly dropping: DropGenerations,
    private readonly upkeep: IndexUpkeep,
    private readonly gate: WriterGate,
    private readonly log: AuditLog,
    private readonly standing: Standing,
  ) {}

  /** A wish that can't be fulfilled is given up, with the reason beside the generation. @throws what may pass by itself. */
  async run(signal: AbortSignal): Promise<void> {
    const wished = await this.generations.wished();
    if (!wished?.wish) return;
    try {
      const { wish } = wished;
      // What was built to serve by itself is the wish of whoever had it built.
      const by = wish.by === 'system' ? wished.requestedBy : wish.by;
      await this.standing.during(by, 'rebuild the index', signal, (during) => this.fulfil(wished, wish, during));
    } catch (error) {
      const isFinal = error instanceof KnowledgeError && (!error.retryable || error instanceof EmbedderGone);
      if (!isFinal) throw error;
      this.logger.error(`generation ${wished.id} can't serve: ${error.message}`);
      await this.generations.refuseWish(wished.id, failureOf(error));
    }
  }

  private async fulfil({ id, embedderId }: IndexGeneration, wish: SwitchWish, signal: AbortSignal): Promise<void> {
    // Most of what is missing, while others go on writing; the rest is little.
    const before = await this.gate.alone(() => this.changes.latestChange());
    if (!(await this.filling.run(id, before, signal))) return;
    const isServing = await this.gate.alone(async () => {
      const change = await this.changes.latestChange();
      if (!(await this.filling.run(id, change, signal))) return false;
      await this.upkeep.syncValidity();
      return this.serve(id, embedderId, wish, change);
    });
    if (!isServing) return;
    this.logger.log(`generation ${id} serves`);
    await this.dropping.run();
  }

  /** @returns False when it was dropped or failed meanwhile: what serves goes on. */
  private async serve(id: string, embedder: string, wish: SwitchWish, change: number): Promise<boolean> {
    const from = (await this.generations.live())?.id ?? null;
    if (from === id) return true;
    return this.source.transaction(async (manager) => {
      if (!(await this.generations.switchTo(manager, id, change))) return false;
      const kind = wish.kind === 'rollback' ? 'index.rolled_back' : 'index.switched';
      const subject = { generation: id, from, embedder, forced: wish.isForced, reasonSha256: wish.reasonSha256 };
      await this.log.append([{ kind, actor: wish.by, subject }], manager);
      return true;
    });
  }
}
