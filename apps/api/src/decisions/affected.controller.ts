import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  type AffectedDetail,
  type AffectedList,
  type AffectedQuery,
  type Notices,
  type SettleDoubt as Settlement,
  affectedQuery,
  settleDoubt,
} from '#contracts';
import { SettleDoubt } from '#decisions';
import type { Principal } from '#knowledge';
import { AffectedDesk } from './affected-desk.js';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/** Answers and decisions whose sources changed. */
@Controller('api/v1')
export class AffectedController {
  constructor(
    private readonly desk: AffectedDesk,
    private readonly settling: SettleDoubt,
  ) {}

  @Get('affected')
  list(@Asker() principal: Principal, @Query({ schema: affectedQuery }) query: AffectedQuery): Promise<AffectedList> {
    return this.desk.list(principal, query);
  }

  @Get('affected/:id')
  show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<AffectedDetail> {
    return this.desk.show(principal, id);
  }

  @Post('affected/:id/settlement')
  @HttpCode(200)
  async settle(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: settleDoubt }) settlement: Settlement,
  ): Promise<AffectedDetail> {
    await this.settling.run(principal, id, settlement);
    return this.desk.show(principal, id);
  }

  /** What waits for the caller: the portal shows it beside the names of its pages. */
  @Get('notices')
  notices(@Asker() principal: Principal): Promise<Notices> {
    return this.desk.notices(principal);
  }
}
