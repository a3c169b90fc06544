import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import { JobQueues } from '#jobs';
import { type Principal, saltedWords, sha256Hex } from '#knowledge';
import { IndexFeedRepository } from '#library';
import { Embedder, type EmbedderModel, Embedders } from '#models';
import { type IndexGeneration, IndexGenerationRepository } from '#search-index';
import { DataSource, type EntityManager } from 'typeorm';
import { CHUNKER_VERSION } from '../chunking/index.js';
import { dropGenerations, rebuildIndex, switchIndex } from '../jobs.js';
import { GenerationNotFound, GenerationNotReady, IndexBeingBuilt } from './generation-errors.js';

/**
 * `auto` goes live by itself once it is built and does no worse on the golden questions; `manual` waits for somebody.
 */
export interface RebuildRequest {
  /** Name of an installed embedder; null for the one in use. */
  readonly embedder: string | null;
  readonly switchMode: 'manual' | 'auto';
}

/** What administrators decide about the generations of the index. Each decision and its log entry land together. */
@Injectable()
export class ManageIndex {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly embedder: Embedder,
    private readonly embedders: Embedders,
    private readonly generations: IndexGenerationRepository,
    private readonly feed: IndexFeedRepository,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
  ) {}

  /** Every generation, oldest first. */
  async list(principal: Principal): Promise<IndexGeneration[]> {
    this.access.require(principal, 'rebuild the index');
    const [all, chunks] = await Promise.all([this.generations.all(), this.feed.chunksEverLive()]);
    // Nobody counts along in the one that serves, nor in the one that served: they hold everything that is live.
    const holdsAll = ({ state }: IndexGeneration): boolean => state === 'live' || state === 'retired';
    return all.map((one) => (holdsAll(one) ? { ...one, done: chunks, total: chunks } : one));
  }

  /**
   * Have a new generation built beside the one that serves. Asking again for the same while it is being built changes nothing;
   * one that waited for the switch, or failed, makes room.
   * @throws IndexBeingBuilt for another embedder; ModelNotFound, ModelUnavailable when the embedder does not embed.
   */
  async rebuild(principal: Principal, { embedder, switchMode }: RebuildRequest): Promise<IndexGeneration> {
    this.access.require(principal, 'rebuild the index');
    const model = await this.working(embedder);
    const { begun, hasDropped } = await this.source.transaction(async (manager) => {
      await this.generations.lock(manager);
      const building = await this.generations.building();
      if (building?.embedderId === model.id) return { begun: building, hasDropped: false };
      if (building) throw new IndexBeingBuilt(building.id, building.embedderId);
      const dropped = await this.makeRoom(manager, principal);
      const { id: embedderId, dimensions } = model;
      const requestedBy = principal.userId;
      // It is built of the chunks that are there, which nobody cuts anew.
      const chunkerVersion = (await this.generations.live())?.chunkerVersion ?? CHUNKER_VERSION;
      const begun = await this.generations.begin(manager, {
        ...{ embedderId, dimensions, switchMode, requestedBy, chunkerVersion },
      });
      const subject = { generation: begun.id, embedder: embedderId, switch: switchMode };
      const started = { kind: 'index.rebuild_started', actor: principal.userId, subject };
      await this.log.append([started, ...dropped], manager);
      return { begun, hasDropped: dropped.length > 0 };
    });
    await this.queues.offer(rebuildIndex, [{ generation: begun.id }]);
    if (hasDropped) await this.queues.offer(dropGenerations, [{}]);
    return begun;
  }

  /** Cancel a build, or let go of a generation that does not serve. @throws GenerationNotFound, GenerationNotReady */
  async drop(principal: Principal, id: string): Promise<void> {
    this.access.require(principal, 'rebuild the index');
    const generation = await this.existing(id);
    if (generation.state === 'live')
      throw new GenerationNotReady(`Generation ${id} serves. Switch to another one before it can be dropped.`, {
        ...{ why: 'serves', generation: id },
      });
    await this.source.transaction(async (manager) => {
      if (await this.generations.drop(manager, id)) await this.log.append([dropped(principal, id)], manager);
    });
    await this.queues.offer(dropGenerations, [{}]);
  }

  /**
   * Have a built generation serve as soon as it holds what the library holds.
   * @param how `kind`: `rollback` takes `id` for what served before.
   * @throws GenerationNotFound, GenerationNotReady
   */
  async wishFor(
    principal: Principal,
    id: string,
    how: { kind: 'switch' | 'rollback'; isForced: boolean; reason: string },
  ): Promise<IndexGeneration> {
    this.access.require(principal, 'rebuild the index');
    const generation = await this.existing(id);
    if (generation.state === 'building' || generation.state === 'failed')
      throw new GenerationNotReady(`Generation ${id} is ${generation.state}; only one that is built can serve.`, {
        ...{ why: 'not_built', generation: id, state: generation.state },
      });
    if (generation.state === 'live') return generation;
    const loggedReason = how.reason === '' ? null : saltedWords(how.reason);
    const wish = {
      ...{ kind: how.kind, isForced: how.isForced, by: principal.userId },
      reasonSha256: loggedReason && sha256Hex(loggedReason),
    };
    await this.source.transaction((manager) => this.generations.wish(manager, id, wish, loggedReason));
    await this.queues.offer(switchIndex, [{}]);
    return generation;
  }

  /** Back to what served before. @throws GenerationNotReady when it was dropped or there is none. */
  async rollBack(principal: Principal): Promise<IndexGeneration> {
    this.access.require(principal, 'rebuild the index');
    const previous = await this.generations.previous();
    if (!previous)
      throw new GenerationNotReady('There is no earlier generation to go back to; build one anew.', {
        why: 'no_earlier',
      });
    return this.wishFor(principal, previous.id, { kind: 'rollback', isForced: false, reason: '' });
  }

  /** A model that is listed need not work: it embeds a word before anything is built on it. The role may have changed a moment ago. */
  private async working(name: string | null): Promise<EmbedderModel> {
    const embedder = name === null ? this.embedder : this.embedders.named(name);
    const model = await embedder.model({ isFresh: true });
    await embedder.embedQuery('index');
    return model;
  }

  private async makeRoom(manager: EntityManager, principal: Principal): Promise<LogEvent[]> {
    const events: LogEvent[] = [];
    for (const { id, state } of await this.generations.all()) {
      if (state !== 'ready' && state !== 'failed') continue;
      if (await this.generations.drop(manager, id)) events.push(dropped(principal, id));
    }
    return events;
  }

  private async existing(id: string): Promise<IndexGeneration> {
    const generation = await this.generations.find(id);
    if (!generation) throw new GenerationNotFound();
    return generation;
  }
}

const dropped = (principal: Principal, generation: string): LogEvent => ({
  kind: 'index.dropped',
  actor: principal.userId,
  subject: { generation },
});
