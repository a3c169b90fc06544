import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import {
  type RetentionReportView,
  type RetentionView,
  type RunRetention,
  type SetRetention,
  runRetention,
  setRetention,
} from '#contracts';
import type { Principal } from '#knowledge';
import { Retention } from '#stewardship';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { viewReport } from './stewardship.view.js';

/**
 * How long things are kept, one rule for each scope. Administrators set rules and run them, auditors may look and try.
 */
@Controller('api/v1/retention')
export class RetentionController {
  constructor(private readonly retention: Retention) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<{ rules: RetentionView[] }> {
    return { rules: await this.retention.list(principal) };
  }

  @RecentSignIn()
  @Put()
  async set(
    @Asker() principal: Principal,
    @Body({ schema: setRetention }) { scope, rule, days }: SetRetention,
  ): Promise<{ rules: RetentionView[] }> {
    return { rules: await this.retention.set(principal, scope, { rule, days }) };
  }

  /** Dispose of what is due, or only tell what that is. */
  @RecentSignIn()
  @Post('run')
  @HttpCode(200)
  async run(
    @Asker() principal: Principal,
    @Body({ schema: runRetention }) { dryRun }: RunRetention,
  ): Promise<RetentionReportView> {
    return viewReport(await this.retention.runFor(principal, dryRun));
  }
}
