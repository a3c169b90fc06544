import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AskGoldenQuestions } from './ask-golden-questions.js';
import { CompareGenerations, RunComparisonJob } from './compare-generations.use-case.js';
import { GoldenComparisonEntity } from './golden-comparison.entity.js';
import { GoldenComparisonRepository } from './golden-comparison.repository.js';
import { GoldenQuestionEntity } from './golden-question.entity.js';
import { GoldenQuestionRepository } from './golden-question.repository.js';
import { GoldenQuestions } from './golden-questions.use-case.js';
import { GoldenRunEntity } from './golden-run.entity.js';
import { JudgeGeneration } from './judge-generation.use-case.js';

const tables = TypeOrmModule.forFeature([GoldenQuestionEntity, GoldenRunEntity, GoldenComparisonEntity]);

/** The half for the API: golden questions, comparisons, the switch. */
@Module({
  imports: [tables],
  providers: [GoldenQuestionRepository, GoldenComparisonRepository, GoldenQuestions, CompareGenerations],
  exports: [GoldenQuestions, CompareGenerations],
})
export class EvaluationModule {}

/** The half for the worker: it asks the questions. Needs the rooms to its left to be global. */
@Module({
  imports: [tables],
  providers: [
    GoldenQuestionRepository,
    GoldenComparisonRepository,
    AskGoldenQuestions,
    JudgeGeneration,
    RunComparisonJob,
  ],
  exports: [JudgeGeneration, RunComparisonJob],
})
export class EvaluatingModule {}
