import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { type ScimGroup, type ScimGroupQuery, type ScimPatch, scimGroup, scimGroupQuery, scimPatch } from '#contracts';
import type { Principal } from '#knowledge';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { PortalAddress } from '../http/portal-address.js';
import { SCIM_TYPE, listOf } from './list-response.js';
import { viewScimGroup } from './scim-group.view.js';
import { ScimGroupsDesk } from './scim-groups-desk.js';

/** Groups of SCIM 2.0 (RFC 7643, 4.2), with keys of the scope `scim` alone. */
@Controller('scim/v2/Groups')
export class ScimGroupsController {
  constructor(
    private readonly desk: ScimGroupsDesk,
    private readonly address: PortalAddress,
  ) {}

  @Get()
  @Header('Content-Type', SCIM_TYPE)
  async list(@Asker() principal: Principal, @Query({ schema: scimGroupQuery }) query: ScimGroupQuery) {
    const { groups, total, start } = await this.desk.list(principal, query);
    const hasMembers = !/(?:^|[\s,:])members(?:$|[\s,])/i.test(query.excludedAttributes ?? '');
    return listOf(
      groups.map((group) => viewScimGroup(group, this.address.url, hasMembers)),
      total,
      start,
    );
  }

  @Post()
  @Header('Content-Type', SCIM_TYPE)
  async add(@Asker() principal: Principal, @Body({ schema: scimGroup }) body: ScimGroup) {
    return viewScimGroup(await this.desk.add(principal, body), this.address.url);
  }

  @Get(':id')
  @Header('Content-Type', SCIM_TYPE)
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string) {
    return viewScimGroup(await this.desk.show(principal, id), this.address.url);
  }

  @Put(':id')
  @Header('Content-Type', SCIM_TYPE)
  async replace(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: scimGroup }) body: ScimGroup,
  ) {
    return viewScimGroup(await this.desk.replace(principal, id, body), this.address.url);
  }

  @Patch(':id')
  @Header('Content-Type', SCIM_TYPE)
  async patch(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: scimPatch }) body: ScimPatch,
  ) {
    return viewScimGroup(await this.desk.patch(principal, id, body), this.address.url);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.desk.remove(principal, id);
  }
}
