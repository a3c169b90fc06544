import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import {
  type AddMatter,
  type ChangeMatter,
  type MatterList,
  type MatterView,
  addMatter,
  changeMatter,
} from '#contracts';
import type { Principal } from '#knowledge';
import { viewMatter } from './access.view.js';
import { MatterDesk } from './matter-desk.js';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/** Matters that documents and questions belong to. */
@Controller('api/v1/matters')
export class MattersController {
  constructor(private readonly desk: MatterDesk) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<MatterList> {
    return { matters: (await this.desk.list(principal)).map(viewMatter) };
  }

  @RecentSignIn()
  @Post()
  async add(@Asker() principal: Principal, @Body({ schema: addMatter }) body: AddMatter): Promise<MatterView> {
    return viewMatter(await this.desk.add(principal, body));
  }

  @Get(':id')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<MatterView> {
    return viewMatter(await this.desk.show(principal, id));
  }

  @RecentSignIn()
  @Patch(':id')
  async change(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: changeMatter }) body: ChangeMatter,
  ): Promise<MatterView> {
    return viewMatter(await this.desk.change(principal, id, body));
  }
}
