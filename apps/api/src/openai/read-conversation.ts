import { foldExchanges, type PreviousExchange } from '#answering';
import { type ChatMessage, askQuestion, messageTextOf } from '#contracts';
import { ConversationUnfit } from './openai-errors.js';

/** The question of a conversation, and the exchange before it that it may refer to, understood after those before that. */
export interface Conversation {
  readonly question: string;
  readonly previous: PreviousExchange | null;
}

/** Enough of an earlier answer to know what "it" stands for. */
const MOST_ANSWER = 8_000;
/** Nothing longer could have been asked; an earlier question stays within it with the words that it left out. */
const MOST_QUESTION = askQuestion.shape.question.maxLength ?? 2_000;

/** Exchanges that are looked at, the last ones: whoever asks follow-ups for longer says anew what they are about. */
const MOST_EXCHANGES = 100;

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

/**
 * The last answer with the question that it answered; null where nobody answered yet. The answers before it lend no words: nobody can
 * tell what they rest on, and whether that may still be seen.
 */
function previousExchange(earlier: readonly ChatMessage[]): PreviousExchange | null {
  const exchanges = exchangesIn(earlier).slice(-MOST_EXCHANGES);
  const folded = foldExchanges(exchanges.map((each, i) => (i < exchanges.length - 1 ? { ...each, answer: '' } : each)));
  return folded && { ...folded, question: cut(folded.question, MOST_QUESTION) };
}

/** Each question that was answered, with its last answer. */
function exchangesIn(messages: readonly ChatMessage[]): PreviousExchange[] {
  const answered = new Map<ChatMessage, PreviousExchange>();
  let asked: ChatMessage | null = null;
  for (const message of messages) {
    if (message.role === 'user') asked = message;
    const question = asked && message.role === 'assistant' ? textOf(asked, MOST_QUESTION) : '';
    const answer = textOf(message, MOST_ANSWER);
    if (asked && question !== '' && answer !== '') answered.set(asked, { question, answer });
  }
  return [...answered.values()];
}

const textOf = (message: ChatMessage, most: number): string => cut(messageTextOf(message).trim(), most);

const cut = (text: string, most: number): string => text.slice(0, most).toWellFormed();

const firstIssue = (error: { readonly issues: readonly { readonly message: string }[] }): string =>
  error.issues[0]?.message ?? 'It is no text.';
