import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { ConversationDetail, ConversationList, ConversationQuery, TurnView } from '#contracts';
import { ReadConversations, type ReadTurn } from '#conversations';
import type { Principal } from '#knowledge';
import { CitedSources } from './cited-sources.js';
import { FeedbackDesk } from './feedback-desk.js';
import { StoredAnswers } from './stored-answers.js';
import { viewConversation, viewListed, viewTurn } from './conversation.view.js';

/** Conversations as a person is shown them. */
@Injectable()
export class ConversationDesk {
  constructor(
    private readonly reading: ReadConversations,
    private readonly feedback: FeedbackDesk,
    private readonly answers: StoredAnswers,
    private readonly sources: CitedSources,
    private readonly access: AccessPolicy,
  ) {}

  /** Newest activity first. */
  async list(
    principal: Principal,
    { query, shared, archived, offset, limit }: ConversationQuery,
  ): Promise<ConversationList> {
    const asked = { query: query || null, shared: shared ?? null, archived, offset, limit };
    const { conversations, total } = await this.reading.list(principal, asked);
    return { conversations: conversations.map((each) => viewListed(each, principal)), total };
  }

  /** @throws ConversationNotFound, TurnNotFound */
  async show(principal: Principal, id: string, turnId: string | null): Promise<ConversationDetail> {
    const found = await this.reading.show(principal, id, turnId);
    const mine = await this.feedback.mine(
      principal,
      found.turns.map(({ record }) => record.id),
    );
    const sources = await this.sources.of(
      await this.access.visibilityOf(principal),
      found.turns.filter(({ isReadable }) => isReadable).map(({ record }) => record),
    );
    const turns: TurnView[] = [];
    for (const turn of found.turns) {
      const { id: record } = turn.record;
      const answer = turn.isReadable ? await this.answer(principal, turn) : null;
      const view = viewTurn(turn, answer, mine.get(record) ?? null, principal);
      turns.push({ ...view, sources: sources.get(record) ?? [] });
    }
    return viewConversation(found, turns, principal);
  }

  private async answer(principal: Principal, { record, collections }: ReadTurn) {
    const answer = await this.answers.view(principal, record);
    return { ...answer, searched: { ...answer.searched, collections: [...collections] } };
  }
}
