import { randomUUID } from 'node:crypto';
import { Controller, Delete, Get, Logger, Post, Req, Res } from '@nestjs/common';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { ServiceVersion } from '#decisions';
import type { Principal } from '#knowledge';
import { type Stopper, toolServer } from '#mcp';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Asker } from '../http/auth.guard.js';
import { connectionEnd } from '../http/connection-end.js';
import { RequestInvalid } from '../http/http-errors.js';
import { isStorable } from '../http/storable-text.js';
import { PortalAddress } from '../http/portal-address.js';
import { ApiTools } from './api-tools.js';
import { CallerUntrusted } from './mcp-errors.js';
import { type Caller, RunningCalls } from './running-calls.js';
import { isTrustedCaller } from './trusted-caller.js';

const SESSION = 'Mcp-Session-Id';

/** What of a message matters before the protocol reads it. */
const message = z.object({
  method: z.string(),
  params: z.object({ requestId: z.string().or(z.number()).optional() }).optional(),
});

/**
 * The Model Context Protocol over streamable HTTP. Every request stands for itself and is served as who sent it; the
 * session id only labels a client's calls, so that its cancellations find them, and says nothing about who it is.
 */
@Controller('mcp')
export class McpController {
  private readonly calls = new RunningCalls();
  private readonly log = new Logger('mcp');

  constructor(
    private readonly tools: ApiTools,
    private readonly address: PortalAddress,
    private readonly service: ServiceVersion,
  ) {}

  @Post()
  async post(@Asker() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { host, origin } = request.headers;
    if (!isTrustedCaller({ host, origin }, this.address.url)) throw new CallerUntrusted();
    if (!isStorable(request.body)) throw new RequestInvalid('The message holds characters that are no text.');
    const caller = { userId: principal.userId, session: request.header(SESSION) ?? null };
    this.heed(caller, request.body, response);
    const stopper = this.stopperOf(caller, response);
    const handler = createMcpHandler(
      () => toolServer(this.tools.for(principal, request), this.service.version, stopper),
      // A subscription would stay open for events that never come.
      { maxSubscriptions: 0, onerror: (error) => this.log.warn(error.message) },
    );
    await toNodeHandler(handler)(request, response, request.body);
  }

  /** The protocol asks for 405 where nothing is streamed unasked. */
  @Get()
  get(@Res() response: Response): void {
    refuseMethod(response);
  }

  @Delete()
  end(@Res() response: Response): void {
    refuseMethod(response);
  }

  /** Label a client that introduces itself, and pass on what it cancels. */
  private heed(caller: Caller, body: unknown, response: Response): void {
    const { data } = message.safeParse(body);
    if (data?.method === 'initialize') response.setHeader(SESSION, randomUUID());
    const cancelled = data?.method === 'notifications/cancelled' ? data.params?.requestId : undefined;
    if (cancelled !== undefined) this.calls.cancel(caller, cancelled);
  }

  private stopperOf(caller: Caller, response: Response): Stopper {
    const ended = connectionEnd(response);
    return (requestId) => this.calls.enter(caller, requestId, ended);
  }
}

function refuseMethod(response: Response): void {
  const error = {
    code: -32_000,
    message: 'Method not allowed: nothing is sent unasked, and there is no session to end.',
  };
  response.status(405).setHeader('Allow', 'POST').json({ jsonrpc: '2.0', error, id: null });
}
