import type { AnswerDocument, ConversationDetail, ConversationSummary, FeedbackView, TurnView } from '#contracts';
import type { Conversation, ListedMatch, ReadConversation, ReadTurn } from '#conversations';
import type { AskedQuestion } from '#decisions';
import type { Principal } from '#knowledge';

const WITHHELD = {
  code: 'answer.withheld',
  message: 'This answer rests on documents that you may not see.',
};

function viewHead(
  { id, title, owner, share, isArchived, createdAt, activeAt }: Conversation,
  { userId }: Principal,
): Omit<ConversationSummary, 'turns' | 'match'> {
  return {
    ...{ id, title, owner: { ...owner }, isMine: owner.id === userId, share, isArchived },
    ...{ createdAt: createdAt.toISOString(), activeAt: activeAt.toISOString() },
  };
}

/** A conversation in a list, without its turns. */
export const viewListed = ({ conversation, turns, match }: ListedMatch, principal: Principal): ConversationSummary => ({
  ...viewHead(conversation, principal),
  ...{ turns, match },
});

/** @param turns Of one branch, first to last; the last is its leaf, null in an empty conversation. */
export const viewConversation = (
  { conversation, collections }: Pick<ReadConversation, 'conversation' | 'collections'>,
  turns: readonly TurnView[],
  principal: Principal,
): ConversationDetail => ({
  ...viewHead(conversation, principal),
  ...{ collections: [...collections], matter: conversation.matter, model: conversation.model },
  turns: [...turns],
  leaf: turns.at(-1)?.id ?? null,
});

/** @param answer null when the reader may not read it. */
export const viewTurn = (
  { id, parentId, siblings, record }: ReadTurn,
  answer: AnswerDocument | null,
  feedback: FeedbackView | null,
  reader: Principal,
): TurnView => ({
  ...{ id, parent: parentId, siblings: [...siblings], record: record.id },
  ...{ question: record.question, outcome: record.outcome, askedAt: record.createdAt.toISOString() },
  ...{ answer, withheld: answer ? null : WITHHELD, feedback },
  circumstances: record.body.askedBy.id === reader.userId ? circumstancesOf(record.body.asked) : null,
});

const circumstancesOf = ({ asOf, purpose, onBehalfOf }: AskedQuestion): TurnView['circumstances'] => ({
  ...{ asOf: asOf ?? null, purpose: purpose ?? null, onBehalfOf: onBehalfOf ?? null },
});
