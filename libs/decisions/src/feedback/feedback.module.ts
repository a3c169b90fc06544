import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '#knowledge';
import { RecordsModule } from '../records.module.js';
import { FeedbackCheck } from './feedback-check.js';
import { FeedbackEntity } from './feedback.entity.js';
import { FeedbackRepository } from './feedback.repository.js';
import { FeedbackSeals } from './feedback-seals.js';
import { GiveFeedback } from './give-feedback.use-case.js';
import { PromotionEntity } from './promotion.entity.js';
import { PromoteFeedback } from './promote-feedback.use-case.js';
import { SealOlderFeedback } from './seal-older-feedback.use-case.js';

const OFFERED = [FeedbackRepository, FeedbackCheck, GiveFeedback];
const SEALING = [FeedbackSeals, SealOlderFeedback];

/** Encrypting feedback from before it was encrypted, for whoever works in the background. Needs audit. */
@Module({
  imports: [TypeOrmModule.forFeature([FeedbackEntity])],
  providers: SEALING,
  exports: SEALING,
})
export class SealingFeedbackModule {}

/** What people say of answers. Needs access, audit and library. */
@Module({
  imports: [RecordsModule, SealingFeedbackModule, TypeOrmModule.forFeature([FeedbackEntity, PromotionEntity])],
  providers: [...OFFERED, { provide: Clock, useClass: SystemClock }],
  exports: [...OFFERED, SealingFeedbackModule],
})
export class FeedbackModule {}

/** Golden questions made of feedback. Needs evaluation as well. */
@Module({
  imports: [RecordsModule, FeedbackModule],
  providers: [PromoteFeedback, { provide: Clock, useClass: SystemClock }],
  exports: [PromoteFeedback],
})
export class PromotionModule {}
