import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type HoldView, type LiftHold, type PlaceHold, holdQuery, liftHold, placeHold } from '#contracts';
import type { Principal } from '#knowledge';
import { ManageHolds } from '#stewardship';
import type { z } from 'zod';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { viewHold } from './stewardship.view.js';

/** Legal holds, which administrators place and lift; auditors may look. Lifted ones are kept. */
@Controller('api/v1/holds')
export class HoldsController {
  constructor(private readonly holds: ManageHolds) {}

  @Get()
  async list(
    @Asker() principal: Principal,
    @Query({ schema: holdQuery }) { which }: z.infer<typeof holdQuery>,
  ): Promise<{ holds: HoldView[] }> {
    return { holds: (await this.holds.list(principal, which)).map(viewHold) };
  }

  @RecentSignIn()
  @Post()
  async place(@Asker() principal: Principal, @Body({ schema: placeHold }) body: PlaceHold): Promise<HoldView> {
    return viewHold(await this.holds.place(principal, body));
  }

  @RecentSignIn()
  @Post(':id/lift')
  @HttpCode(204)
  async lift(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: liftHold }) { reason }: LiftHold,
  ): Promise<void> {
    await this.holds.lift(principal, id, reason);
  }
}
