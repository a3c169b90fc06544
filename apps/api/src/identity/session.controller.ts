import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type Admission, Authenticator } from '#access';
import { AuditLog } from '#audit';
import { type SessionView, type SignInReply, signIn } from '#contracts';
import { SignIn } from '#identity';
import type { Principal } from '#knowledge';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { Admitted, Asker, Open, RecentSignIn, WithoutFactor } from '../http/auth.guard.js';
import { SessionCookies } from '../http/session-cookies.js';
import { SignInWatch } from '../http/sign-in-watch.js';
import { SignInDesk, viewSession } from './sign-in-desk.js';
import { PeopleDesk } from '../people/people-desk.js';
import { PortalAddress } from '../http/portal-address.js';

/**
 * Who is signed in, signing in by a link, and signing out. Whoever lacks a demanded factor may see that, and sign out.
 */
@Controller('api/v1')
export class SessionController {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly authenticator: Authenticator,
    private readonly signIn: SignIn,
    private readonly watch: SignInWatch,
    private readonly desk: SignInDesk,
    private readonly cookies: SessionCookies,
    private readonly people: PeopleDesk,
    private readonly log: AuditLog,
    private readonly address: PortalAddress,
  ) {}

  @WithoutFactor()
  @Get('session')
  show(@Admitted() { principal, session, view }: Admission): SessionView {
    return viewSession(principal, session?.lacksFactor ?? false, view);
  }

  @Open()
  @Post('session')
  @HttpCode(200)
  async open(
    @Body({ schema: signIn }) { link }: z.infer<typeof signIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInReply> {
    const outcome = await this.watch.signIn(request, 'link', () =>
      this.signIn.withLink(link, this.desk.party, this.desk.placeOf(request)),
    );
    return this.desk.finish(request, response, outcome);
  }

  @WithoutFactor()
  @Delete('session')
  @HttpCode(204)
  async close(
    @Asker() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const secret = this.cookies.read(request, 'session');
    if (principal.via === 'session' && secret) await this.end(principal, secret);
    this.cookies.clear(request, response, 'session');
  }

  private async end({ userId }: Principal, secret: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const session = await this.authenticator.revoke(manager, secret, 'session');
      if (!session) return;
      await this.log.append([{ kind: 'session.ended', actor: userId, subject: { session } }], manager);
    });
  }

  @RecentSignIn()
  @Post('sign-in-links')
  async makeLink(@Asker() principal: Principal): Promise<{ url: string; expiresAt: string }> {
    const { secret, expiresAt } = await this.people.makeLink(principal, principal.userId);
    return { url: `${this.address.url}/sign-in#${secret}`, expiresAt: expiresAt!.toISOString() };
  }
}
