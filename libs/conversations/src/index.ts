export {
  AskInConversation,
  type AskedOtherwise,
  type TurnAnswer,
  type TurnQuestion,
} from './ask-in-conversation.use-case.js';
export type { Conversation } from './conversation.js';
export { ConversationErasureModule, ConversationsModule } from './conversations.module.js';
export * from './errors.js';
export { ManageConversations, type OwnersChange } from './manage-conversations.use-case.js';
export {
  type ListRequest,
  type ListedMatch,
  ReadConversations,
  type ReadConversation,
  type ReadTurn,
} from './read-conversations.use-case.js';
export { EraseConversations } from './erase-conversations.js';
