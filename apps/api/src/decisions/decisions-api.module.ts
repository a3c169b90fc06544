import { Module } from '@nestjs/common';
import { AffectedController } from './affected.controller.js';
import { AffectedDesk } from './affected-desk.js';
import { DecisionDesk } from './decision-desk.js';
import { DecisionMemoryController } from './decision-memory.controller.js';
import { DecisionRulesController } from './decision-rules.controller.js';
import { DecisionsController } from './decisions.controller.js';

/** Decisions, their memory and rules, and what a change puts in doubt. */
@Module({
  // Names such as `/decisions/search` come before the ids of `/decisions/:id`.
  controllers: [DecisionMemoryController, DecisionsController, DecisionRulesController, AffectedController],
  providers: [DecisionDesk, AffectedDesk],
  exports: [DecisionDesk],
})
export class DecisionsApiModule {}
