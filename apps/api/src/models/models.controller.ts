import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { AccessPolicy } from '#access';
import {
  type CatalogueList,
  type ImportModel,
  type ModelList,
  type ModelTask,
  type ModelVerification,
  type ModelView,
  type PullModel,
  type QuantizeModel,
  type UseModel,
  importModel,
  modelName,
  modelRole,
  pullModel,
  quantizeModel,
  useModel,
} from '#contracts';
import type { Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import { ModelOverview, type ModelRole, viewTask } from '#models';
import type { Request } from 'express';
import { Asker } from '../http/auth.guard.js';
import { RequestInvalid } from '../http/http-errors.js';
import { idInPath } from '../http/id-in-path.js';
import { ManageModels } from './manage-models.js';

/** Models on this machine: every role may list them and the catalogue; the rest is for who manages models. */
@Controller('api/v1/models')
export class ModelsController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly overview: ModelOverview,
    private readonly manage: ManageModels,
  ) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<ModelList> {
    this.access.require(principal, 'see the state of the service');
    return this.overview.list(await this.usedBy(principal));
  }

  @Get('catalogue')
  async catalogue(@Asker() principal: Principal): Promise<CatalogueList> {
    this.access.require(principal, 'see the state of the service');
    return this.overview.catalogue();
  }

  @Get('tasks')
  tasks(@Asker() principal: Principal): { tasks: ModelTask[] } {
    this.access.require(principal, 'manage models');
    return { tasks: this.manage.tasks.list().map(viewTask) };
  }

  @Get('tasks/:id')
  task(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): ModelTask {
    this.access.require(principal, 'manage models');
    return viewTask(this.manage.tasks.get(id));
  }

  @Delete('tasks/:id')
  cancel(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): ModelTask {
    return viewTask(this.manage.cancel(principal, id));
  }

  @Post('pull')
  @HttpCode(202)
  async pull(@Asker() principal: Principal, @Body({ schema: pullModel }) wanted: PullModel): Promise<ModelTask> {
    return viewTask(await this.manage.pull(principal, wanted));
  }

  @Post('quantize')
  @HttpCode(202)
  async quantize(
    @Asker() principal: Principal,
    @Body({ schema: quantizeModel }) wanted: QuantizeModel,
  ): Promise<ModelTask> {
    return viewTask(await this.manage.quantize(principal, wanted));
  }

  /** The file is the body itself: it goes to the disk as it arrives, however large it is. */
  @Post('import')
  async import(
    @Asker() principal: Principal,
    @Query({ schema: importModel }) { name, sha256 }: ImportModel,
    @Req() request: Request,
  ): Promise<ModelView> {
    if (request.headers['content-type'] !== 'application/octet-stream')
      throw new RequestInvalid('Send the GGUF file as the body itself, with "Content-Type: application/octet-stream".');
    const sizeBytes = Number(request.headers['content-length'] ?? 0);
    const options = { name, sizeBytes, ...(sha256 === undefined ? {} : { sha256 }) };
    const added = await this.manage.import(principal, wholeBody(request), options);
    return this.overview.one(added.name, await this.usedBy(principal));
  }

  @Post('verify')
  @HttpCode(200)
  async verify(@Asker() principal: Principal): Promise<ModelVerification> {
    const models = await this.manage.verify(principal);
    return { ok: models.every(({ ok }) => ok), models: models.map((model) => ({ ...model })) };
  }

  @Put('roles/:role')
  async use(
    @Asker() principal: Principal,
    @Param('role', { schema: modelRole }) role: ModelRole,
    @Body({ schema: useModel }) { name }: UseModel,
  ): Promise<ModelView> {
    await this.manage.use(principal, role, name);
    return this.overview.one(name, await this.usedBy(principal));
  }

  @Delete('roles/:role')
  @HttpCode(204)
  async release(@Asker() principal: Principal, @Param('role', { schema: modelRole }) role: ModelRole): Promise<void> {
    await this.manage.release(principal, role);
  }

  @Delete(':name')
  @HttpCode(204)
  async remove(@Asker() principal: Principal, @Param('name', { schema: modelName }) name: string): Promise<void> {
    await this.manage.remove(principal, name);
  }

  /** Only collections that the caller may see are named. */
  private async usedBy(principal: Principal): Promise<Map<string, string[]>> {
    return this.collections.byGenerator(await this.access.visibilityOf(principal));
  }
}

/** @throws RequestInvalid when the sender goes away half-way. */
async function* wholeBody(request: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* request as AsyncIterable<Uint8Array>;
  } catch {
    throw new RequestInvalid('The upload broke off. Nothing was kept; send the file again.', { problem: 'broken_off' });
  }
  if (!request.complete)
    throw new RequestInvalid('The upload broke off. Nothing was kept; send the file again.', { problem: 'broken_off' });
}
