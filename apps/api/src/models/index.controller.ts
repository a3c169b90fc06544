import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  type GenerationView,
  type IndexAccepted,
  type IndexComparison,
  type RebuildIndexRequest,
  type SwitchIndexRequest,
  compareIndexRequest,
  comparisonQuery,
  rebuildIndexRequest,
  switchIndexRequest,
} from '#contracts';
import { CompareGenerations } from '#evaluation';
import { ManageIndex } from '#ingestion';
import type { Principal } from '#knowledge';
import { z } from 'zod';
import { Asker } from '../http/auth.guard.js';
import { viewComparison, viewGeneration } from './index-generation.view.js';

type Pair = z.infer<typeof comparisonQuery>;

const generationInPath = z.string().regex(/^g\d{1,9}$/, 'The address needs a generation such as g2.');

/** The generations of the search index: build, compare, switch, go back. What takes time is accepted and done by the worker. */
@Controller('api/v1/index')
export class IndexController {
  constructor(
    private readonly manage: ManageIndex,
    private readonly compare: CompareGenerations,
  ) {}

  @Get('generations')
  async generations(@Asker() principal: Principal): Promise<{ generations: GenerationView[] }> {
    return { generations: (await this.manage.list(principal)).map(viewGeneration) };
  }

  @Post('rebuild')
  @HttpCode(202)
  async rebuild(
    @Asker() principal: Principal,
    @Body({ schema: rebuildIndexRequest }) { embedder, switch: switchMode }: RebuildIndexRequest,
  ): Promise<IndexAccepted> {
    const begun = await this.manage.rebuild(principal, { embedder: embedder ?? null, switchMode });
    return { accepted: true, generation: begun.id };
  }

  @Delete('generations/:id')
  @HttpCode(204)
  async drop(@Asker() principal: Principal, @Param('id', { schema: generationInPath }) id: string): Promise<void> {
    await this.manage.drop(principal, id);
  }

  @Get('comparison')
  async comparison(
    @Asker() principal: Principal,
    @Query({ schema: comparisonQuery }) pair: Pair,
  ): Promise<IndexComparison> {
    return viewComparison(await this.compare.show(principal, pairOf(pair)));
  }

  @Post('compare')
  @HttpCode(202)
  async ask(@Asker() principal: Principal, @Body({ schema: compareIndexRequest }) pair: Pair): Promise<IndexAccepted> {
    const { id } = await this.compare.ask(principal, pairOf(pair));
    return { accepted: true, generation: id };
  }

  @Post('switch')
  @HttpCode(202)
  async switch(
    @Asker() principal: Principal,
    @Body({ schema: switchIndexRequest }) { generation, force, reason }: SwitchIndexRequest,
  ): Promise<IndexAccepted> {
    const { id } = await this.compare.switch(principal, generation, { isForced: force, reason });
    return { accepted: true, generation: id };
  }

  @Post('rollback')
  @HttpCode(202)
  async rollBack(@Asker() principal: Principal): Promise<IndexAccepted> {
    return { accepted: true, generation: (await this.manage.rollBack(principal)).id };
  }
}

const pairOf = ({ from, to }: Pair) => ({ from: from ?? null, to: to ?? null });
