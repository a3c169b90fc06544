import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type AddKey, type AddedKey, type KeyList, type WhoseCredentials, addKey, whoseCredentials } from '#contracts';
import type { Principal } from '#knowledge';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { CredentialDesk } from './credential-desk.js';

/**
 * One's own keys, and those of others for who may manage them. A secret is told once, in the answer that made the key.
 */
@Controller('api/v1/keys')
export class KeysController {
  constructor(private readonly desk: CredentialDesk) {}

  @Get()
  async list(
    @Asker() principal: Principal,
    @Query({ schema: whoseCredentials }) query: WhoseCredentials,
  ): Promise<KeyList> {
    return { keys: await this.desk.keys(principal, query) };
  }

  @RecentSignIn()
  @Post()
  add(@Asker() principal: Principal, @Body({ schema: addKey }) body: AddKey): Promise<AddedKey> {
    return this.desk.addKey(principal, body);
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.desk.revokeKey(principal, id);
  }
}
