import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AnswerRecordRepository,
  type AskedQuestion,
  Decide,
  type DecideProgress,
  type RecordedAnswer,
} from '#decisions';
import type { Principal } from '#knowledge';
import { ConversationRepository, type Turn } from './conversation.repository.js';
import { TurnNotFound } from './errors.js';
import { TurnTree } from './turn-tree.js';

/** What a question in the place of another keeps of it. */
type Kept = Pick<AskedQuestion, 'asOf' | 'purpose' | 'onBehalfOf' | 'filter' | 'answerMode'>;

/**
 * A question as it is asked within a conversation; null members are the conversation's own. What it may keep of the one
 * in whose place it is asked, it keeps where it is absent, and does not where it is null.
 */
export interface TurnQuestion extends Omit<AskedQuestion, 'followUp' | 'collections' | keyof Kept>, Partial<Kept> {
  readonly collections: readonly string[] | null;
  /** Turn in whose place it is asked; null to go on with the branch. */
  readonly replaces: string | null;
}

/** What is asked otherwise when the same question is answered once more; absent members stay. */
export type AskedOtherwise = Partial<Pick<AskedQuestion, 'model' | 'answerMode'>>;

/** A turn that was just added, with its answer. */
export interface TurnAnswer {
  readonly turnId: string;
  readonly answer: RecordedAnswer;
}

/**
 * Questions within a conversation. Turn and record land together, so that a question that is cancelled or fails leaves
 * neither. Of two questions that are asked at once each gets its own branch, and the later one goes on.
 */
@Injectable()
export class AskInConversation {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly records: AnswerRecordRepository,
    private readonly decide: Decide,
  ) {}

  /**
   * Ask after the branch's last turn, or in the place of an earlier one.
   * @throws ConversationNotFound, ConversationNotYours, TurnNotFound; what {@link Decide} throws.
   */
  async run(
    principal: Principal,
    conversationId: string,
    { replaces, ...question }: TurnQuestion,
    emit: (progress: DecideProgress) => void,
    signal: AbortSignal,
  ): Promise<TurnAnswer> {
    const conversation = await this.conversations.own(principal, conversationId);
    const tree = await this.tree(conversationId);
    const replaced = replaces === null ? null : turnIn(tree, replaces);
    const parentId = replaced ? replaced.parentId : conversation.leafId;
    const before = replaced && (await this.records.among([replaced.recordId])).get(replaced.recordId);
    const asked = {
      ...question,
      ...keptOf(question, before?.body.asked),
      collections: question.collections ?? conversation.collections,
      matter: question.matter ?? conversation.matter,
      model: question.model ?? conversation.model,
    };
    return this.ask(principal, conversationId, tree, parentId, asked, emit, signal);
  }

  /** The question of a turn once more, beside it. @throws As {@link run} does. */
  async again(
    principal: Principal,
    conversationId: string,
    turnId: string,
    otherwise: AskedOtherwise,
    emit: (progress: DecideProgress) => void,
    signal: AbortSignal,
  ): Promise<TurnAnswer> {
    await this.conversations.own(principal, conversationId);
    const tree = await this.tree(conversationId);
    const { parentId, recordId } = turnIn(tree, turnId);
    const record = (await this.records.among([recordId])).get(recordId);
    if (!record) throw new TurnNotFound();
    const asked = { ...record.body.asked, ...otherwise };
    return this.ask(principal, conversationId, tree, parentId, asked, emit, signal);
  }

  private async ask(
    principal: Principal,
    conversationId: string,
    tree: TurnTree<Turn>,
    parentId: string | null,
    asked: Omit<AskedQuestion, 'followUp'>,
    emit: (progress: DecideProgress) => void,
    signal: AbortSignal,
  ): Promise<TurnAnswer> {
    const followUp = await this.lastRecord(tree, parentId);
    const turnId = randomUUID();
    const answer = await this.decide.run(principal, { ...asked, followUp }, emit, signal, (manager, body) =>
      this.conversations.add(manager, { id: turnId, conversationId, parentId }, body),
    );
    return { turnId, answer };
  }

  /** The record that a question below a turn follows up: of those that were erased nothing is left to follow, so the one before them. */
  private async lastRecord(tree: TurnTree<Turn>, parentId: string | null): Promise<string | null> {
    for (const { recordId } of tree.pathTo(parentId).reverse())
      if ((await this.records.presentAmong([recordId])).has(recordId)) return recordId;
    return null;
  }

  private async tree(conversationId: string): Promise<TurnTree<Turn>> {
    return new TurnTree(await this.conversations.turns([conversationId]));
  }
}

/** What is not said stays as it was asked before; of a record that was erased nothing is left to keep. */
const keptOf = (question: Partial<Kept>, before: Partial<Kept> = {}): Kept => ({
  asOf: question.asOf === undefined ? (before.asOf ?? null) : question.asOf,
  purpose: question.purpose === undefined ? (before.purpose ?? null) : question.purpose,
  onBehalfOf: question.onBehalfOf === undefined ? (before.onBehalfOf ?? null) : question.onBehalfOf,
  filter: question.filter ?? before.filter ?? {},
  answerMode: question.answerMode ?? before.answerMode ?? 'auto',
});

/** @throws TurnNotFound */
function turnIn(tree: TurnTree<Turn>, id: string): Turn {
  const turn = tree.get(id);
  if (!turn) throw new TurnNotFound();
  return turn;
}
