import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Principal, Role, Visibility } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { CollectionGrantEntity } from './entities/grant.entity.js';
import { NotAllowed } from './errors.js';

/** What roles may do beyond reading what they see. */
const ACTIONS = {
  'upload documents': ['administrator', 'librarian'],
  'remove documents': ['administrator', 'librarian'],
  'create collections': ['administrator', 'librarian'],
  'remove collections': ['administrator', 'librarian'],
  'make sign-in links': ['administrator'],
  'rebuild the index': ['administrator'],
  'read the log': ['administrator'],
  'see the state of the service': ['administrator', 'librarian', 'reader'],
  "read other people's records": ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
export type Action = keyof typeof ACTIONS;

/** Mints the visibility that every read must carry. */
@Injectable()
export class AccessPolicy {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** What this person may read now: administrators all, others what was granted; a denial beats both. */
  async visibilityOf(principal: Principal): Promise<Visibility> {
    const grants = await this.source.getRepository(CollectionGrantEntity).findBy({ userId: principal.userId });
    const allowed = grants.filter((grant) => !grant.isDenied).map((grant) => grant.collectionId);
    return {
      principalId: principal.userId,
      collections: principal.role === 'administrator' ? 'all' : allowed,
      deniedCollections: grants.filter((grant) => grant.isDenied).map((grant) => grant.collectionId),
    } as unknown as Visibility;
  }

  may(principal: Principal, action: Action): boolean {
    return (ACTIONS[action] as readonly Role[]).includes(principal.role);
  }

  /** @throws NotAllowed */
  require(principal: Principal, action: Action): void {
    if (!this.may(principal, action)) throw new NotAllowed(action);
  }

  /** Give a person a collection that they are making, in the transaction that makes it. */
  async grant(manager: EntityManager, principal: Principal, collectionId: string): Promise<void> {
    if (principal.role === 'administrator') return;
    await manager
      .getRepository(CollectionGrantEntity)
      .upsert({ userId: principal.userId, collectionId, isDenied: false }, ['userId', 'collectionId']);
  }
}
