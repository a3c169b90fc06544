import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { AnswerDocument } from '#contracts';
import type { AnswerRecord } from '#decisions';
import type { Principal } from '#knowledge';
import { DocumentRepository } from '#library';
import { viewStoredAnswer } from './answer.view.js';

/** Answers on record as a person is shown them. */
@Injectable()
export class StoredAnswers {
  constructor(
    private readonly access: AccessPolicy,
    private readonly documents: DocumentRepository,
    private readonly log: AuditLog,
  ) {}

  /** @param record One that the person may read. Documents read in part that they may not see are counted and not named. */
  async view(principal: Principal, record: AnswerRecord): Promise<AnswerDocument> {
    const checkpoint = await this.log.checkpointAt(record.logIndex);
    const ids = (record.body.corpus.coverage.partly?.listed ?? []).map(({ documentId }) => documentId);
    const titles =
      ids.length === 0
        ? new Map<string, string>()
        : await this.documents.titlesAmong(await this.access.visibilityOf(principal), ids);
    return viewStoredAnswer(record, checkpoint, titles, record.body.askedBy.id === principal.userId);
  }
}
