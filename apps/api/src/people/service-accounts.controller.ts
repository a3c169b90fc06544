import { Body, Controller, Get, Post } from '@nestjs/common';
import {
  type AddServiceAccount,
  type ServiceAccountList,
  type ServiceAccountView,
  addServiceAccount,
} from '#contracts';
import type { Principal } from '#knowledge';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { ServiceAccountDesk } from './service-account-desk.js';

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
}
