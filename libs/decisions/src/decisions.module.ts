import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { AnswerRecordRepository } from './answer-record.repository.js';
import { Decide } from './decide.use-case.js';

/** The sealed answers alone. Needs audit. */
@Module({
  imports: [TypeOrmModule.forFeature([AnswerRecordEntity])],
  providers: [AnswerRecordRepository],
  exports: [AnswerRecordRepository],
})
export class RecordsModule {}

/** Needs access, answering, audit, library and retrieval; the app says which {@link ServiceVersion} runs. */
@Module({ imports: [RecordsModule], providers: [Decide], exports: [RecordsModule, Decide] })
export class DecisionsModule {}
