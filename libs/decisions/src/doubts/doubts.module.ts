import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { DecisionRegisterModule } from '../decision/index.js';
import { RecordsModule } from '../records.module.js';
import { AssessDocument } from './assess-document.use-case.js';
import { DoubtCheck } from './doubt-check.js';
import { DoubtEntity } from './doubt.entity.js';
import { DoubtSeals } from './doubt-seals.js';
import { DoubtRepository } from './doubt.repository.js';
import { FindDoubts } from './find-doubts.use-case.js';
import { SealOlderReasons } from './seal-older-reasons.use-case.js';
import { SettleDoubt } from './settle-doubt.use-case.js';

const OFFERED = [DoubtRepository, DoubtSeals, DoubtCheck, SettleDoubt];
const clock = { provide: Clock, useClass: SystemClock };

/** What a change puts in doubt, for those whom it concerns. Needs access, audit and library. */
@Module({
  imports: [RecordsModule, DecisionRegisterModule, TypeOrmModule.forFeature([DoubtEntity])],
  providers: [...OFFERED, clock],
  exports: OFFERED,
})
export class DoubtsModule {}

/** The half that finds it, for the worker. Needs audit and library. */
@Module({
  imports: [TypeOrmModule.forFeature([DoubtEntity])],
  providers: [AssessDocument, FindDoubts, DoubtSeals, SealOlderReasons, clock],
  exports: [AssessDocument, FindDoubts, SealOlderReasons],
})
export class FindingDoubtsModule {}
