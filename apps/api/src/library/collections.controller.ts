import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { AccessPolicy } from '#access';
import {
  type ChangeCollection as CollectionChange,
  type CollectionView,
  type CreateCollection as NewCollection,
  changeCollection,
  collectionName,
  createCollection,
} from '#contracts';
import { ChangeCollection, CreateCollection, ManageDocuments } from '#ingestion';
import type { Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import { Asker } from '../http/auth.guard.js';
import { viewCollection } from './library.view.js';

/** Collections in the caller's sight, with their documents counted. A route takes a name or an id. */
@Controller('api/v1/collections')
export class CollectionsController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly creating: CreateCollection,
    private readonly changing: ChangeCollection,
    private readonly manage: ManageDocuments,
  ) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<{ collections: CollectionView[] }> {
    const found = await this.collections.list(await this.access.visibilityOf(principal));
    return { collections: found.map((collection) => viewCollection(collection, collection.documents)) };
  }

  @Post()
  async create(
    @Asker() principal: Principal,
    @Body({ schema: createCollection }) { name, kind }: NewCollection,
  ): Promise<CollectionView> {
    return viewCollection(await this.creating.run(principal, name, kind), {
      live: 0,
      failed: 0,
      pending: 0,
    });
  }

  @Patch(':id')
  async change(
    @Asker() principal: Principal,
    @Param('id', { schema: collectionName }) id: string,
    @Body({ schema: changeCollection }) change: CollectionChange,
  ): Promise<CollectionView> {
    await this.changing.run(principal, id, change);
    const visibility = await this.access.visibilityOf(principal);
    const [changed] = await this.collections.resolve(visibility, [id]);
    return viewCollection(changed!, await this.collections.tally(visibility, [changed!.id]));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('id', { schema: collectionName }) id: string): Promise<void> {
    await this.manage.removeCollection(principal, id);
  }
}
