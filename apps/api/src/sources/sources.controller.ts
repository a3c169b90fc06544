import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type AddSource,
  type ChangeSource,
  type RunEntryList,
  type SourceList,
  type SourceRunList,
  type SourceRunView,
  type SourceTest,
  type SourceView,
  type TestSource,
  addSource,
  changeSource,
  runEntryQuery,
  sourceRunQuery,
  testSource,
} from '#contracts';
import type { Principal } from '#knowledge';
import { ManageSources, SourceRuns, TrySource } from '#sources';
import type { z } from 'zod';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { SourceDesk } from './source-desk.js';
import { viewEntries, viewRun } from './source.view.js';

/** Sources that documents are kept in step with, their runs and reports. */
@Controller('api/v1/sources')
export class SourcesController {
  constructor(
    private readonly desk: SourceDesk,
    private readonly manage: ManageSources,
    private readonly runs: SourceRuns,
    private readonly trial: TrySource,
  ) {}

  @Get()
  list(@Asker() principal: Principal): Promise<SourceList> {
    return this.desk.list(principal);
  }

  @Post()
  add(@Asker() principal: Principal, @Body({ schema: addSource }) body: AddSource): Promise<SourceView> {
    return this.desk.add(principal, body);
  }

  @Post('test')
  @HttpCode(200)
  test(@Asker() principal: Principal, @Body({ schema: testSource }) body: TestSource): Promise<SourceTest> {
    return this.trial.run(principal, body);
  }

  @Get(':id')
  show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<SourceView> {
    return this.desk.show(principal, id);
  }

  @Patch(':id')
  change(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: changeSource }) body: ChangeSource,
  ): Promise<SourceView> {
    return this.desk.change(principal, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    return this.manage.remove(principal, id);
  }

  @Get(':id/runs')
  async listRuns(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Query({ schema: sourceRunQuery }) { offset, limit }: z.infer<typeof sourceRunQuery>,
  ): Promise<SourceRunList> {
    const { runs, total } = await this.runs.list(principal, id, offset, limit);
    return { runs: runs.map(viewRun), total };
  }

  @Post(':id/runs')
  async run(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<SourceRunView> {
    return viewRun(await this.runs.begin(principal, id));
  }

  @Get(':id/runs/:run')
  async showRun(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('run', { schema: idInPath }) run: string,
  ): Promise<SourceRunView> {
    return viewRun(await this.runs.show(principal, id, run));
  }

  @Get(':id/runs/:run/entries')
  async entries(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('run', { schema: idInPath }) run: string,
    @Query({ schema: runEntryQuery }) { outcome, offset, limit }: z.infer<typeof runEntryQuery>,
  ): Promise<RunEntryList> {
    const filter = { ...(outcome ? { outcome } : {}), offset, limit };
    return viewEntries(await this.runs.entries(principal, id, run, filter));
  }

  @Post(':id/runs/:run/confirm')
  @HttpCode(200)
  async confirm(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('run', { schema: idInPath }) run: string,
  ): Promise<SourceRunView> {
    return viewRun(await this.runs.confirm(principal, id, run));
  }

  @Post(':id/cancel')
  @HttpCode(204)
  async cancel(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.runs.cancel(principal, id);
  }
}
