import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  type DecisionGraph as Graph,
  type GraphQuery,
  type LinkDecision,
  type LinkView,
  type PrecedentList,
  type PrecedentQuery,
  type SimilarQuery,
  type Timeline,
  type TimelineQuery,
  type UnlinkDecision,
  graphQuery,
  linkDecision,
  precedentQuery,
  similarQuery,
  timelineQuery,
  unlinkDecision,
} from '#contracts';
import { DecisionGraph, LinkDecisions, MatterTimeline, SearchPrecedents } from '#decisions';
import type { Principal } from '#knowledge';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { viewLink, viewPrecedents } from './decision-memory.view.js';

/** Decisions as a memory: found again, linked, drawn. Before the routes with an id, so that these names are none. */
@Controller('api/v1/decisions')
export class DecisionMemoryController {
  constructor(
    private readonly precedents: SearchPrecedents,
    private readonly linking: LinkDecisions,
    private readonly graphs: DecisionGraph,
    private readonly timelines: MatterTimeline,
  ) {}

  @Get('search')
  async search(
    @Asker() principal: Principal,
    @Query({ schema: precedentQuery }) { q, limit }: PrecedentQuery,
  ): Promise<PrecedentList> {
    return viewPrecedents(await this.precedents.search(principal, q, limit));
  }

  @Get('timeline')
  async timeline(
    @Asker() principal: Principal,
    @Query({ schema: timelineQuery }) { matter }: TimelineQuery,
  ): Promise<Timeline> {
    return { matter, events: await this.timelines.run(principal, matter) };
  }

  @Get(':id/similar')
  async similar(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Query({ schema: similarQuery }) { limit }: SimilarQuery,
  ): Promise<PrecedentList> {
    return viewPrecedents(await this.precedents.similar(principal, id, limit));
  }

  @Get(':id/graph')
  graph(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Query({ schema: graphQuery }) { depth }: GraphQuery,
  ): Promise<Graph> {
    return this.graphs.run(principal, id, depth);
  }

  @Post(':id/links')
  async link(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: linkDecision }) wish: LinkDecision,
  ): Promise<LinkView> {
    return viewLink(await this.linking.make(principal, id, wish));
  }

  @Delete(':id/links/:linkId')
  @HttpCode(204)
  async unlink(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Param('linkId', { schema: idInPath }) link: string,
    @Query({ schema: unlinkDecision }) { note }: UnlinkDecision,
  ): Promise<void> {
    await this.linking.withdraw(principal, id, link, note);
  }
}
