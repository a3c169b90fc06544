import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AskInConversation } from './ask-in-conversation.use-case.js';
import { ConversationEntity } from './conversation.entity.js';
import { ConversationListRepository } from './conversation-list.repository.js';
import { ConversationRepository } from './conversation.repository.js';
import { EraseConversations } from './erase-conversations.js';
import { ManageConversations } from './manage-conversations.use-case.js';
import { ReadConversations } from './read-conversations.use-case.js';
import { TurnEntity } from './turn.entity.js';

/** Taking words out of conversations. */
@Module({ providers: [EraseConversations], exports: [EraseConversations] })
export class ConversationErasureModule {}

/** Needs access, audit, decisions, library and a clock. */
@Module({
  imports: [TypeOrmModule.forFeature([ConversationEntity, TurnEntity])],
  providers: [
    ConversationRepository,
    ConversationListRepository,
    ManageConversations,
    ReadConversations,
    AskInConversation,
  ],
  exports: [ManageConversations, ReadConversations, AskInConversation],
})
export class ConversationsModule {}
