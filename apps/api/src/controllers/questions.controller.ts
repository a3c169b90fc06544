import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { type AnswerEvent, type AskQuestion, askQuestion } from '#contracts';
import { type AskedQuestion, Decide, type DecideProgress } from '#decisions';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { Asker } from '../http/auth.guard.js';
import { correlationIdOf } from '../http/correlation.js';
import { ErrorFilter } from '../http/error.filter.js';
import { EventStream } from '../http/event-stream.js';
import { viewAnswer, viewCitation } from '../views/answer.view.js';

const STAGES = {
  retrieving: 'Searching the library',
  reading: 'Reading what was found',
  answering: 'Answering',
  checking: 'Checking every quotation',
  recording: 'Writing the record',
} as const;

@Controller('api/v1/questions')
export class QuestionsController {
  constructor(
    private readonly decide: Decide,
    private readonly errors: ErrorFilter,
  ) {}

  /** The answer as one document, or as server-sent events when the client accepts those. Closing the connection cancels. */
  @Post()
  async ask(
    @Asker() principal: Principal,
    @Body({ schema: askQuestion }) body: AskQuestion,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const cancel = new AbortController();
    response.on('close', () => cancel.abort());
    const asked = toAsked(body);
    if (request.accepts(['application/json', 'text/event-stream']) !== 'text/event-stream') {
      response.json(viewAnswer(await this.decide.run(principal, asked, () => undefined, cancel.signal)));
      return;
    }
    const stream = new EventStream<AnswerEvent>(response);
    try {
      const answer = await this.decide.run(
        principal,
        asked,
        (progress) => stream.send(toEvent(progress)),
        cancel.signal,
      );
      stream.send({ event: 'done', data: viewAnswer(answer) });
    } catch (error) {
      if (cancel.signal.aborted) return;
      const { code, message } = this.errors.publish(error, request);
      stream.send({ event: 'error', data: { code, message, correlationId: correlationIdOf(request) } });
    } finally {
      stream.end();
    }
  }
}

const toAsked = ({ question, collections, filter, matter, model, followUp }: AskQuestion): AskedQuestion => ({
  ...{ question, collections, filter },
  matter: matter ?? null,
  model: model ?? null,
  followUp: followUp ?? null,
});

function toEvent(progress: DecideProgress): AnswerEvent {
  if (progress.type === 'stage')
    return { event: 'status', data: { stage: progress.stage, message: STAGES[progress.stage] } };
  if (progress.type === 'token') return { event: 'token', data: { text: progress.text } };
  return { event: 'citation', data: viewCitation(progress.citation) };
}
