import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Principal, Visibility } from '#knowledge';
import { matterInSight } from '#library';
import { DataSource, In } from 'typeorm';
import { ConversationEntity } from './conversation.entity.js';
import { type Conversation, toConversation } from './conversation.js';
import { searchQuery } from './search-words.js';

/** Which conversations a list shows. */
export interface ListFilter {
  /** `true`: only other people's that are shared; `false`: only one's own; null: both. */
  readonly shared: boolean | null;
  readonly archived: boolean;
}

/** Who reads, and what they may see. */
export interface ListReader {
  readonly principal: Principal;
  readonly visibility: Visibility;
}

/** A turn that holds every word of a search. */
export interface Hit {
  readonly turnId: string;
  readonly conversationId: string;
  readonly isOwn: boolean;
  /** Last turn of the branch that the conversation's owner chose. */
  readonly leafId: string;
  /** Whether the question alone holds them all. */
  readonly isInQuestion: boolean;
  readonly documents: readonly string[];
}

/** A conversation in a list. */
export interface Listed {
  readonly conversation: Conversation;
  /** Turns of the branch that its owner chose: a question that was put or answered anew counts once. */
  readonly turns: number;
}

/** How many turns the chosen branch of `c` has, from its leaf up. */
const SHOWN_TURNS = `
  WITH RECURSIVE shown AS (
    SELECT t.id, t.parent_id FROM conversation_turns t WHERE t.id = c.leaf_id
    UNION ALL SELECT t.id, t.parent_id FROM conversation_turns t JOIN shown s ON t.id = s.parent_id
  ) SELECT count(*)::int FROM shown`;

/** Lists of what a person may read: their own conversations and those that others share. */
@Injectable()
export class ConversationListRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Turns in which every word occurs, oldest first. @param words As `wordsOf` gives them, at least one. */
  async hits(reader: ListReader, filter: ListFilter, words: readonly string[]): Promise<Hit[]> {
    const parameters: unknown[] = [searchQuery(words, 'AB'), searchQuery(words, 'A')];
    const inSight = sight(reader, filter, parameters);
    return this.source.query<Hit[]>(
      `SELECT t.id AS "turnId", c.id AS "conversationId", c.leaf_id AS "leafId", c.owner_id = $3 AS "isOwn", t.words @@ $2::tsquery AS "isInQuestion", t.documents
       FROM conversation_turns t JOIN conversations c ON c.id = t.conversation_id
       WHERE t.words @@ $1::tsquery AND ${inSight} ORDER BY t.created_at, t.number`,
      parameters,
    );
  }

  /**
   * Newest activity first.
   * @param among Only these, and those whose title holds every word; null for all.
   */
  async page(
    reader: ListReader,
    filter: ListFilter,
    among: { readonly words: readonly string[]; readonly ids: readonly string[] } | null,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Promise<{ listed: Listed[]; total: number }> {
    const parameters: unknown[] = [among?.ids ?? [], among ? searchQuery(among.words, 'AB') : null];
    const inSight = sight(reader, filter, parameters);
    const from = `FROM conversations c WHERE ${inSight}
      AND ($2::text IS NULL OR c.id = ANY($1::uuid[]) OR c.title_words @@ $2::text::tsquery)`;
    const [count] = await this.source.query<{ n: number }[]>(`SELECT count(*)::int AS n ${from}`, parameters);
    const page = await this.source.query<{ id: string; turns: number }[]>(
      `SELECT c.id, (${SHOWN_TURNS}) AS turns ${from}
       ORDER BY c.active_at DESC, c.id LIMIT ${limit} OFFSET ${offset}`,
      parameters,
    );
    const rows = await this.source.getRepository(ConversationEntity).findBy({ id: In(page.map(({ id }) => id)) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const listed = page.flatMap(({ id, turns }) => {
      const row = byId.get(id);
      return row ? [{ conversation: toConversation(row), turns }] : [];
    });
    return { listed, total: count?.n ?? 0 };
  }
}

/** Which conversations a person may read at all, as a condition on `c`. The person is `$3`. */
function sight({ principal, visibility }: ListReader, { shared, archived }: ListFilter, parameters: unknown[]): string {
  parameters.push(principal.userId);
  const own = 'c.owner_id = $3';
  const others = `(c.owner_id <> $3 AND c.share = 'organization' AND ${matterInSight(visibility, 'c.matter', parameters)})`;
  const whose = shared === null ? `(${own} OR ${others})` : shared ? others : own;
  // One whose first question was stopped or failed holds nothing, and nobody gave it a name.
  return `(c.leaf_id IS NOT NULL OR c.title <> '') AND c.removed_at IS NULL AND c.archived_at IS ${archived ? 'NOT NULL' : 'NULL'} AND ${whose}`;
}
