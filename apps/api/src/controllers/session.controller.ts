import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Authenticator } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import { type SessionView, signIn } from '#contracts';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { Asker, Open, SESSION_COOKIE, sessionCookie } from '../http/auth.guard.js';
import { SignInWatch } from '../http/sign-in-watch.js';
import { PeopleDesk } from '../people/people-desk.js';
import { PortalAddress } from '../portal-address.js';

const view = ({ userId, name, role }: Principal): SessionView => ({ user: { id: userId, name, role } });

@Controller('api/v1')
export class SessionController {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly authenticator: Authenticator,
    private readonly watch: SignInWatch,
    private readonly people: PeopleDesk,
    private readonly log: AuditLog,
    private readonly address: PortalAddress,
  ) {}

  @Get('session')
  show(@Asker() principal: Principal): SessionView {
    return view(principal);
  }

  @Open()
  @Post('session')
  @HttpCode(200)
  async open(
    @Body({ schema: signIn }) body: z.infer<typeof signIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const previous = sessionCookie(request);
    const { principal, session } = await this.watch.signIn(request, () => this.redeem(body.link, previous));
    response.cookie(SESSION_COOKIE, session.secret, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      secure: request.secure || this.address.isHttps,
      ...(session.expiresAt ? { expires: session.expiresAt } : {}),
    });
    return view(principal);
  }

  private redeem(link: string, previous: string | null) {
    return this.source.transaction(async (manager) => {
      const { principal, session, ended } = await this.authenticator.redeemLink(manager, link, previous);
      const of = (kind: string, id: string): LogEvent => ({ kind, actor: principal.userId, subject: { session: id } });
      const replaced = ended ? [of('session.ended', ended)] : [];
      await this.log.append([of('session.started', session.id), ...replaced], manager);
      return { principal, session };
    });
  }

  @Delete('session')
  @HttpCode(204)
  async close(
    @Asker() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const secret = sessionCookie(request);
    if (principal.via === 'session' && secret) await this.end(principal, secret);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  private async end({ userId }: Principal, secret: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const session = await this.authenticator.revoke(manager, secret, 'session');
      if (!session) return;
      await this.log.append([{ kind: 'session.ended', actor: userId, subject: { session } }], manager);
    });
  }

  @Post('sign-in-links')
  async makeLink(@Asker() principal: Principal): Promise<{ url: string; expiresAt: string }> {
    const { secret, expiresAt } = await this.people.makeLink(principal, principal.userId);
    return { url: `${this.address.url}/sign-in#${secret}`, expiresAt: expiresAt!.toISOString() };
  }
}
