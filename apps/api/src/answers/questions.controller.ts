import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { type AskQuestion, askQuestion } from '#contracts';
import { Decide } from '#decisions';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { AnswerReply } from './answer-reply.js';
import { Asker } from '../http/auth.guard.js';
import { toAsked, viewAnswer } from './answer.view.js';

/** Questions outside any conversation. No answer is final before its record stands in the log. */
@Controller('api/v1/questions')
export class QuestionsController {
  constructor(
    private readonly decide: Decide,
    private readonly reply: AnswerReply,
  ) {}

  /** The answer as one document, or as server-sent events when the client accepts those. Closing the connection cancels. */
  @Post()
  async ask(
    @Asker() principal: Principal,
    @Body({ schema: askQuestion }) body: AskQuestion,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.reply.send(request, response, async (emit, signal) =>
      viewAnswer(await this.decide.run(principal, toAsked(body), emit, signal)),
    );
  }
}
