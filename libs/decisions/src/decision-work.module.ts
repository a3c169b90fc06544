import { Module } from '@nestjs/common';
import { DecisionRegisterModule } from './decision/index.js';
import { FindingDoubtsModule } from './doubts/index.js';
import { KeepingMemoryModule } from './memory/index.js';
import { RecordsModule } from './records.module.js';
import { SweepDecisions } from './sweep-decisions.use-case.js';

/** What goes on with decisions in the background, for the worker. Needs access, audit, jobs, library, models and the search index. */
@Module({
  imports: [DecisionRegisterModule, FindingDoubtsModule, KeepingMemoryModule, RecordsModule],
  providers: [SweepDecisions],
  exports: [DecisionRegisterModule, FindingDoubtsModule, KeepingMemoryModule, RecordsModule, SweepDecisions],
})
export class DecisionWorkModule {}
