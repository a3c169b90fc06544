import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { FeedbackList, FeedbackQuery, FeedbackView, RecordFeedback } from '#contracts';
import { DecisionReaders, type Feedback, FeedbackRepository, type RecordReader } from '#decisions';
import type { Principal } from '#knowledge';
import { DocumentRepository } from '#library';
import { viewFeedback, viewListedFeedback } from './feedback.view.js';

/** Feedback as a person is shown it, whichever door they come through. */
@Injectable()
export class FeedbackDesk {
  constructor(
    private readonly access: AccessPolicy,
    private readonly readers: DecisionReaders,
    private readonly feedback: FeedbackRepository,
    private readonly documents: DocumentRepository,
  ) {}

  /** Beside a record that the reader has been shown. */
  async besideRecord({ principal, mayReadAll }: RecordReader, recordId: string): Promise<RecordFeedback> {
    const mine = (await this.mine(principal, [recordId])).get(recordId) ?? null;
    return { mine, counts: mayReadAll ? await this.feedback.counts(recordId) : null };
  }

  /** The reader's own, by record. */
  async mine(principal: Principal, recordIds: readonly string[]): Promise<Map<string, FeedbackView>> {
    const found = await this.feedback.mine(principal, recordIds);
    const titles = await this.titles(principal, [...found.values()]);
    return new Map([...found].map(([record, each]) => [record, viewFeedback(each, titles)]));
  }

  async view(principal: Principal, feedback: Feedback): Promise<FeedbackView> {
    return viewFeedback(feedback, await this.titles(principal, [feedback]));
  }

  /** What stands of the records in the reader's sight, newest first. @throws NotAllowed */
  async list(principal: Principal, { offset, limit, ...filter }: FeedbackQuery): Promise<FeedbackList> {
    this.access.require(principal, 'work with feedback');
    const reader = await this.readers.of(principal);
    const { feedback, total } = await this.feedback.list(reader, filter, offset, limit);
    const titles = await this.titles(principal, feedback);
    return { feedback: feedback.map((each) => viewListedFeedback(each, titles)), total };
  }

  private async titles(principal: Principal, feedback: readonly Feedback[]): Promise<Map<string, string>> {
    const ids = feedback.flatMap(({ rightSource }) => rightSource?.documentId ?? []);
    return this.documents.titlesAmong(await this.access.visibilityOf(principal), ids);
  }
}
