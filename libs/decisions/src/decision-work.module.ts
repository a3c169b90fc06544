import { Module } from '@nestjs/common';
import { DecisionRegisterModule } from './decision/index.js';
import { FindingDoubtsModule } from './doubts/index.js';
import { SealingFeedbackModule } from './feedback/index.js';
import { KeepingMemoryModule } from './memory/index.js';
import { RecordsModule } from './records.module.js';
import { SweepDecisions } from './sweep-decisions.use-case.js';

const PARTS = [DecisionRegisterModule, FindingDoubtsModule, KeepingMemoryModule, RecordsModule, SealingFeedbackModule];

/** What goes on with decisions in the background, for the worker. Needs access, audit, jobs, library, models and the search index. */
@Module({
  imports: PARTS,
  providers: [SweepDecisions],
  exports: [...PARTS, SweepDecisions],
})
export class DecisionWorkModule {}
