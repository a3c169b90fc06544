import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { sayFromFeedback } from '#contracts';
import { GoldenQuestionNotFound, GoldenQuestions, type NewGoldenQuestion } from '#evaluation';
import { Clock, type Principal, type Visibility } from '#knowledge';
import { CollectionRepository, PassageRepository } from '#library';
import { type AnswerRecord, AnswerRecordRepository } from '../answer-record.repository.js';
import { exchangeOf } from '../exchange-of.js';
import { FeedbackNoCandidate } from './errors.js';
import { type Feedback, isCandidate } from './feedback.js';
import { DecisionReaders } from '../decision/index.js';
import { FeedbackRepository } from './feedback.repository.js';

/** Longest golden question, in UTF-16 units. */
const LONGEST_QUESTION = 2_000;
/** Longest quote that a golden question takes, in UTF-16 units. */
const LONGEST_QUOTE = 2_000;

/** Make a golden question of feedback that says what a right answer rests on. */
@Injectable()
export class PromoteFeedback {
  constructor(
    private readonly feedback: FeedbackRepository,
    private readonly records: AnswerRecordRepository,
    private readonly golden: GoldenQuestions,
    private readonly access: AccessPolicy,
    private readonly readers: DecisionReaders,
    private readonly collections: CollectionRepository,
    private readonly passages: PassageRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns Id of the golden question; of the earlier one when there is one already.
   * @throws NotAllowed; FeedbackNotFound, also for feedback that the promoter is not shown; FeedbackNoCandidate; DocumentNotFound, RevisionNotFound or CollectionNotFound when
   *   the promoter may not see what the question would rest on.
   */
  async run(principal: Principal, feedbackId: string): Promise<string> {
    this.access.require(principal, 'work with feedback');
    const reader = await this.readers.of(principal);
    const { visibility } = reader;
    const feedback = await this.feedback.show(reader, feedbackId);
    const noted = await this.feedback.promotionOf(feedbackId);
    if (noted && (await this.isThere(principal, noted))) return noted;
    const record = (await this.records.among([feedback.recordId])).get(feedback.recordId);
    if (!record || !isCandidate(feedback, record.outcome)) throw new FeedbackNoCandidate();
    const among = await this.collections.resolve(visibility, record.body.asked.collections);
    const made: NewGoldenQuestion = {
      // It will be asked alone: a follow-up with the words that it left out.
      question: exchangeOf(record.body).question.slice(0, LONGEST_QUESTION),
      collectionIds: among.map(({ id }) => id),
      expected: await this.expectedOf(visibility, feedback, record),
      origin: 'feedback',
      note: noteOf(feedback),
    };
    return this.feedback.promote(principal, feedback, noted, this.clock.now(), async (manager) => {
      return (await this.golden.add(principal, made, manager)).id;
    });
  }

  /** The right source where one is named, otherwise what the answer cites. */
  private async expectedOf(
    visibility: Visibility,
    { rightSource }: Feedback,
    { body }: AnswerRecord,
  ): Promise<NewGoldenQuestion['expected']> {
    if (!rightSource)
      return body.trace.citations.map(({ documentId, quote }) => ({
        documentId,
        quote: quote.slice(0, LONGEST_QUOTE),
      }));
    const { documentId, revisionId, page, span } = rightSource;
    if (!span) return [{ documentId, page }];
    const { text } = await this.passages.textOf(visibility, revisionId);
    return [{ documentId, page, quote: text.slice(...span).slice(0, LONGEST_QUOTE) }];
  }

  /** Golden questions may be removed; the same feedback can then make another. */
  private async isThere(principal: Principal, goldenQuestionId: string): Promise<boolean> {
    try {
      await this.golden.show(principal, goldenQuestionId);
      return true;
    } catch (error) {
      if (error instanceof GoldenQuestionNotFound) return false;
      throw error;
    }
  }
}

/** For people: of which answer it was said, and on which day (UTC). Who said it may be forgotten some day. */
const noteOf = ({ recordId, at }: Feedback): string => sayFromFeedback(at.toISOString().slice(0, 10), recordId);
