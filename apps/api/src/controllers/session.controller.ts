import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { AccessPolicy, Authenticator } from '#access';
import { AuditLog } from '#audit';
import { type SessionView, signIn } from '#contracts';
import { KnowledgeError, type Principal } from '#knowledge';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { Asker, Open, SESSION_COOKIE, sessionCookie } from '../http/auth.guard.js';
import { PortalAddress } from '../portal-address.js';

const view = ({ userId, name, role }: Principal): SessionView => ({ user: { id: userId, name, role } });

@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly access: AccessPolicy,
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
    const { principal, session } = await this.redeem(body.link);
    response.cookie(SESSION_COOKIE, session.secret, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      secure: request.secure || this.address.isHttps,
      ...(session.expiresAt ? { expires: session.expiresAt } : {}),
    });
    return view(principal);
  }

  private async redeem(link: string) {
    try {
      const redeemed = await this.authenticator.redeemLink(link);
      await this.log.append([{ kind: 'auth.signed_in', actor: redeemed.principal.userId, subject: { via: 'link' } }]);
      return redeemed;
    } catch (error) {
      if (error instanceof KnowledgeError && error.kind === 'unauthenticated') {
        await this.log.append([{ kind: 'auth.sign_in_failed', actor: 'unknown', subject: { via: 'link' } }]);
      }
      throw error;
    }
  }

  @Delete('session')
  @HttpCode(204)
  async close(
    @Asker() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const secret = sessionCookie(request);
    if (principal.via === 'session' && secret) await this.authenticator.revoke(secret);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
    await this.log.append([{ kind: 'auth.signed_out', actor: principal.userId, subject: {} }]);
  }

  @Post('sign-in-links')
  async makeLink(@Asker() principal: Principal): Promise<{ url: string; expiresAt: string }> {
    this.access.require(principal, 'make sign-in links');
    const { secret, expiresAt } = await this.authenticator.issue(principal.userId, 'link', 'sign-in link');
    await this.log.append([{ kind: 'auth.link_made', actor: principal.userId, subject: { for: principal.userId } }]);
    return { url: `${this.address.url}/sign-in#${secret}`, expiresAt: expiresAt!.toISOString() };
  }
}
