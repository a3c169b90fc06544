import { Injectable } from '@nestjs/common';
import { AuditLog } from '#audit';
import type { LogVerification, VerificationEvent } from '#contracts';
import type { Request, Response } from 'express';
import { type TellProgress, VerifyEverything } from './verify-everything.js';
import { connectionEnd } from '../http/connection-end.js';
import { ErrorFilter } from '../http/error.filter.js';
import { EventStream } from '../http/event-stream.js';

/** Sends what came of verifying the log the way its client asked for it. */
@Injectable()
export class LogVerificationReply {
  constructor(
    private readonly verifying: VerifyEverything,
    private readonly log: AuditLog,
    private readonly errors: ErrorFilter,
  ) {}

  /**
   * One document, or server-sent events with progress when the client accepts those. Closing the connection cancels. That
   * somebody verified is in the log before they hear what came of it.
   */
  async send(request: Request, response: Response, actor: string): Promise<void> {
    const signal = connectionEnd(response);
    if (request.accepts(['application/json', 'text/event-stream']) !== 'text/event-stream') {
      response.json(await this.verified(actor, signal));
      return;
    }
    const stream = new EventStream<VerificationEvent>(response);
    const tell: TellProgress = (part, checked, total) =>
      stream.send({ event: 'progress', data: { part, checked, total } });
    try {
      stream.send({ event: 'done', data: await this.verified(actor, signal, tell) });
    } catch (error) {
      if (signal.aborted) return;
      stream.send(this.errors.tell(error, request));
    } finally {
      stream.end();
    }
  }

  private async verified(actor: string, signal: AbortSignal, tell?: TellProgress): Promise<LogVerification> {
    const found = await this.verifying.run(signal, tell);
    await this.log.append([{ kind: 'log.verified', actor, subject: { ok: found.ok, size: found.size } }]);
    return found;
  }
}
