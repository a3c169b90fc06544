import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { type ScimPatch, type ScimQuery, type ScimUser, scimPatch, scimQuery, scimUser } from '#contracts';
import type { Principal } from '#knowledge';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { PortalAddress } from '../http/portal-address.js';
import { SCIM_TYPE, listOf } from './list-response.js';
import { ScimDesk } from './scim-desk.js';
import { viewUser } from './scim-user.view.js';

/** People over SCIM 2.0 (RFC 7644), for directories, with keys of the scope `scim` alone. */
@Controller('scim/v2')
export class ScimController {
  constructor(
    private readonly desk: ScimDesk,
    private readonly address: PortalAddress,
  ) {}

  @Get('Users')
  @Header('Content-Type', SCIM_TYPE)
  async list(@Asker() principal: Principal, @Query({ schema: scimQuery }) query: ScimQuery) {
    const { people, total, start } = await this.desk.list(principal, query);
    return listOf(
      people.map((person) => viewUser(person, this.address.url)),
      total,
      start,
    );
  }

  @Post('Users')
  @Header('Content-Type', SCIM_TYPE)
  async add(@Asker() principal: Principal, @Body({ schema: scimUser }) body: ScimUser) {
    return viewUser(await this.desk.add(principal, body), this.address.url);
  }

  @Get('Users/:id')
  @Header('Content-Type', SCIM_TYPE)
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string) {
    return viewUser(await this.desk.show(principal, id), this.address.url);
  }

  @Put('Users/:id')
  @Header('Content-Type', SCIM_TYPE)
  async replace(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: scimUser }) body: ScimUser,
  ) {
    return viewUser(await this.desk.replace(principal, id, body), this.address.url);
  }

  @Patch('Users/:id')
  @Header('Content-Type', SCIM_TYPE)
  async patch(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: scimPatch }) body: ScimPatch,
  ) {
    return viewUser(await this.desk.patch(principal, id, body), this.address.url);
  }

  @Delete('Users/:id')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.desk.remove(principal, id);
  }
}
