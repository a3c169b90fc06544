import { Body, Controller, Get, HttpCode, Put, Query } from '@nestjs/common';
import {
  type AccessReport,
  type ChangeGrant,
  type GrantQuery,
  type HeldGrants,
  type ReportQuery,
  changeGrant,
  grantQuery,
  reportQuery,
} from '#contracts';
import type { Principal } from '#knowledge';
import { AccessDesk } from '../access/access-desk.js';
import { ReportDesk } from '../access/report-desk.js';
import { Asker } from '../http/auth.guard.js';

/** Grants to people and groups, and who could see what when. */
@Controller('api/v1')
export class AccessController {
  constructor(
    private readonly desk: AccessDesk,
    private readonly reports: ReportDesk,
  ) {}

  @Get('grants')
  async grants(@Asker() principal: Principal, @Query({ schema: grantQuery }) query: GrantQuery): Promise<HeldGrants> {
    return { grants: await this.desk.listGrants(principal, query) };
  }

  @Put('grants')
  @HttpCode(204)
  async change(@Asker() principal: Principal, @Body({ schema: changeGrant }) body: ChangeGrant): Promise<void> {
    await this.desk.setGrant(principal, body);
  }

  @Get('access/report')
  async report(
    @Asker() principal: Principal,
    @Query({ schema: reportQuery }) query: ReportQuery,
  ): Promise<AccessReport> {
    return this.reports.run(principal, query);
  }
}
