import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type CreateDecision,
  type DecisionDetail,
  type DecisionList,
  type DecisionProof,
  type DecisionQuery,
  type DecisionTransition,
  type EditDecision as DecisionEdits,
  createDecision,
  decisionQuery,
  decisionTransition,
  editDecision,
} from '#contracts';
import { EditDecision, MoveDecision, RecordDecision } from '#decisions';
import type { Principal } from '#knowledge';
import { DecisionDesk } from './decision-desk.js';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/**
 * Decisions that the caller may see, and their steps. Who may take a step is for the decision to say, not for the
 * route.
 */
@Controller('api/v1/decisions')
export class DecisionsController {
  constructor(
    private readonly desk: DecisionDesk,
    private readonly recording: RecordDecision,
    private readonly editing: EditDecision,
    private readonly moving: MoveDecision,
  ) {}

  @Get()
  list(@Asker() principal: Principal, @Query({ schema: decisionQuery }) query: DecisionQuery): Promise<DecisionList> {
    return this.desk.list(principal, query);
  }

  @Get(':id')
  show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<DecisionDetail> {
    return this.desk.show(principal, id);
  }

  @Get(':id/proof')
  proof(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<DecisionProof> {
    return this.desk.proof(principal, id);
  }

  @Post()
  async create(
    @Asker() principal: Principal,
    @Body({ schema: createDecision }) draft: CreateDecision,
  ): Promise<DecisionDetail> {
    return this.desk.showResult(principal, await this.recording.run(principal, draft));
  }

  @Patch(':id')
  async edit(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: editDecision }) edits: DecisionEdits,
  ): Promise<DecisionDetail> {
    await this.editing.run(principal, id, edits);
    return this.desk.showResult(principal, id);
  }

  @Post(':id/transitions')
  @HttpCode(200)
  async move(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: decisionTransition }) step: DecisionTransition,
  ): Promise<DecisionDetail> {
    await this.moving.run(principal, id, step);
    return this.desk.showResult(principal, id);
  }
}
