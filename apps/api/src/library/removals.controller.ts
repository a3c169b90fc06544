import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type BeginRemoval, type RemovalView, beginRemoval } from '#contracts';
import { RemoveCollections } from '#ingestion';
import type { Principal } from '#knowledge';
import type { NamedRemoval } from '#library';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/** Collections that are taken out of the library with their documents: a piece of work that is followed, stopped, undone. */
@Controller('api/v1/removals')
export class RemovalsController {
  constructor(private readonly removing: RemoveCollections) {}

  @Post()
  @HttpCode(202)
  async begin(
    @Asker() principal: Principal,
    @Body({ schema: beginRemoval }) { collection }: BeginRemoval,
  ): Promise<RemovalView> {
    return viewRemoval(await this.removing.begin(principal, collection));
  }

  @Get()
  async list(@Asker() principal: Principal): Promise<{ removals: RemovalView[] }> {
    return { removals: (await this.removing.list(principal)).map(viewRemoval) };
  }

  @Get(':id')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<RemovalView> {
    return viewRemoval(await this.removing.show(principal, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<RemovalView> {
    return viewRemoval(await this.removing.cancel(principal, id));
  }

  @Post(':id/restore')
  @HttpCode(202)
  async restore(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<RemovalView> {
    return viewRemoval(await this.removing.restore(principal, id));
  }
}

const viewRemoval = ({ id, collectionId, collectionName, ...removal }: NamedRemoval): RemovalView => {
  const { state, total, done, kept, beganAt, endedAt } = removal;
  return {
    ...{ id, collection: { id: collectionId, name: collectionName }, state, total, done, kept },
    ...{ beganAt: beganAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
  };
};
