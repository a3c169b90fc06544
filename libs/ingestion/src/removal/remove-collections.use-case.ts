import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import { JobQueues } from '#jobs';
import { Clock, type Principal } from '#knowledge';
import {
  CollectionRemovalRepository,
  CollectionRepository,
  Holds,
  type NamedRemoval,
  RemovalNotAtWork,
  RemovalNotUndoable,
} from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { carryOutRemoval } from '../jobs.js';

/** Taking a collection out of the library with all its documents: begun, followed, stopped and undone by people. */
@Injectable()
export class RemoveCollections {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly removals: CollectionRemovalRepository,
    private readonly holds: Holds,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Begin to remove a collection's documents, as {@link ManageDocuments.remove} does one: their revisions stay citable.
   * @throws NotAllowed, CollectionNotFound, CollectionHasRemoval; HoldInPlace where a hold covers the collection as such
   */
  async begin(principal: Principal, nameOrId: string): Promise<NamedRemoval> {
    this.access.require(principal, 'remove collections');
    const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [nameOrId]);
    const removal = await this.source.transaction(async (manager) => {
      await this.holds.refuseCollectionAsSuch(manager, collection!.id);
      const begun = await this.removals.begin(manager, collection!, principal.userId, this.clock.now());
      await this.note(manager, principal, 'collection.removal_began', begun);
      return begun;
    });
    await this.queues.offer(carryOutRemoval, [{ removal: removal.id }]);
    return { ...removal, collectionName: collection!.name };
  }

  /** Removals of collections that may be seen, newest first. */
  async list(principal: Principal): Promise<NamedRemoval[]> {
    return this.removals.list(await this.access.visibilityOf(principal));
  }

  /** @throws RemovalNotFound */
  async show(principal: Principal, id: string): Promise<NamedRemoval> {
    return this.removals.show(await this.access.visibilityOf(principal), id);
  }

  /** Stop it. What it has taken out stays out until {@link restore}. @throws NotAllowed, RemovalNotFound, RemovalNotAtWork */
  cancel(principal: Principal, id: string): Promise<NamedRemoval> {
    return this.change(principal, id, async (manager, { state }) => {
      if (state !== 'removing') throw new RemovalNotAtWork();
      await this.removals.set(manager, id, { state: 'cancelled', endedAt: this.clock.now() });
      return 'collection.removal_cancelled';
    });
  }

  /**
   * Put back the collection and what the removal took out of it; what was removed by itself, or erased, stays out.
   * @throws NotAllowed, RemovalNotFound, RemovalNotUndoable, CollectionHasRemoval; CollectionExists when the name is taken
   */
  async restore(principal: Principal, id: string): Promise<NamedRemoval> {
    const restoring = await this.change(principal, id, async (manager, removal) => {
      if (!UNDOABLE.has(removal.state)) throw new RemovalNotUndoable();
      await this.removals.reopen(manager, removal);
      await this.removals.set(manager, id, { state: 'restoring', endedAt: null });
      return 'collection.restored';
    });
    await this.queues.offer(carryOutRemoval, [{ removal: id }]);
    return restoring;
  }

  private async change(
    principal: Principal,
    id: string,
    work: (manager: EntityManager, removal: NamedRemoval) => Promise<string>,
  ): Promise<NamedRemoval> {
    this.access.require(principal, 'remove collections');
    const seen = await this.show(principal, id);
    await this.source.transaction(async (manager) => {
      const held = await this.removals.hold(manager, id);
      const kind = await work(manager, { ...seen, ...held });
      await this.note(manager, principal, kind, seen);
    });
    return this.show(principal, id);
  }

  private async note(
    manager: EntityManager,
    { userId }: Principal,
    kind: string,
    { id, collectionId }: Pick<NamedRemoval, 'id' | 'collectionId'>,
  ): Promise<void> {
    const event: LogEvent = { kind, actor: userId, subject: { collection: collectionId, removal: id } };
    await this.log.append([event], manager);
  }
}

const UNDOABLE: ReadonlySet<string> = new Set(['removed', 'kept', 'cancelled']);
