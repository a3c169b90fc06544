import { Body, Controller, Delete, HttpCode, Post, Res } from '@nestjs/common';
import type { Admission } from '#access';
import {
  type BeginView,
  type RunningViewBody,
  type WouldBeCited,
  type WouldCite,
  beginView,
  wouldCite,
} from '#contracts';
import type { Principal } from '#knowledge';
import type { Response } from 'express';
import { Admitted, Asker, RecentSignIn } from '../http/auth.guard.js';
import { connectionEnd } from '../http/connection-end.js';
import { viewRunning } from '../identity/sign-in-desk.js';
import { ViewDesk } from './view-desk.js';

/** To look with somebody else's eyes. */
@Controller('api/v1/view')
export class ViewController {
  constructor(private readonly desk: ViewDesk) {}

  @RecentSignIn()
  @Post()
  async begin(
    @Admitted() admission: Admission,
    @Body({ schema: beginView }) { person, reason }: BeginView,
  ): Promise<RunningViewBody> {
    return viewRunning(await this.desk.begin(admission, person, reason));
  }

  @Delete()
  @HttpCode(204)
  async end(@Admitted() admission: Admission): Promise<void> {
    await this.desk.end(admission, admission.session ? null : (admission.view?.id ?? null));
  }

  @Post('citations')
  @HttpCode(200)
  async cite(
    @Asker() principal: Principal,
    @Body({ schema: wouldCite }) body: WouldCite,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WouldBeCited> {
    return this.desk.wouldCite(principal, body, connectionEnd(response));
  }
}
