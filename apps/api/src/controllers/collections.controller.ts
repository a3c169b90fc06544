import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AccessPolicy } from '#access';
import {
  type CollectionView,
  type CreateCollection as NewCollection,
  collectionName,
  createCollection,
} from '#contracts';
import { CreateCollection, ManageDocuments } from '#ingestion';
import type { Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import { Asker } from '../http/auth.guard.js';
import { viewCollection } from '../views/library.view.js';

@Controller('api/v1/collections')
export class CollectionsController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly creating: CreateCollection,
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

  @Delete(':id')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('id', { schema: collectionName }) id: string): Promise<void> {
    await this.manage.removeCollection(principal, id);
  }
}
