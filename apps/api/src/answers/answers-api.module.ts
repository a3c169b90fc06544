import { Module } from '@nestjs/common';
import { AnswerReply } from './answer-reply.js';
import { CitedSources } from './cited-sources.js';
import { ConversationDesk } from './conversation-desk.js';
import { ConversationsController } from './conversations.controller.js';
import { FeedbackController } from './feedback.controller.js';
import { FeedbackDesk } from './feedback-desk.js';
import { QuestionsController } from './questions.controller.js';
import { RecordsController } from './records.controller.js';
import { ReplayController } from './replay.controller.js';
import { StoredAnswers } from './stored-answers.js';

/** Questions, alone and in conversations, the records of their answers, and what people thought of them. */
@Module({
  controllers: [QuestionsController, ConversationsController, RecordsController, FeedbackController, ReplayController],
  providers: [AnswerReply, CitedSources, ConversationDesk, FeedbackDesk, StoredAnswers],
  exports: [StoredAnswers],
})
export class AnswersApiModule {}
