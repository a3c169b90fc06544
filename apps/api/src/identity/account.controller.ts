import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { Admission } from '#access';
import {
  type AccountViewBody,
  type AddPasskey,
  type ConfirmApp,
  type ConfirmSession,
  type FactorAdded,
  type SetPassword,
  addPasskey,
  confirmApp,
  confirmSession,
  setPassword,
} from '#contracts';
import { Account, CodeRefused, ProofRefused, ProviderSignIn } from '#identity';
import type { Request, Response } from 'express';
import { Admitted, BySession, RecentSignIn, WithoutFactor } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { viewAccount } from './account.view.js';
import { toAnswer, toMade } from './passkey-json.js';
import { SignInDesk } from './sign-in-desk.js';

/** One's own password and second factors. Whatever changes them asks for a recent sign-in and renews the session's secret. */
@BySession()
@WithoutFactor()
@Controller('api/v1/account')
export class AccountController {
  constructor(
    private readonly account: Account,
    private readonly provider: ProviderSignIn,
    private readonly desk: SignInDesk,
  ) {}

  @Get()
  async show(@Admitted() admission: Admission): Promise<AccountViewBody> {
    const identities = await this.provider.list(admission.principal.userId);
    return viewAccount(await this.account.show(admission), identities);
  }

  @Post('confirm')
  @HttpCode(204)
  async confirm(
    @Admitted() admission: Admission,
    @Body({ schema: confirmSession }) body: ConfirmSession,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const proof = 'passkey' in body ? { passkey: toAnswer(body.passkey) } : body;
    const { session } = await this.account.confirm(admission, proof, this.desk.stepOf(request), this.desk.party);
    this.desk.keepSession(request, response, session);
  }

  @RecentSignIn()
  @Put('password')
  async setPassword(
    @Admitted() admission: Admission,
    @Body({ schema: setPassword }) { password }: SetPassword,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ ended: number }> {
    const { session, ended } = await this.account.setPassword(admission, password);
    this.desk.keepSession(request, response, session);
    return { ended };
  }

  @RecentSignIn()
  @Post('app')
  beginApp(@Admitted() admission: Admission): Promise<{ uri: string; secret: string }> {
    return this.account.beginApp(admission);
  }

  @RecentSignIn()
  @Post('app/confirm')
  @HttpCode(200)
  async confirmApp(
    @Admitted() admission: Admission,
    @Body({ schema: confirmApp }) { code }: ConfirmApp,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FactorAdded> {
    const { session, recoveryCodes } = await this.account
      .confirmApp(admission, code)
      .catch((error: unknown) => Promise.reject(error instanceof CodeRefused ? new ProofRefused() : error));
    this.desk.keepSession(request, response, session);
    return { recoveryCodes };
  }

  @RecentSignIn()
  @Delete('app')
  @HttpCode(204)
  async dropApp(
    @Admitted() admission: Admission,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    this.desk.keepSession(request, response, (await this.account.dropApp(admission)).session);
  }

  @RecentSignIn()
  @Post('recovery-codes')
  @HttpCode(200)
  async renewRecoveryCodes(
    @Admitted() admission: Admission,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FactorAdded> {
    const { session, recoveryCodes } = await this.account.renewRecoveryCodes(admission);
    this.desk.keepSession(request, response, session);
    return { recoveryCodes };
  }

  @RecentSignIn()
  @Post('passkeys/options')
  @HttpCode(200)
  async beginPasskey(
    @Admitted() admission: Admission,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Record<string, unknown>> {
    const { options, step } = await this.account.beginPasskey(admission, this.desk.requireParty());
    this.desk.keepStep(request, response, step);
    return { ...options };
  }

  @RecentSignIn()
  @Post('passkeys')
  async addPasskey(
    @Admitted() admission: Admission,
    @Body({ schema: addPasskey }) { name, passkey }: AddPasskey,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FactorAdded> {
    const made = { name, response: toMade(passkey) };
    const step = this.desk.stepOf(request);
    const { session, recoveryCodes } = await this.account.addPasskey(admission, made, step, this.desk.requireParty());
    this.desk.keepSession(request, response, session);
    this.desk.dropStep(request, response);
    return { recoveryCodes };
  }

  @RecentSignIn()
  @Delete('passkeys/:id')
  @HttpCode(204)
  async dropPasskey(
    @Admitted() admission: Admission,
    @Param('id', { schema: idInPath }) id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    this.desk.keepSession(request, response, (await this.account.dropPasskey(admission, id)).session);
  }
}
