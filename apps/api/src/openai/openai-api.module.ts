import { Module } from '@nestjs/common';
import { AnswerChat } from './answer-chat.js';
import { EmbedTexts } from './embed-texts.js';
import { ListModels } from './list-models.js';
import { OpenAiController } from './openai.controller.js';

/** `/v1`, for OpenAI's clients. */
@Module({ controllers: [OpenAiController], providers: [AnswerChat, EmbedTexts, ListModels] })
export class OpenAiApiModule {}
