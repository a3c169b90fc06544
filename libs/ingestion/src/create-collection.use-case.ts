import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { Principal } from '#knowledge';
import { type Collection, CollectionExists, CollectionNotFound, CollectionRepository } from '#library';
import { DataSource, type EntityManager } from 'typeorm';

/** Make collections: the collection, its maker's right to it and the log entry land together. */
@Injectable()
export class CreateCollection {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly log: AuditLog,
  ) {}

  /**
   * A name is taken also by a collection out of sight, which can't be hidden from whoever may make collections: that they met one
   * is an entry of the log.
   * @throws NotAllowed, CollectionExists
   */
  async run(principal: Principal, name: string, kind: Collection['kind']): Promise<Collection> {
    this.access.require(principal, 'create collections');
    return this.source
      .transaction((manager) => this.create(manager, principal, name, kind))
      .catch(async (error: unknown) => {
        if (error instanceof CollectionExists && !(await this.find(principal, error.taken))) {
          const subject = { collection: error.taken };
          await this.log.append([{ kind: 'collection.hidden_name_met', actor: principal.userId, subject }]);
        }
        throw error;
      });
  }

  private async create(
    manager: EntityManager,
    principal: Principal,
    name: string,
    kind: Collection['kind'],
  ): Promise<Collection> {
    const collection = await this.collections.create(name, kind, manager);
    const granted = await this.access.grant(manager, principal, collection.id);
    const event = {
      kind: 'collection.created',
      actor: principal.userId,
      subject: { collection: collection.id, kind, granted },
    };
    await this.log.append([event], manager);
    return collection;
  }

  /**
   * The collection of that name or id, made when there is none.
   * @throws CollectionNotFound when there is one that this person may not see, or may not make one.
   */
  async ensure(principal: Principal, name: string): Promise<Collection> {
    const found = await this.find(principal, name);
    if (found) return found;
    if (!this.access.may(principal, 'create collections')) throw new CollectionNotFound(name);
    try {
      return await this.run(principal, name, 'library');
    } catch (error) {
      if (!(error instanceof CollectionExists)) throw error;
      // Somebody made it meanwhile, perhaps this person's own other upload; otherwise it is hidden, and stays so.
      const made = await this.find(principal, name);
      if (!made) throw new CollectionNotFound(name);
      return made;
    }
  }

  private async find(principal: Principal, name: string): Promise<Collection | null> {
    return this.collections.find(await this.access.visibilityOf(principal), name);
  }
}
