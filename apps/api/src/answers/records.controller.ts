import { Controller, Get, Param, Query } from '@nestjs/common';
import { type RecordDetail, type RecordQuery, type RecordSummary, recordQuery } from '#contracts';
import { type AnswerRecordSummary, AnswerRecordRepository, DecisionReaders } from '#decisions';
import type { Principal } from '#knowledge';
import { FeedbackDesk } from './feedback-desk.js';
import { Asker } from '../http/auth.guard.js';
import { idInPath } from '../http/id-in-path.js';
import { StoredAnswers } from './stored-answers.js';
import { CitedSources } from './cited-sources.js';

/**
 * Recorded answers, read only: one's own, or all for those who may read all. Those also see how many documents were out of the
 * asker's sight.
 */
@Controller('api/v1/records')
export class RecordsController {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly records: AnswerRecordRepository,
    private readonly answers: StoredAnswers,
    private readonly feedback: FeedbackDesk,
    private readonly sources: CitedSources,
  ) {}

  @Get()
  async list(
    @Asker() principal: Principal,
    @Query({ schema: recordQuery }) { offset, limit, collection, ...filter }: RecordQuery,
  ): Promise<{ records: RecordSummary[]; total: number }> {
    const reader = await this.readers.of(principal);
    const { records, total } = await this.records.list(reader, offset, limit, {
      ...filter,
      ...(collection && { collection: { id: collection, visibility: reader.visibility } }),
    });
    return { records: records.map(viewSummary), total };
  }

  @Get(':id')
  async show(@Asker() principal: Principal, @Param('id', { schema: idInPath }) id: string): Promise<RecordDetail> {
    const reader = await this.readers.of(principal);
    const record = await this.records.show(reader, id);
    const sources = await this.sources.of(reader.visibility, [record]);
    return {
      ...viewSummary(record),
      sha256: record.sha256,
      body: { ...record.body },
      answer: await this.answers.view(principal, record),
      sources: sources.get(id) ?? [],
      pageUnits: await this.sources.pageUnits(reader.visibility, record),
      hiddenDocuments: reader.mayReadAll ? (record.annex?.hiddenDocuments ?? null) : null,
      feedback: await this.feedback.besideRecord(reader, id),
    };
  }
}

const viewSummary = ({
  id,
  question,
  outcome,
  mode,
  askedBy,
  matter,
  createdAt,
  logIndex,
  erasedBy,
}: AnswerRecordSummary): RecordSummary => ({
  ...{ id, question, outcome, mode, askedBy, matter, logIndex, erasedBy },
  createdAt: createdAt.toISOString(),
});
