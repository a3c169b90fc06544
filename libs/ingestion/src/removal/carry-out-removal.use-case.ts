import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, People } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import { JobQueues } from '#jobs';
import { Clock, type Principal, type Visibility } from '#knowledge';
import {
  type CollectionRemoval,
  CollectionRemovalRepository,
  DocumentRegister,
  Holds,
  MemberRepository,
} from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { syncValidity } from '../jobs.js';

/** Documents a step, besides what came out of them: what is lost to a crash, and after how many a cancel is noticed. */
const STEP = 250;

/**
 * Takes the documents of a collection out of the library, or puts them back, step by step. Each step is a transaction with its
 * log entries, so that it goes on where it stopped, and stops after the step in which somebody says so. What a hold covers, and
 * what whoever began it may not see, stays; then the collection stays for it.
 */
@Injectable()
export class CarryOutRemoval {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly people: People,
    private readonly removals: CollectionRemovalRepository,
    private readonly register: DocumentRegister,
    private readonly members: MemberRepository,
    private readonly holds: Holds,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Safe to run twice. @throws the signal's reason when aborted; whoever calls again goes on. */
  async run(id: string, signal: AbortSignal): Promise<void> {
    while (await this.source.transaction((manager) => this.step(manager, id))) signal.throwIfAborted();
    // No search shows what is removed in the tables, so that the index may be told once, at the end.
    await this.queues.offer(syncValidity, [{ cause: randomUUID() }]);
  }

  /** @returns Whether there may be more to do. */
  private async step(manager: EntityManager, id: string): Promise<boolean> {
    const removal = await this.removals.hold(manager, id);
    if (removal?.state === 'removing') return this.remove(manager, removal);
    if (removal?.state === 'restoring') return this.restore(manager, removal);
    return false;
  }

  private async remove(manager: EntityManager, removal: CollectionRemoval): Promise<boolean> {
    const visibility = await this.sightOf(removal.beganBy);
    if (!visibility) return this.end(manager, removal, 'cancelled', 0, 'collection.removal_cancelled');
    const roots = await this.removals.next(manager, removal, visibility, STEP);
    if (roots.length === 0) return this.finish(manager, removal);
    await this.members.holdAll(manager, roots);
    const held = await this.holds.familiesHeld(manager, roots);
    const gone = roots.filter((root) => !held.has(root));
    const all = [...gone, ...(gone.length > 0 ? await this.members.below(manager, gone, null) : [])];
    if (all.length > 0) await this.register.setRemoved(manager, all, removal.beganAt, this.clock.now());
    await this.removals.set(manager, removal.id, { done: removal.done + all.length, reached: roots.at(-1)! });
    await this.note(manager, all, 'document.removed', removal, removal.beganBy);
    return true;
  }

  private async restore(manager: EntityManager, removal: CollectionRemoval): Promise<boolean> {
    const taken = await this.removals.taken(manager, removal, STEP);
    if (taken.length === 0) return this.end(manager, removal, 'restored', 0, 'collection.restoration_ended');
    await this.register.setRemoved(manager, taken, null);
    await this.removals.set(manager, removal.id, { done: Math.max(0, removal.done - taken.length) });
    // Who asked for it stands in the entry of the collection: not always whoever removed it.
    await this.note(manager, taken, 'document.restored', removal, 'system');
    return true;
  }

  private async finish(manager: EntityManager, removal: CollectionRemoval): Promise<boolean> {
    const standing = await this.removals.close(manager, removal, this.clock.now());
    const state = standing === 0 ? 'removed' : 'kept';
    return this.end(manager, removal, state, standing, 'collection.removal_ended');
  }

  private async end(
    manager: EntityManager,
    { id, collectionId, done }: CollectionRemoval,
    state: 'removed' | 'kept' | 'cancelled' | 'restored',
    kept: number,
    kind: string,
  ): Promise<false> {
    await this.removals.set(manager, id, { state, kept, endedAt: this.clock.now() });
    const subject = { collection: collectionId, removal: id, state, documents: done, kept };
    await this.log.append([{ kind, actor: 'system', subject }], manager);
    return false;
  }

  /** What whoever began it may see now; null for one who was suspended since, or may not remove collections any more. */
  private async sightOf(userId: string): Promise<Visibility | null> {
    const person = await this.people.find(userId);
    if (!person) return null;
    const principal: Principal = { userId, name: person.name, role: person.role, via: 'system' };
    return this.access.may(principal, 'remove collections') ? this.access.visibilityOf(principal) : null;
  }

  private async note(
    manager: EntityManager,
    documents: readonly string[],
    kind: 'document.removed' | 'document.restored',
    { id }: CollectionRemoval,
    actor: string,
  ): Promise<void> {
    const events = documents.map((document): LogEvent => {
      return { kind, actor, subject: { document, removal: id } };
    });
    const [first, ...rest] = events;
    if (first) await this.log.append([first, ...rest], manager);
  }
}
