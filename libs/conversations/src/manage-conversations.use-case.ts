import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import { AnswerRecordRepository } from '#decisions';
import { Clock, type Principal, canonicalJson } from '#knowledge';
import { CollectionRepository } from '#library';
import { DataSource } from 'typeorm';
import { type ConversationChange, ConversationRepository, type Turn } from './conversation.repository.js';
import type { Conversation } from './conversation.js';
import { TurnNotFound } from './errors.js';
import { titleOf } from './title-of.js';
import { TurnTree } from './turn-tree.js';

/** What an owner may change; absent members stay as they are. */
export interface OwnersChange {
  readonly title?: string | undefined;
  readonly share?: Conversation['share'] | undefined;
  readonly isArchived?: boolean | undefined;
  readonly collections?: readonly string[] | undefined;
  readonly matter?: string | null | undefined;
  readonly model?: string | null | undefined;
}

/** What an owner does with a conversation beside asking. Each change lands together with its log entry. */
@Injectable()
export class ManageConversations {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly conversations: ConversationRepository,
    private readonly records: AnswerRecordRepository,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws CollectionNotFound for a collection out of sight. */
  async create(
    principal: Principal,
    given: Pick<Conversation, 'title' | 'collections' | 'matter' | 'model'>,
  ): Promise<Conversation> {
    await this.requireInSight(principal, given.collections);
    return this.source.transaction(async (manager) => {
      const conversation = await this.conversations.create(manager, principal, given, this.clock.now());
      const subject = { conversation: conversation.id };
      await this.log.append([{ kind: 'conversation.created', actor: principal.userId, subject }], manager);
      return conversation;
    });
  }

  /** @throws ConversationNotFound, ConversationNotYours, CollectionNotFound */
  async change(principal: Principal, id: string, change: OwnersChange): Promise<void> {
    await this.conversations.own(principal, id);
    await this.requireInSight(principal, change.collections ?? []);
    await this.source.transaction(async (manager) => {
      const before = await this.conversations.hold(manager, principal, id);
      const { written, kinds } = changeOf(before, change, this.clock.now());
      const [first, ...more] = kinds.map((kind) => ({ kind, actor: principal.userId, subject: { conversation: id } }));
      if (!first) return;
      await this.conversations.change(manager, id, written);
      await this.log.append([first, ...more], manager);
    });
  }

  /** Take it out of every list; the records of its answers remain. @throws ConversationNotFound, ConversationNotYours */
  async remove(principal: Principal, id: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      await this.conversations.hold(manager, principal, id);
      await this.conversations.change(manager, id, { removedAt: this.clock.now() });
      const subject = { conversation: id };
      await this.log.append([{ kind: 'conversation.removed', actor: principal.userId, subject }], manager);
    });
  }

  /** Go on from the newest leaf below a turn. @throws ConversationNotFound, ConversationNotYours, TurnNotFound */
  async chooseBranch(principal: Principal, id: string, turnId: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const conversation = await this.conversations.hold(manager, principal, id);
      const tree = new TurnTree(await this.conversations.turns([id], manager));
      const turn = tree.get(turnId);
      if (!turn) throw new TurnNotFound();
      const leafId = tree.newestLeafBelow(turn).id;
      if (leafId === conversation.leafId) return;
      const title = conversation.isNamed ? {} : await this.titleOfBranch(tree.pathTo(leafId)[0]);
      await this.conversations.change(manager, id, { leafId, ...title });
      const subject = { conversation: id, turn: leafId };
      await this.log.append([{ kind: 'conversation.branch_chosen', actor: principal.userId, subject }], manager);
    });
  }

  private async titleOfBranch(first: Turn | undefined): Promise<{ title?: string }> {
    const record = first && (await this.records.among([first.recordId])).get(first.recordId);
    return record ? { title: titleOf(record.question) } : {};
  }

  private async requireInSight(principal: Principal, names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.collections.resolve(await this.access.visibilityOf(principal), names);
  }
}

/** What a change comes to: the columns to write, and the kinds of its log entries; nothing where all stays as it was. */
function changeOf(
  before: Conversation,
  { share, isArchived, ...described }: OwnersChange,
  at: Date,
): { written: ConversationChange; kinds: string[] } {
  const named = described.title === undefined ? {} : { isNamed: true };
  const differing = Object.entries({ ...described, ...named }).filter(
    ([name, value]) =>
      value !== undefined && canonicalJson(value) !== canonicalJson(before[name as keyof Conversation]),
  );
  const kinds = differing.length > 0 ? ['conversation.changed'] : [];
  const written: ConversationChange = Object.fromEntries(differing);
  if (share !== undefined && share !== before.share) {
    written.share = share;
    kinds.push(share === 'organization' ? 'conversation.shared' : 'conversation.unshared');
  }
  if (isArchived !== undefined && isArchived !== before.isArchived) {
    written.archivedAt = isArchived ? at : null;
    kinds.push(isArchived ? 'conversation.archived' : 'conversation.unarchived');
  }
  return { written, kinds };
}
