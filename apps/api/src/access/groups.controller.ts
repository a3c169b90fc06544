import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { type GroupList, type GroupView, type NameGroup, nameGroup } from '#contracts';
import type { Principal } from '#knowledge';
import { AccessDesk } from './access-desk.js';
import { viewGroup } from './access.view.js';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/** Groups of people. */
@Controller('api/v1/groups')
export class GroupsController {
  constructor(private readonly desk: AccessDesk) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<GroupList> {
    return { groups: (await this.desk.listGroups(principal)).map(viewGroup) };
  }

  @RecentSignIn()
  @Post()
  async add(@Asker() principal: Principal, @Body({ schema: nameGroup }) { name }: NameGroup): Promise<GroupView> {
    return viewGroup(await this.desk.addGroup(principal, name));
  }

  @Get(':id')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<GroupView> {
    return viewGroup(await this.desk.showGroup(principal, id));
  }

  @RecentSignIn()
  @Patch(':id')
  async rename(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: nameGroup }) { name }: NameGroup,
  ): Promise<GroupView> {
    return viewGroup(await this.desk.renameGroup(principal, id, name));
  }

  @RecentSignIn()
  @Delete(':id')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.desk.removeGroup(principal, id);
  }

  @RecentSignIn()
  @Put(':id/members/:person')
  async join(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('person', { schema: idInPath }) person: string,
  ): Promise<GroupView> {
    return viewGroup(await this.desk.setMember(principal, id, person, true));
  }

  @RecentSignIn()
  @Delete(':id/members/:person')
  async leave(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('person', { schema: idInPath }) person: string,
  ): Promise<GroupView> {
    return viewGroup(await this.desk.setMember(principal, id, person, false));
  }
}
