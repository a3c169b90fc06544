import { Module } from '@nestjs/common';
import { AnswerQuestion } from './answer-question.use-case.js';
import { ScoreSupport } from './evidence/score-support.js';
import { ReadLibrary } from './reading/read-library.js';

/** Needs the models and retrieval modules. */
@Module({ providers: [ReadLibrary, ScoreSupport, AnswerQuestion], exports: [AnswerQuestion] })
export class AnsweringModule {}
