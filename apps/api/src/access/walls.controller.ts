import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { ListedWall } from '#access';
import { type BuildWall, type ChangeWall, type WallList, type WallView, buildWall, changeWall } from '#contracts';
import type { Principal } from '#knowledge';
import { AccessDesk } from './access-desk.js';
import { viewWall } from './access.view.js';
import { ObjectNames } from './object-names.js';
import { Asker, RecentSignIn } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/** Ethical walls. */
@Controller('api/v1/walls')
export class WallsController {
  constructor(
    private readonly desk: AccessDesk,
    private readonly names: ObjectNames,
  ) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<WallList> {
    return { walls: await this.view(principal, await this.desk.listWalls(principal)) };
  }

  @RecentSignIn()
  @Post()
  async build(@Asker() principal: Principal, @Body({ schema: buildWall }) body: BuildWall): Promise<WallView> {
    return this.viewOne(principal, await this.desk.buildWall(principal, body));
  }

  @Get(':id')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<WallView> {
    return this.viewOne(principal, await this.desk.showWall(principal, id));
  }

  @RecentSignIn()
  @Patch(':id')
  async change(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: changeWall }) body: ChangeWall,
  ): Promise<WallView> {
    return this.viewOne(principal, await this.desk.changeWall(principal, id, body));
  }

  @RecentSignIn()
  @Delete(':id')
  @HttpCode(204)
  async lift(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.desk.liftWall(principal, id);
  }

  private async viewOne(principal: Principal, wall: ListedWall): Promise<WallView> {
    return (await this.view(principal, [wall]))[0]!;
  }

  private async view(principal: Principal, walls: readonly ListedWall[]): Promise<WallView[]> {
    const named = await this.names.of(
      principal,
      walls.flatMap(({ objects }) => objects),
    );
    return walls.map((wall) => viewWall(wall, named));
  }
}
