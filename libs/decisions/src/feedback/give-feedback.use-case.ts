import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { GiveFeedback as Given } from '#contracts';
import { Clock, type Principal } from '#knowledge';
import { DocumentRepository, PassageRepository } from '#library';
import { AnswerRecordRepository, type RecordReader } from '../answer-record.repository.js';
import { RightSourceInvalid } from './errors.js';
import type { Feedback, RightSource } from './feedback.js';
import { FeedbackRepository } from './feedback.repository.js';

/** Say what one thinks of an answer, or take it back. The record itself stays as it was sealed. */
@Injectable()
export class GiveFeedback {
  constructor(
    private readonly records: AnswerRecordRepository,
    private readonly feedback: FeedbackRepository,
    private readonly access: AccessPolicy,
    private readonly documents: DocumentRepository,
    private readonly passages: PassageRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws RecordNotFound; DocumentNotFound or RevisionNotFound for a source out of sight; RightSourceInvalid */
  async run(reader: RecordReader, recordId: string, { rightSource, ...opinion }: Given): Promise<Feedback> {
    await this.records.show(reader, recordId);
    const source = rightSource ? await this.sourceIn(reader.principal, rightSource) : null;
    return this.feedback.give(reader.principal, recordId, { ...opinion, rightSource: source }, this.clock.now());
  }

  /** @throws RecordNotFound, FeedbackNotFound */
  async withdraw(reader: RecordReader, recordId: string): Promise<void> {
    await this.records.show(reader, recordId);
    await this.feedback.withdraw(reader.principal, recordId, this.clock.now());
  }

  private async sourceIn(
    principal: Principal,
    { document, revision, page, span }: NonNullable<Given['rightSource']>,
  ): Promise<RightSource> {
    const visibility = await this.access.visibilityOf(principal);
    const { revisions, current, latest } = await this.documents.show(visibility, document);
    const revisionId = revision ?? current?.id ?? latest.id;
    if (!revisions.some(({ id }) => id === revisionId))
      throw new RightSourceInvalid('The document has no such revision.');
    if (page !== undefined || span !== undefined) {
      const { text, pages } = await this.passages.textOf(visibility, revisionId);
      if (page !== undefined && !pages.some((each) => each.page === page))
        throw new RightSourceInvalid(`The revision has no page ${page}.`);
      if (span !== undefined && !(span[0] < span[1] && span[1] <= text.length))
        throw new RightSourceInvalid('The span is empty or goes beyond the text.');
    }
    return { documentId: document, revisionId, page: page ?? null, span: span ?? null };
  }
}
