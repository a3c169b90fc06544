import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { type DecisionRule, type DecisionRules, collectionName, decisionRule } from '#contracts';
import { ApprovalRules, DecisionDefaults } from '#decisions';
import type { Principal } from '#knowledge';
import { Asker } from '../http/auth.guard.js';

/** How many approvals decisions need. */
@Controller('api/v1/decision-rules')
export class DecisionRulesController {
  constructor(
    private readonly rules: ApprovalRules,
    private readonly defaults: DecisionDefaults,
  ) {}

  @Get()
  async list(@Asker() principal: Principal): Promise<DecisionRules> {
    const found = await this.rules.list(principal);
    return {
      service: this.defaults.approvals,
      collections: found.map(({ collection: { id, name }, approvals }) => ({ collection: { id, name }, approvals })),
    };
  }

  /** For proposals from now on; what was proposed keeps the rule that it was proposed under. */
  @Put(':collection')
  async set(
    @Asker() principal: Principal,
    @Param('collection', { schema: collectionName }) collection: string,
    @Body({ schema: decisionRule }) { approvals }: DecisionRule,
  ): Promise<DecisionRules> {
    await this.rules.set(principal, collection, approvals);
    return this.list(principal);
  }
}
