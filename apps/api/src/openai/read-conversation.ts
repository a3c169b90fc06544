import { type ChatMessage, askQuestion, messageTextOf } from '#contracts';
import { ConversationUnfit } from './openai-errors.js';

/** The question of a conversation, and the exchange before it that it may refer to. */
export interface Conversation {
  readonly question: string;
  readonly previous: { readonly question: string; readonly answer: string } | null;
}

/** Enough of an earlier text to know what "it" stands for. */
const MOST_PREVIOUS = 8_000;

/**
 * Read the messages of a chat. System and developer messages steer nothing here: answers follow from the documents.
 * @throws ConversationUnfit when it does not end with a question, or with too long a one.
 */
export function readConversation(messages: readonly ChatMessage[]): Conversation {
  const last = messages.at(-1);
  if (last?.role !== 'user')
    throw new ConversationUnfit('The last message must be the question, with the role "user".');
  const question = askQuestion.shape.question.safeParse(messageTextOf(last));
  if (!question.success) throw new ConversationUnfit(`The last message can't be asked: ${firstIssue(question.error)}`);
  return { question: question.data, previous: previousExchange(messages.slice(0, -1)) };
}

/** The last answer with the question that it answered; null where nobody answered yet. */
function previousExchange(earlier: readonly ChatMessage[]): Conversation['previous'] {
  const answered = earlier.findLastIndex((message) => message.role === 'assistant' && textOf(message) !== '');
  const asked = earlier.slice(0, Math.max(0, answered)).findLast(({ role }) => role === 'user');
  const question = asked && textOf(asked);
  return question ? { question, answer: textOf(earlier[answered]!) } : null;
}

const textOf = (message: ChatMessage): string => messageTextOf(message).trim().slice(0, MOST_PREVIOUS).toWellFormed();

const firstIssue = (error: { readonly issues: readonly { readonly message: string }[] }): string =>
  error.issues[0]?.message ?? 'It is no text.';
