import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { type AnswerRecord, AnswerRecordRepository } from '#decisions';
import type { Principal, Visibility } from '#knowledge';
import { CollectionRepository, DocumentRepository } from '#library';
import {
  ConversationListRepository,
  type Hit,
  type ListFilter,
  type ListReader,
  type Listed,
} from './conversation-list.repository.js';
import { ConversationRepository, type Turn } from './conversation.repository.js';
import type { Conversation } from './conversation.js';
import { TurnNotFound } from './errors.js';
import { wordsOf } from './search-words.js';
import { TurnTree } from './turn-tree.js';

/** One page of a list, newest activity first. */
export interface ListRequest extends ListFilter {
  /** Every word must occur in the title or in one turn; null for all conversations. */
  readonly query: string | null;
  readonly offset: number;
  readonly limit: number;
}

/** A conversation of a list, with where a search hit it. */
export interface ListedMatch extends Listed {
  /** The newest turn that the search found; null when only the title matches, or nothing was searched for. */
  readonly match: string | null;
}

/** A turn as one person may read it. */
export interface ReadTurn {
  readonly id: string;
  readonly parentId: string | null;
  /** This turn and the others in its place, oldest first. */
  readonly siblings: readonly string[];
  readonly record: AnswerRecord;
  /** Whether the reader may see every document that the answer rests on. Only then may more than question and outcome be told. */
  readonly isReadable: boolean;
  /** Of the collections that the question was put to, those that the reader may know of. */
  readonly collections: readonly string[];
}

/** A conversation as one reader may see it. */
export interface ReadConversation {
  readonly conversation: Conversation;
  readonly isMine: boolean;
  /** Of its collections, those that the reader may know of. */
  readonly collections: readonly string[];
  /** One branch, first to last. */
  readonly turns: readonly ReadTurn[];
}

/**
 * Conversations as far as their reader may see them: one's own, and those that others share. Whoever reads an answer, its
 * asker too, sees it only while they may see every document behind it. Readers of a shared conversation see the branch
 * that its owner chose and nothing of the others.
 */
@Injectable()
export class ReadConversations {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly lists: ConversationListRepository,
    private readonly records: AnswerRecordRepository,
    private readonly access: AccessPolicy,
    private readonly documents: DocumentRepository,
    private readonly collections: CollectionRepository,
  ) {}

  /** Newest activity first. */
  async list(
    principal: Principal,
    { query, offset, limit, ...filter }: ListRequest,
  ): Promise<{ conversations: ListedMatch[]; total: number }> {
    const words = query === null ? null : wordsOf(query);
    if (words?.length === 0) return { conversations: [], total: 0 };
    const reader = { principal, visibility: await this.access.visibilityOf(principal) };
    const matches = words && (await this.matches(reader, filter, words));
    const among = words && matches && { words, ids: [...matches.keys()] };
    const { listed, total } = await this.lists.page(reader, filter, among, { offset, limit });
    const conversations = listed.map((each) => ({ ...each, match: matches?.get(each.conversation.id) ?? null }));
    return { conversations, total };
  }

  /**
   * @param turnId The branch to show; the chosen one when null.
   * @throws ConversationNotFound; TurnNotFound for a turn of another conversation or, for readers, of another branch.
   */
  async show(principal: Principal, id: string, turnId: string | null): Promise<ReadConversation> {
    const conversation = await this.conversations.show(principal, id);
    const isMine = conversation.owner.id === principal.userId;
    const all = new TurnTree(await this.conversations.turns([id]));
    const tree = isMine ? all : new TurnTree(all.pathTo(conversation.leafId));
    const turn = turnId === null ? null : tree.get(turnId);
    if (turnId !== null && !turn) throw new TurnNotFound();
    const path = tree.pathTo(turn ? tree.newestLeafBelow(turn).id : conversation.leafId);

    const visibility = await this.access.visibilityOf(principal);
    const records = await this.records.among(path.map(({ recordId }) => recordId));
    const inSight = await this.inSight(visibility, path);
    const turns: ReadTurn[] = [];
    for (const each of path) {
      const record = records.get(each.recordId);
      if (!record) continue;
      turns.push({
        ...{ id: each.id, parentId: each.parentId, record, isReadable: inSight(each) },
        siblings: tree.siblingsOf(each).map((sibling) => sibling.id),
        collections: await this.knownAmong(visibility, record.body.asked.collections, isMine),
      });
    }
    const collections = await this.knownAmong(visibility, conversation.collections, isMine);
    return { conversation, isMine, collections, turns };
  }

  /** By conversation, the newest turn that the reader may find by these words. */
  private async matches(
    reader: ListReader,
    filter: ListFilter,
    words: readonly string[],
  ): Promise<Map<string, string>> {
    const hits = await this.lists.hits(reader, filter, words);
    const inSight = await this.inSight(reader.visibility, hits);
    const others = hits.filter(({ isOwn }) => !isOwn);
    const shown = await this.shownToOthers(
      others.map(({ conversationId: id, leafId }) => ({ conversation: { id, leafId } })),
    );
    const isShown = ({ isOwn, conversationId, turnId }: Hit) =>
      isOwn || shown.get(conversationId)?.some(({ id }) => id === turnId) === true;
    const found = hits.filter((hit) => isShown(hit) && (hit.isInQuestion || inSight(hit)));
    return new Map(found.map(({ conversationId, turnId }) => [conversationId, turnId]));
  }

  /** Of conversations that others own, the branch that each owner chose, which is all that is shown of them. */
  private async shownToOthers(
    listed: readonly { readonly conversation: Pick<Conversation, 'id' | 'leafId'> }[],
  ): Promise<Map<string, Turn[]>> {
    const leaves = new Map(listed.map(({ conversation: { id, leafId } }) => [id, leafId]));
    const tree = new TurnTree(await this.conversations.turns([...leaves.keys()]));
    return new Map([...leaves].map(([id, leafId]) => [id, tree.pathTo(leafId)]));
  }

  private async inSight(
    visibility: Visibility,
    turns: readonly Pick<Turn, 'documents'>[],
  ): Promise<(turn: Pick<Turn, 'documents'>) => boolean> {
    const seen = await this.documents.titlesAmong(visibility, [
      ...new Set(turns.flatMap(({ documents }) => documents)),
    ]);
    return ({ documents }) => documents.every((id) => seen.has(id));
  }

  /** Even the name of a collection is not told to those who may not see it. */
  private async knownAmong(visibility: Visibility, names: readonly string[], isMine: boolean): Promise<string[]> {
    if (isMine) return [...names];
    const found = await Promise.all(names.map((name) => this.collections.find(visibility, name)));
    return names.filter((_name, i) => found[i] !== null);
  }
}
