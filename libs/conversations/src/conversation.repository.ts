import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { type RecordBody, documentsBehind } from '#decisions';
import type { Principal } from '#knowledge';
import { MatterRepository } from '#library';
import { DataSource, type EntityManager, In } from 'typeorm';
import { ConversationEntity } from './conversation.entity.js';
import { type Conversation, toConversation } from './conversation.js';
import { ConversationNotFound, ConversationNotYours } from './errors.js';
import { searchVector } from './search-words.js';
import { titleOf } from './title-of.js';
import { TurnEntity } from './turn.entity.js';

/** A question's place in its conversation. */
export interface Turn {
  readonly id: string;
  readonly conversationId: string;
  /** From 1, in the order of recording. */
  readonly number: number;
  readonly parentId: string | null;
  readonly recordId: string;
  /** Ids of the documents that its answer rests on. */
  readonly documents: readonly string[];
}

/** What may be written of a conversation; absent members stay. */
export type ConversationChange = Partial<
  Pick<
    ConversationEntity,
    | 'title'
    | 'isNamed'
    | 'collections'
    | 'matter'
    | 'model'
    | 'share'
    | 'leafId'
    | 'activeAt'
    | 'archivedAt'
    | 'removedAt'
  >
>;

/** Conversations, and who may read and change them. */
@Injectable()
export class ConversationRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly matters: MatterRepository,
  ) {}

  /** One's own or a shared one. @throws ConversationNotFound for others, which can't be told from what is not there. */
  async show(principal: Principal, id: string): Promise<Conversation> {
    const row = await this.source.getRepository(ConversationEntity).findOneBy({ id });
    return toConversation(await this.readable(row, principal));
  }

  /** @throws ConversationNotFound; ConversationNotYours for one that is shared with this person. */
  async own(principal: Principal, id: string): Promise<Conversation> {
    const conversation = await this.show(principal, id);
    if (conversation.owner.id !== principal.userId) throw new ConversationNotYours();
    return conversation;
  }

  /** Like {@link own}, and nobody else changes it until the transaction ends. */
  async hold(manager: EntityManager, principal: Principal, id: string): Promise<Conversation> {
    const row = await manager.findOne(ConversationEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const conversation = toConversation(await this.readable(row, principal));
    if (conversation.owner.id !== principal.userId) throw new ConversationNotYours();
    return conversation;
  }

  /** Whoever a wall bars from its matter is shown nothing of what others share of it. @throws ConversationNotFound */
  private async readable(row: ConversationEntity | null, principal: Principal): Promise<ConversationEntity> {
    if (!row || row.removedAt) throw new ConversationNotFound();
    if (row.ownerId === principal.userId) return row;
    const isBarred = async () =>
      row.matter !== null && this.matters.isBarred(await this.access.visibilityOf(principal), row.matter);
    if (row.share !== 'organization' || (await isBarred())) throw new ConversationNotFound();
    return row;
  }

  async create(
    manager: EntityManager,
    owner: Principal,
    given: Pick<Conversation, 'title' | 'collections' | 'matter' | 'model'>,
    at: Date,
  ): Promise<Conversation> {
    const row: ConversationEntity = {
      ...{ id: randomUUID(), ownerId: owner.userId, ownerName: owner.name, title: given.title },
      ...{ titleWords: searchVector([[given.title, '1A']]), isNamed: given.title !== '' },
      ...{ collections: [...given.collections], matter: given.matter, model: given.model, share: 'private' },
      ...{ leafId: null, archivedAt: null, removedAt: null, createdAt: at, activeAt: at },
    };
    await manager.insert(ConversationEntity, row);
    return toConversation(row);
  }

  async change(manager: EntityManager, id: string, change: ConversationChange): Promise<void> {
    const words = change.title === undefined ? {} : { titleWords: searchVector([[change.title, '1A']]) };
    await manager.update(ConversationEntity, { id }, { ...change, ...words });
  }

  /** Every turn of these conversations, in order of recording. */
  async turns(conversationIds: readonly string[], manager: EntityManager = this.source.manager): Promise<Turn[]> {
    if (conversationIds.length === 0) return [];
    return manager
      .getRepository(TurnEntity)
      .find({ where: { conversationId: In([...conversationIds]) }, order: { conversationId: 'ASC', number: 'ASC' } });
  }

  /**
   * Put a record that is being sealed into its conversation, in the transaction that seals it. The branch goes on from here.
   * @param turn Its parent is a turn of the same conversation.
   */
  async add(
    manager: EntityManager,
    turn: Pick<Turn, 'id' | 'conversationId' | 'parentId'>,
    body: RecordBody,
  ): Promise<void> {
    const { question } = body.asked;
    const held = await manager.findOneOrFail(ConversationEntity, {
      where: { id: turn.conversationId },
      lock: { mode: 'pessimistic_write' },
    });
    const number = 1 + (await manager.countBy(TurnEntity, { conversationId: turn.conversationId }));
    const createdAt = new Date(body.askedAt);
    await manager.insert(TurnEntity, {
      ...turn,
      ...{ number, recordId: body.id, documents: await this.behind(manager, turn.parentId, body), createdAt },
      words: searchVector([
        [question, '1A'],
        [body.trace.answer, '2B'],
      ]),
    });
    const title = turn.parentId !== null || held.isNamed ? {} : { title: titleOf(question) };
    await this.change(manager, turn.conversationId, { leafId: turn.id, activeAt: createdAt, ...title });
  }

  /** A question that was filled up from the exchange before may tell of that answer, and so rests on what it rests on. */
  private async behind(manager: EntityManager, parentId: string | null, body: RecordBody): Promise<string[]> {
    const own = documentsBehind(body);
    if (parentId === null || body.trace.rewrites.length === 0) return own;
    const { documents } = await manager.findOneByOrFail(TurnEntity, { id: parentId });
    return [...new Set([...own, ...documents])].sort();
  }
}
