import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import {
  type ChatCompletionRequest,
  type EmbeddingList,
  type EmbeddingRequest,
  type OpenAiModel,
  chatCompletionRequest,
  embeddingRequest,
} from '#contracts';
import type { AskedQuestion } from '#decisions';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { Asker } from '../http/auth.guard.js';
import { connectionEnd } from '../http/connection-end.js';
import { correlationIdOf } from '../http/correlation.js';
import { ErrorFilter } from '../http/error.filter.js';
import { EventStream } from '../http/event-stream.js';
import { AnswerChat } from './answer-chat.js';
import { toCompletion } from './chat-completion.js';
import { ChatStream } from './chat-stream.js';
import { EmbedTexts } from './embed-texts.js';
import { ListModels } from './list-models.js';
import { paramOf, toOpenAiError } from './openai-errors.js';

/** A stream that has nothing to say begins after so long, the pause between its comments; a model with a full line refuses sooner, with a status. */
const HOLD_MS = 15_000;

/** OpenAI's protocol, as far as it fits answers that rest on documents (docs/openai-api.md). */
@Controller('v1')
export class OpenAiController {
  constructor(
    private readonly models: ListModels,
    private readonly chats: AnswerChat,
    private readonly embedding: EmbedTexts,
    private readonly errors: ErrorFilter,
  ) {}

  @Get('models')
  async list(@Asker() principal: Principal): Promise<{ object: 'list'; data: OpenAiModel[] }> {
    return { object: 'list', data: await this.models.list(principal) };
  }

  @Get('models/:id')
  show(@Asker() principal: Principal, @Param('id') id: string): Promise<OpenAiModel> {
    return this.models.show(principal, id);
  }

  @Post('embeddings')
  @HttpCode(200)
  embed(
    @Body({ schema: embeddingRequest }) request: EmbeddingRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EmbeddingList> {
    return this.embedding.run(request, connectionEnd(response));
  }

  /** Closing the connection cancels. */
  @Post('chat/completions')
  @HttpCode(200)
  async chat(
    @Asker() principal: Principal,
    @Body({ schema: chatCompletionRequest }) chat: ChatCompletionRequest,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const signal = connectionEnd(response);
    const asked = await this.chats.read(principal, chat);
    if (chat.stream) return this.stream(principal, chat, asked, request, response, signal);
    const completed = await this.chats.run(principal, chat, asked, () => undefined, signal);
    response.setHeader('X-Chancery-Record', completed.answer.record);
    response.json(toCompletion(completed));
  }

  private async stream(
    principal: Principal,
    chat: ChatCompletionRequest,
    asked: AskedQuestion,
    request: Request,
    response: Response,
    signal: AbortSignal,
  ): Promise<void> {
    const stream = new ChatStream(() => new EventStream<never>(response), chat, `chatcmpl-${correlationIdOf(request)}`);
    const holding = setTimeout(() => stream.begin(), HOLD_MS);
    try {
      stream.finish(await this.chats.run(principal, chat, asked, (progress) => stream.hear(progress), signal));
    } catch (error) {
      if (signal.aborted) return;
      if (!stream.hasBegun) throw error;
      stream.fail(toOpenAiError(this.errors.publish(error, request), paramOf(error)));
    } finally {
      clearTimeout(holding);
      stream.end();
    }
  }
}
