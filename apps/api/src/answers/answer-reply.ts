import { Injectable } from '@nestjs/common';
import type { AnswerDocument, AnswerEvent } from '#contracts';
import type { DecideProgress } from '#decisions';
import type { Request, Response } from 'express';
import { viewCitation } from './answer.view.js';
import { connectionEnd } from '../http/connection-end.js';
import { ErrorFilter } from '../http/error.filter.js';
import { EventStream } from '../http/event-stream.js';

const STAGES = {
  condensing: 'Reading the conversation so far',
  planning: 'Breaking the question into steps',
  retrieving: 'Searching the library',
  reading: 'Reading what was found',
  answering: 'Answering',
  checking: 'Checking every quotation',
  recording: 'Writing the record',
} as const;

/** Sends an answer the way its client asked for it. */
@Injectable()
export class AnswerReply {
  constructor(private readonly errors: ErrorFilter) {}

  /**
   * The answer as one document, or as server-sent events when the client accepts those. Closing the connection cancels.
   * @param work What answers, while it is told of the connection's end and tells of its progress.
   */
  async send(
    request: Request,
    response: Response,
    work: (emit: (progress: DecideProgress) => void, signal: AbortSignal) => Promise<AnswerDocument>,
  ): Promise<void> {
    const signal = connectionEnd(response);
    if (request.accepts(['application/json', 'text/event-stream']) !== 'text/event-stream') {
      response.json(await work(() => undefined, signal));
      return;
    }
    const stream = new EventStream<AnswerEvent>(response);
    try {
      const data = await work((progress) => stream.send(toEvent(progress)), signal);
      stream.send({ event: 'done', data });
    } catch (error) {
      if (signal.aborted) return;
      stream.send(this.errors.tell(error, request));
    } finally {
      stream.end();
    }
  }
}

/** A step of answering as its clients hear of it. */
export function toEvent(progress: DecideProgress): AnswerEvent {
  if (progress.type === 'stage') {
    const { stage } = progress;
    const detail = 'detail' in progress && progress.detail ? { detail: progress.detail } : {};
    return { event: 'status', data: { stage, message: STAGES[stage], ...detail } };
  }
  if (progress.type === 'reasoning') return { event: 'reasoning', data: { text: progress.text } };
  if (progress.type === 'token') return { event: 'token', data: { text: progress.text } };
  return { event: 'citation', data: viewCitation(progress.citation) };
}
