import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { AnswerRecordRepository } from './answer-record.repository.js';
import { ReliedOnEntity } from './doubts/relied-on.entity.js';
import { DecisionEntity } from './decision/decision.entity.js';
import { DecisionStepEntity } from './decision/decision-step.entity.js';
import { EraseDecisions } from './erase-decisions.js';
import { EraseFeedback } from './erase-feedback.js';
import { EraseRecords } from './erase-records.js';
import { NoteOlderRecords } from './note-older-records.use-case.js';
import { RecordSeals } from './record-seals.js';
import { SealOlderRecords } from './seal-older-records.use-case.js';

/** Erasing of sealed answers and decisions. Needs the library and a vault. */
@Module({
  imports: [TypeOrmModule.forFeature([DecisionEntity, DecisionStepEntity])],
  providers: [EraseRecords, EraseDecisions, EraseFeedback],
  exports: [EraseRecords, EraseDecisions, EraseFeedback],
})
export class RecordErasureModule {}

/** The sealed answers alone. Needs audit. */
@Module({
  imports: [TypeOrmModule.forFeature([AnswerRecordEntity, ReliedOnEntity])],
  providers: [AnswerRecordRepository, RecordSeals, NoteOlderRecords, SealOlderRecords],
  exports: [AnswerRecordRepository, RecordSeals, NoteOlderRecords, SealOlderRecords],
})
export class RecordsModule {}
