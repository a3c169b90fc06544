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
  'change collections': ['administrator', 'librarian'],
  'remove collections': ['administrator', 'librarian'],
  'manage models': ['administrator'],
  'make sign-in links': ['administrator'],
  'manage people': ['administrator'],
  "manage other people's keys and sessions": ['administrator'],
  'rebuild the index': ['administrator'],
  'keep golden questions': ['administrator', 'librarian'],
  'read the log': ['administrator', 'auditor'],
  'change the log key': ['administrator'],
  'see the state of the service': ['administrator', 'librarian', 'reader', 'auditor'],
  "read other people's records": ['administrator', 'auditor'],
  'work with feedback': ['administrator', 'librarian'],
} as const satisfies Record<string, readonly Role[]>;
export type Action = keyof typeof ACTIONS;

/** What stays within collections, and so is left to a key that is confined to some. */
const WITHIN_COLLECTIONS: ReadonlySet<Action> = new Set([
  'upload documents',
  'remove documents',
  'see the state of the service',
]);

/** Mints the visibility that every read must carry. */
@Injectable()
export class AccessPolicy {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * What this person may read now: administrators all, others what was granted; a denial beats both, and a confined key
   * narrows whatever is left.
   */
  async visibilityOf({ userId, role, confinedTo }: Principal): Promise<Visibility> {
    const grants = await this.source.getRepository(CollectionGrantEntity).findBy({ userId });
    const granted = grants.filter((grant) => !grant.isDenied).map((grant) => grant.collectionId);
    const allowed = role === 'administrator' ? 'all' : granted;
    return {
      principalId: userId,
      collections: confinedTo ? bothOf(allowed, confinedTo) : allowed,
      deniedCollections: grants.filter((grant) => grant.isDenied).map((grant) => grant.collectionId),
    } as unknown as Visibility;
  }

  may(principal: Principal, action: Action): boolean {
    if (principal.confinedTo && !WITHIN_COLLECTIONS.has(action)) return false;
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

const bothOf = (allowed: 'all' | readonly string[], confinedTo: readonly string[]): readonly string[] =>
  allowed === 'all' ? confinedTo : allowed.filter((id) => confinedTo.includes(id));
