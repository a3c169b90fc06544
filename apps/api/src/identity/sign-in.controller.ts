import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  type AskForLink,
  type AskForPasskey,
  type SecondProofBody,
  type SignInReply,
  type SignInWays,
  type SignInWithPasskey,
  type SignInWithPassword,
  askForLink,
  askForPasskey,
  secondProof,
  signInWithPasskey,
  signInWithPassword,
} from '#contracts';
import { Limits, MailedLinks, SignIn } from '#identity';
import { sha256Hex } from '#knowledge';
import type { Request, Response } from 'express';
import { Open } from '../http/auth.guard.js';
import { clientAddress } from '../http/client-address.js';
import { PortalAddress } from '../http/portal-address.js';
import { SignInWatch } from '../http/sign-in-watch.js';
import { toAnswer, toProof } from './passkey-json.js';
import { ProviderButton } from './provider-button.js';
import { SignInDesk } from './sign-in-desk.js';

/** Every way in but links (`/session`) and identity providers. */
@Open()
@Controller('api/v1/sign-in')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly watch: SignInWatch,
    private readonly desk: SignInDesk,
    private readonly provider: ProviderButton,
    private readonly links: MailedLinks,
    private readonly limits: Limits,
    private readonly address: PortalAddress,
  ) {}

  @Get()
  ways(@Req() request: Request): SignInWays {
    const { party } = this.desk;
    const isHere = party !== null && request.headers.host === new URL(party.origin).host;
    return {
      ...{ passkeys: isHere, passkeysAt: party && !isHere ? party.origin : null, provider: this.provider.button },
      mailedLinks: this.links.isOffered,
    };
  }

  @Post('password')
  @HttpCode(200)
  async withPassword(
    @Body({ schema: signInWithPassword }) body: SignInWithPassword,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInReply> {
    const outcome = await this.watch.signIn(request, 'password', () =>
      this.signIn.withPassword(body, this.desk.party, this.desk.placeOf(request)),
    );
    return this.desk.finish(request, response, outcome);
  }

  /** The same answer, as fast, whether or not there is such an account. @throws MailNotSetUp, TooMuchAsked */
  @Post('mailed-link')
  @HttpCode(202)
  async mailLink(@Body({ schema: askForLink }) body: AskForLink, @Req() request: Request): Promise<void> {
    await this.limits.use('mailedLinksFrom', sha256Hex(clientAddress(request)));
    this.links.ask({ ...body, url: this.address.url });
  }

  @Post('second-factor')
  @HttpCode(200)
  async withSecondFactor(
    @Body({ schema: secondProof }) body: SecondProofBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInReply> {
    const outcome = await this.watch.signIn(request, 'factor', () =>
      this.signIn.withSecondFactor(
        ...([this.desk.stepOf(request), toProof(body), this.desk.party, this.desk.placeOf(request)] as const),
      ),
    );
    return this.desk.finish(request, response, outcome);
  }

  @Post('passkey-options')
  @HttpCode(200)
  async askForPasskey(
    @Body({ schema: askForPasskey }) _body: AskForPasskey,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Record<string, unknown>> {
    const { options, step } = await this.signIn.askForPasskey(this.desk.requireParty());
    this.desk.keepStep(request, response, step);
    return { ...options };
  }

  @Post('passkey')
  @HttpCode(200)
  async withPasskey(
    @Body({ schema: signInWithPasskey }) { passkey }: SignInWithPasskey,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInReply> {
    const step = this.desk.stepOf(request);
    const party = this.desk.requireParty();
    const outcome = await this.watch.signIn(request, 'passkey', () =>
      this.signIn.withPasskey(step, toAnswer(passkey), party, this.desk.placeOf(request)),
    );
    return this.desk.finish(request, response, outcome);
  }
}
