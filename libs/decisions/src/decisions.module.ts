import { Module } from '@nestjs/common';
import { Decide } from './decide.use-case.js';
import { DecisionRegisterModule } from './decision/index.js';
import { DoubtsModule } from './doubts/index.js';
import { FeedbackModule, PromotionModule } from './feedback/index.js';
import { CoverageOfAnswers } from './answer-coverage.js';
import { EarlierExchanges } from './earlier-exchanges.js';
import { RecordSurroundings } from './record-surroundings.js';
import { MemoryModule } from './memory/index.js';
import { ReplayRecord } from './replay/replay-record.use-case.js';
import { RecordsModule } from './records.module.js';

/** Needs access, answering, audit, evaluation, library and retrieval; the app says which {@link ServiceVersion} runs. */
@Module({
  imports: [RecordsModule, DecisionRegisterModule, DoubtsModule, MemoryModule, FeedbackModule, PromotionModule],
  providers: [CoverageOfAnswers, Decide, EarlierExchanges, ReplayRecord, RecordSurroundings],
  exports: [
    RecordsModule,
    DecisionRegisterModule,
    DoubtsModule,
    MemoryModule,
    FeedbackModule,
    PromotionModule,
    Decide,
    ReplayRecord,
  ],
})
export class DecisionsModule {}
