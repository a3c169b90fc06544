import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  type FeedbackList,
  type FeedbackQuery,
  type FeedbackView,
  type GiveFeedback as Given,
  type PromotedFeedback,
  type RecordFeedback,
  feedbackQuery,
  giveFeedback,
} from '#contracts';
import { AnswerRecordRepository, DecisionReaders, GiveFeedback, PromoteFeedback } from '#decisions';
import type { Principal } from '#knowledge';
import { FeedbackDesk } from './feedback-desk.js';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';

/**
 * What people think of recorded answers: whoever may read a record may say so, and change or withdraw it. Making a
 * golden question of it is for who works with feedback.
 */
@Controller('api/v1')
export class FeedbackController {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly records: AnswerRecordRepository,
    private readonly giving: GiveFeedback,
    private readonly promoting: PromoteFeedback,
    private readonly desk: FeedbackDesk,
  ) {}

  @Get('records/:id/feedback')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<RecordFeedback> {
    const reader = await this.readers.of(principal);
    await this.records.show(reader, id);
    return this.desk.besideRecord(reader, id);
  }

  @Put('records/:id/feedback')
  async give(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
    @Body({ schema: giveFeedback }) given: Given,
  ): Promise<FeedbackView> {
    return this.desk.view(principal, await this.giving.run(await this.readers.of(principal), id, given));
  }

  @Delete('records/:id/feedback')
  @HttpCode(204)
  async withdraw(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<void> {
    await this.giving.withdraw(await this.readers.of(principal), id);
  }

  @Get('feedback')
  list(@Asker() principal: Principal, @Query({ schema: feedbackQuery }) query: FeedbackQuery): Promise<FeedbackList> {
    return this.desk.list(principal, query);
  }

  @Post('feedback/:id/golden-question')
  @HttpCode(200)
  async promote(
    @Asker() principal: Principal,
    @Param('id', { schema: idInPath }) id: string,
  ): Promise<PromotedFeedback> {
    return { goldenQuestion: await this.promoting.run(principal, id) };
  }
}
