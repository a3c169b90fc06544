import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import {
  type AddServiceAccount,
  type HandOnServiceAccount,
  type ServiceAccountList,
  type ServiceAccountView,
  addServiceAccount,
  handOnServiceAccount,
} from '#contracts';
import type { Principal } from '#knowledge';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { ServiceAccountDesk } from './service-account-desk.js';

/** Accounts of programs, for who manages people. They have an owner and keys, and are suspended like people. */
@Controller('api/v1/service-accounts')
export class ServiceAccountsController {
  constructor(private readonly desk: ServiceAccountDesk) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<ServiceAccountList> {
    return { serviceAccounts: await this.desk.list(principal) };
  }

  @RecentSignIn()
  @Post()
  add(
    @Asker() principal: Principal,
    @Body({ schema: addServiceAccount }) body: AddServiceAccount,
  ): Promise<ServiceAccountView> {
    return this.desk.add(principal, body);
  }

  @RecentSignIn()
  @Patch(':id')
  handOn(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: handOnServiceAccount }) body: HandOnServiceAccount,
  ): Promise<ServiceAccountView> {
    return this.desk.handOn(principal, id, body);
  }
}
