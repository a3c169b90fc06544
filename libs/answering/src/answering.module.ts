import { Module } from '@nestjs/common';
import { AnswerQuestion } from './answer-question.use-case.js';

/** Needs the models and retrieval modules. */
@Module({ providers: [AnswerQuestion], exports: [AnswerQuestion] })
export class AnsweringModule {}
