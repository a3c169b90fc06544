import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { AnswerRecordRepository } from './answer-record.repository.js';
import { ReliedOnEntity } from './doubts/relied-on.entity.js';
import { RecordSeals } from './record-seals.js';

/** The sealed answers alone. Needs audit. */
@Module({
  imports: [TypeOrmModule.forFeature([AnswerRecordEntity, ReliedOnEntity])],
  providers: [AnswerRecordRepository, RecordSeals],
  exports: [AnswerRecordRepository, RecordSeals],
})
export class RecordsModule {}
