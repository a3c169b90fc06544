import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { AccessPolicy } from '#access';
import {
  type AccessReport,
  type ChangeGrant,
  type GrantQuery,
  type HeldGrants,
  type ReportQuery,
  type SelfTestView,
  changeGrant,
  grantQuery,
  reportQuery,
} from '#contracts';
import type { Principal } from '#knowledge';
import { AccessSelfTest } from '#self-test';
import { AccessDesk } from './access-desk.js';
import { ReportDesk } from './report-desk.js';
import { Asker, RecentSignIn } from '../http/auth.guard.js';

/** Grants to people and groups, and who could see what when. */
@Controller('api/v1')
export class AccessController {
  constructor(
    private readonly desk: AccessDesk,
    private readonly reports: ReportDesk,
    private readonly access: AccessPolicy,
    private readonly selfTest: AccessSelfTest,
  ) {}

  @Get('grants')
  async grants(@Asker() principal: Principal, @Query({ schema: grantQuery }) query: GrantQuery): Promise<HeldGrants> {
    return { grants: await this.desk.listGrants(principal, query) };
  }

  @RecentSignIn()
  @Put('grants')
  @HttpCode(204)
  async change(@Asker() principal: Principal, @Body({ schema: changeGrant }) body: ChangeGrant): Promise<void> {
    await this.desk.setGrant(principal, body);
  }

  @Post('access/self-test')
  @HttpCode(200)
  async test(@Asker() principal: Principal): Promise<SelfTestView> {
    this.access.require(principal, 'manage groups, grants and walls');
    const { at, looks, wrong } = await this.selfTest.run();
    return { ok: wrong.length === 0, at: at.toISOString(), looks, wrong: [...wrong] };
  }

  @Get('access/report')
  async report(
    @Asker() principal: Principal,
    @Query({ schema: reportQuery }) query: ReportQuery,
  ): Promise<AccessReport> {
    return this.reports.run(principal, query);
  }
}
