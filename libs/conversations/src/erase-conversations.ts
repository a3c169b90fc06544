import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';

/** Takes words out of conversations whose answers are erased; their tree stays, so that what is left can be read. */
@Injectable()
export class EraseConversations {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async countOf(ownerId: string): Promise<number> {
    const [row] = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM conversations WHERE owner_id = $1`,
      [ownerId],
    );
    return row!.n;
  }

  /** Forget the search words of turns, and the titles that were made of their questions. */
  async forgetRecords(manager: EntityManager, recordIds: readonly string[]): Promise<void> {
    await manager.query(`UPDATE conversation_turns SET words = '' WHERE record_id = ANY($1::uuid[])`, [recordIds]);
    await manager.query(
      `UPDATE conversations c SET title = 'Erased', title_words = '' WHERE NOT c.is_named AND EXISTS (
         SELECT 1 FROM conversation_turns t WHERE t.conversation_id = c.id AND t.parent_id IS NULL AND t.record_id = ANY($1::uuid[]))`,
      [recordIds],
    );
  }

  /** Empty and remove everything that somebody owns. */
  async forgetOwner(manager: EntityManager, ownerId: string, at: Date): Promise<void> {
    await manager.query(
      `UPDATE conversation_turns t SET words = '' FROM conversations c WHERE c.id = t.conversation_id AND c.owner_id = $1`,
      [ownerId],
    );
    await manager.query(
      `UPDATE conversations SET title = 'Erased', title_words = '', owner_name = '', collections = '{}', matter = NULL, share = 'private',
         removed_at = COALESCE(removed_at, $2) WHERE owner_id = $1`,
      [ownerId, at],
    );
  }
}
