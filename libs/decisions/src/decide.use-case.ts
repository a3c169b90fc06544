import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AnswerQuestion, type AnswerProgress, type AnswerTrace } from '#answering';
import { AuditLog, type LogReceipt } from '#audit';
import { Clock, type Principal, sha256Hex } from '#knowledge';
import { LibraryChangeRepository } from '#library';
import { type ScopeCoverage, SearchScopes } from '#retrieval';
import { AnswerRecordRepository } from './answer-record.repository.js';
import { type AskedQuestion, type RecordBody, askedBy, sealPassages } from './record-body.js';

/** An answer that has its record. */
export interface RecordedAnswer {
  readonly recordId: string;
  readonly question: string;
  readonly trace: AnswerTrace;
  readonly coverage: ScopeCoverage;
  readonly log: LogReceipt;
}

export type DecideProgress = AnswerProgress | { readonly type: 'stage'; readonly stage: 'recording' };

/** Version of the running service, for the record. */
export abstract class ServiceVersion {
  abstract readonly version: string;
}

/** Answer a question inside what the asker may see, and seal the answer. No record, no final answer. */
@Injectable()
export class Decide {
  constructor(
    private readonly access: AccessPolicy,
    private readonly scopes: SearchScopes,
    private readonly answering: AnswerQuestion,
    private readonly changes: LibraryChangeRepository,
    private readonly records: AnswerRecordRepository,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly service: ServiceVersion,
  ) {}

  /**
   * @param emit Told of progress; what it is told is provisional until this resolves.
   * @throws LogUnwritable when the record can't be written; RecordNotFound for an unknown follow-up; what answering throws.
   */
  async run(
    principal: Principal,
    asked: AskedQuestion,
    emit: (progress: DecideProgress) => void,
    signal: AbortSignal,
  ): Promise<RecordedAnswer> {
    const askedAt = this.clock.now();
    const visibility = await this.access.visibilityOf(principal);
    const scope = await this.scopes.resolve(visibility, asked.collections, null);
    const change = await this.changes.changeAsOf(askedAt);
    const previous = await this.previous(principal, asked.followUp);
    const trace = await this.answer(principal, asked, emit, (tell) =>
      this.answering.run(
        visibility,
        {
          question: asked.question,
          tables: scope.tables,
          embedder: scope.embedder,
          collections: scope.collectionIds,
          filter: asked.filter,
          asOf: null,
          documentsSearched: scope.coverage.searched,
          mode: asked.model === 'quoted' ? 'quoted' : 'auto',
          previous,
        },
        tell,
        signal,
      ),
    );
    emit({ type: 'stage', stage: 'recording' });
    const { passages, ...rest } = trace;
    const body: RecordBody = {
      version: 1,
      id: randomUUID(),
      askedAt: askedAt.toISOString(),
      askedBy: askedBy(principal),
      asked,
      corpus: { change, coverage: scope.coverage, indexTables: scope.tables },
      service: { version: this.service.version, runtime: `node ${process.version}` },
      passages: sealPassages(passages),
      trace: rest,
    };
    const log = await this.records.seal(body);
    return { recordId: body.id, question: asked.question, trace, coverage: scope.coverage, log };
  }

  /** Words that somebody saw leave an entry in the log, also when they never became an answer. */
  private async answer(
    principal: Principal,
    asked: AskedQuestion,
    emit: (progress: DecideProgress) => void,
    work: (tell: (progress: AnswerProgress) => void) => Promise<AnswerTrace>,
  ): Promise<AnswerTrace> {
    let hasShownText = false;
    try {
      return await work((progress) => {
        hasShownText ||= progress.type !== 'stage';
        emit(progress);
      });
    } catch (error) {
      const subject = { questionSha256: sha256Hex(asked.question) };
      if (hasShownText) await this.log.append([{ kind: 'answer.broken_off', actor: principal.userId, subject }]);
      throw error;
    }
  }

  private async previous(
    principal: Principal,
    recordId: string | null,
  ): Promise<{ question: string; answer: string } | null> {
    if (!recordId) return null;
    const { body } = await this.records.show({ principal, mayReadAll: false }, recordId);
    return { question: body.asked.question, answer: body.trace.answer };
  }
}
