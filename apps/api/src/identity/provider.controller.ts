import { Controller, Delete, Get, HttpCode, Logger, Param, Post, Req, Res } from '@nestjs/common';
import type { Admission } from '#access';
import { ProviderSignIn } from '#identity';
import { KnowledgeError } from '#knowledge';
import type { Request, Response } from 'express';
import { Admitted, BySession, Open, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { SessionCookies } from '../http/session-cookies.js';
import { SignInWatch } from '../http/sign-in-watch.js';
import { PortalAddress } from '../http/portal-address.js';
import { SignInDesk } from './sign-in-desk.js';

const CALLBACK = '/api/v1/sign-in/provider/callback';

/** To the identity provider and back. */
@Controller('api/v1')
export class ProviderController {
  private readonly logger = new Logger('identity provider');

  constructor(
    private readonly provider: ProviderSignIn,
    private readonly desk: SignInDesk,
    private readonly cookies: SessionCookies,
    private readonly watch: SignInWatch,
    private readonly address: PortalAddress,
  ) {}

  @Open()
  @Get('sign-in/provider')
  async begin(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.orTell(response, async () => {
      const { url, step } = await this.provider.begin(this.redirectUri(), null);
      this.cookies.setProvider(request, response, step);
      return url;
    });
  }

  /** A page, not an answer to a program: what went wrong is told by the page that it leads to. */
  @Open()
  @Get('sign-in/provider/callback')
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.orTell(response, async () => {
      const step = this.cookies.read(request, 'provider');
      this.cookies.clear(request, response, 'provider');
      const query = new URL(request.originalUrl, this.address.url).search;
      const cameBackTo = new URL(`${this.redirectUri()}${query}`);
      const outcome = await this.watch.signIn(request, 'provider', () =>
        this.provider.finish(step, cameBackTo, this.desk.placeOf(request)),
      );
      if (!outcome) return '/account';
      this.desk.finish(request, response, outcome);
      return '/';
    });
  }

  @BySession()
  @RecentSignIn()
  @Post('account/identities')
  @HttpCode(200)
  async link(
    @Admitted() { principal, credentialId }: Admission,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ url: string }> {
    const linkTo = { userId: principal.userId, session: credentialId };
    const { url, step } = await this.provider.begin(this.redirectUri(), linkTo);
    this.cookies.setProvider(request, response, step);
    return { url };
  }

  @BySession()
  @RecentSignIn()
  @Delete('account/identities/:id')
  @HttpCode(204)
  async unlink(@Admitted() { principal }: Admission, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.provider.unlink(principal.userId, id);
  }

  private redirectUri(): string {
    return `${this.address.url}${CALLBACK}`;
  }

  private async orTell(response: Response, work: () => Promise<string>): Promise<void> {
    const to = await work().catch((error: unknown) => {
      if (!(error instanceof KnowledgeError)) throw error;
      const { cause } = error;
      if (cause instanceof Error) this.logger.warn(`${error.code}: ${cause.name}: ${cause.message}`);
      return `/sign-in?failed=${encodeURIComponent(error.code)}`;
    });
    response.redirect(302, to);
  }
}
