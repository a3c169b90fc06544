import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { DecisionRegisterModule } from '../decision/index.js';
import { DoubtsModule } from '../doubts/index.js';
import { RecordsModule } from '../records.module.js';
import { DecisionGraph } from './decision-graph.use-case.js';
import { IndexPrecedents } from './index-precedents.use-case.js';
import { IndexStateEntity } from './index-state.entity.js';
import { LinkCheck } from './link-check.js';
import { LinkDecisions } from './link-decisions.use-case.js';
import { LinkRepository } from './link.repository.js';
import { LinkStepEntity } from './link-step.entity.js';
import { MatterTimeline } from './matter-timeline.use-case.js';
import { ReminderEntity } from './reminder.entity.js';
import { RemindReviews } from './remind-reviews.use-case.js';
import { SearchPrecedents } from './search-precedents.use-case.js';

const OFFERED = [LinkRepository, LinkCheck, LinkDecisions, DecisionGraph, SearchPrecedents, MatterTimeline];
const ENTITIES = [LinkStepEntity, IndexStateEntity, ReminderEntity];
const clock = { provide: Clock, useClass: SystemClock };

/** Decisions as a memory: links, graph, precedents, timeline. Needs access, audit, library, models and the search index. */
@Module({
  imports: [RecordsModule, DecisionRegisterModule, DoubtsModule, TypeOrmModule.forFeature(ENTITIES)],
  providers: [...OFFERED, clock],
  exports: OFFERED,
})
export class MemoryModule {}

/** The half that keeps it, for the worker. Needs the same. */
@Module({
  imports: [DecisionRegisterModule, TypeOrmModule.forFeature(ENTITIES)],
  providers: [IndexPrecedents, RemindReviews, clock],
  exports: [IndexPrecedents, RemindReviews],
})
export class KeepingMemoryModule {}
