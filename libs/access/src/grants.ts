import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CollectionGrantEntity } from './entities/grant.entity.js';
import { PersonNotFound } from './errors.js';

/** What a person has at a collection: a right, a bar that beats every right, or neither. */
export type GrantState = 'allow' | 'deny' | 'none';

const RANK: Readonly<Record<GrantState, number>> = { deny: 0, none: 1, allow: 2 };

/** Who may see which collection. */
@Injectable()
export class Grants {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** What was granted or denied to a person, by collection id. */
  async of(userId: string): Promise<Map<string, 'allow' | 'deny'>> {
    const rows = await this.source.getRepository(CollectionGrantEntity).findBy({ userId });
    return new Map(rows.map(({ collectionId, isDenied }) => [collectionId, isDenied ? 'deny' : 'allow']));
  }

  /**
   * Grant, deny, or take either back, within the caller's transaction. Whatever narrows what a person sees ends what
   * they have running.
   * @returns Whether anything is other than before.
   * @throws PersonNotFound
   */
  async set(manager: EntityManager, userId: string, collectionId: string, state: GrantState): Promise<boolean> {
    // Holds the person, so that two changes come one after the other.
    const [person] = await manager.query<unknown[]>(`SELECT 1 FROM users WHERE id = $1 FOR UPDATE`, [userId]);
    if (!person) throw new PersonNotFound();
    const grants = manager.getRepository(CollectionGrantEntity);
    const found = await grants.findOneBy({ userId, collectionId });
    const before = found ? (found.isDenied ? 'deny' : 'allow') : 'none';
    if (before === state) return false;
    if (state === 'none') await grants.delete({ userId, collectionId });
    else await grants.upsert({ userId, collectionId, isDenied: state === 'deny' }, ['userId', 'collectionId']);
    if (RANK[state] < RANK[before])
      await manager.query(`UPDATE users SET access_number = access_number + 1 WHERE id = $1`, [userId]);
    return true;
  }
}
