import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import type { IssuedSecret } from '#access';
import {
  type AddPerson,
  type AddedPerson,
  type ChangePerson,
  type GrantList,
  type GrantView,
  type PersonList,
  type PersonDetail,
  type ResetPerson,
  type SetGrant,
  addPerson,
  changePerson,
  collectionName,
  resetPerson,
  setGrant,
} from '#contracts';
import type { Principal } from '#knowledge';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { PeopleDesk } from './people-desk.js';
import { viewPerson } from './people.view.js';
import { PortalAddress } from '../http/portal-address.js';

/** The people of this service and what they may see. */
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    private readonly desk: PeopleDesk,
    private readonly address: PortalAddress,
  ) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<PersonList> {
    return { people: (await this.desk.list(principal)).map(viewPerson) };
  }

  @RecentSignIn()
  @Post()
  async add(@Asker() principal: Principal, @Body({ schema: addPerson }) body: AddPerson): Promise<AddedPerson> {
    const { person, link } = await this.desk.add(principal, body);
    return { person: viewPerson(person), link: this.viewLink(link) };
  }

  @Get(':id')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<PersonDetail> {
    return viewPerson(await this.desk.show(principal, id));
  }

  @RecentSignIn()
  @Patch(':id')
  async change(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: changePerson }) body: ChangePerson,
  ): Promise<PersonDetail> {
    return viewPerson(await this.desk.change(principal, id, body));
  }

  @RecentSignIn()
  @Post(':id/sign-in-links')
  async makeLink(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string) {
    return this.viewLink(await this.desk.makeLink(principal, id));
  }

  @RecentSignIn()
  @Post(':id/reset')
  async reset(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: resetPerson }) { factors }: ResetPerson,
  ) {
    return this.viewLink(await this.desk.reset(principal, id, factors));
  }

  @Get(':id/grants')
  async grants(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<GrantList> {
    return { grants: await this.desk.grantsOf(principal, id) };
  }

  @RecentSignIn()
  @Put(':id/grants/:collection')
  async grant(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('collection', { schema: collectionName }) nameOrId: string,
    @Body({ schema: setGrant }) { access }: SetGrant,
  ): Promise<GrantView> {
    const collection = await this.desk.setGrant(principal, id, nameOrId, access);
    return { collection, access };
  }

  @RecentSignIn()
  @Delete(':id/grants/:collection')
  @HttpCode(204)
  async clear(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('collection', { schema: collectionName }) nameOrId: string,
  ): Promise<void> {
    await this.desk.setGrant(principal, id, nameOrId, 'none');
  }

  private viewLink({ secret, expiresAt }: IssuedSecret): AddedPerson['link'] {
    return { url: `${this.address.url}/sign-in#${secret}`, expiresAt: expiresAt!.toISOString() };
  }
}
