import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { AnswerRecordRepository } from './answer-record.repository.js';
import { Decide } from './decide.use-case.js';

/** Needs access, answering, audit, library and retrieval; the app says which {@link ServiceVersion} runs. */
@Module({
  imports: [TypeOrmModule.forFeature([AnswerRecordEntity])],
  providers: [AnswerRecordRepository, Decide],
  exports: [AnswerRecordRepository, Decide],
})
export class DecisionsModule {}
