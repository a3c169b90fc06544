import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AnswerQuestion, type AnswerProgress, type AnswerTrace, type QuestionInput } from '#answering';
import { AuditLog, type LogReceipt } from '#audit';
import { Clock, KnowledgeError, type Principal, type Visibility, canonicalJson } from '#knowledge';
import { CollectionRepository, LibraryChangeRepository, MatterRepository } from '#library';
import { type SearchScope, SearchScopes, momentOf } from '#retrieval';
import { type AnswerCoverage, CoverageOfAnswers } from './answer-coverage.js';
import { AnswerRecordRepository, type SealAlongside } from './answer-record.repository.js';
import { composeRecord } from './compose-record.js';
import { EarlierExchanges } from './earlier-exchanges.js';
import { MatterRequired } from './errors.js';
import type { AskedQuestion } from './record-body.js';
import { RecordSurroundings } from './record-surroundings.js';
import { warningsOfAge } from './warnings-of-age.js';

/** An answer that has its record. */
export interface RecordedAnswer {
  readonly recordId: string;
  readonly question: string;
  readonly asked: AskedQuestion;
  readonly trace: AnswerTrace;
  readonly coverage: AnswerCoverage;
  readonly log: LogReceipt;
}

/** What is told while a question is answered; `recording` comes last, before the answer. */
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
    private readonly collections: CollectionRepository,
    private readonly matters: MatterRepository,
    private readonly records: AnswerRecordRepository,
    private readonly earlier: EarlierExchanges,
    private readonly surroundings: RecordSurroundings,
    private readonly coverages: CoverageOfAnswers,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly service: ServiceVersion,
  ) {}

  /**
   * @param emit Told of progress; what it is told is provisional until this resolves.
   * @param alongside Written in the transaction that seals the record.
   * @throws LogUnwritable when the record can't be written; RecordNotFound for an unknown follow-up; what answering throws.
   */
  async run(
    principal: Principal,
    asked: AskedQuestion,
    emit: (progress: DecideProgress) => void,
    signal: AbortSignal,
    alongside?: SealAlongside,
  ): Promise<RecordedAnswer> {
    const askedAt = this.clock.now();
    const visibility = await this.access.visibilityOf(principal);
    const scope = await this.scopes.resolve(visibility, asked.collections, asked.asOf ? momentOf(asked.asOf) : null);
    const kept = { ...asked, matter: await this.matterOf(visibility, asked.matter, scope.collectionIds) };
    const change = await this.changes.changeAsOf(askedAt);
    const input = await this.inputOf(principal, visibility, asked, scope);
    const answered = await this.answer(principal, emit, signal, (tell) =>
      this.answering.run(visibility, input, tell, signal),
    );
    emit({ type: 'stage', stage: 'recording' });
    const coverage = await this.coverages.take(visibility, scope, answered);
    const warnings = [...answered.warnings, ...warningsOfAge(answered), ...(await this.coverages.warnings(answered))];
    const trace = { ...answered, warnings };
    const around = await this.surroundings.take(visibility, scope.collectionIds, trace);
    const annex = canonicalJson(around.annex);
    const made = { askedAt, principal, asked: kept, visibility, change, scope, coverage, trace, around, annex };
    const body = composeRecord({ ...made, service: this.service.version });
    const log = await this.records.seal(body, alongside, annex);
    return { recordId: body.id, question: asked.question, asked: kept, trace, coverage, log };
  }

  /** The question as answering takes it. */
  private async inputOf(
    principal: Principal,
    visibility: Visibility,
    asked: AskedQuestion,
    scope: SearchScope,
  ): Promise<QuestionInput> {
    const { tables, embedder, fusionWeight, lexicon, collectionIds, asOf, coverage } = scope;
    const reader = { principal, mayReadAll: false } as const;
    const previous = asked.followUp ? await this.earlier.of(reader, visibility, asked.followUp) : (asked.told ?? null);
    const model = await this.writerOf(asked, collectionIds);
    return {
      ...{ question: asked.question, filter: asked.filter, previous, model },
      ...{ tables, embedder, fusionWeight, lexicon, collections: collectionIds, asOf },
      documentsSearched: (await coverage).searched,
      answerMode: asked.model === 'quoted' ? 'quoted' : (asked.answerMode ?? 'auto'),
    };
  }

  /**
   * A question leaves an entry in the log also when it never came to an answer: `answer.broken_off` where words of it were seen or its asker
   * called it off, `question.unanswered` where it failed before, with the code of why.
   */
  private async answer(
    principal: Principal,
    emit: (progress: DecideProgress) => void,
    signal: AbortSignal,
    work: (tell: (progress: AnswerProgress) => void) => Promise<AnswerTrace>,
  ): Promise<AnswerTrace> {
    let hasShownText = false;
    try {
      return await work((progress) => {
        hasShownText ||= progress.type !== 'stage';
        emit(progress);
      });
    } catch (error) {
      // A hash of the question would tell it to whoever guesses: questions are short.
      const why = signal.aborted ? null : error instanceof KnowledgeError ? error.code : 'internal.unexpected';
      const subject = { question: randomUUID(), ended: why === null ? 'cancelled' : 'failed', code: why };
      const kind = hasShownText || signal.aborted ? 'answer.broken_off' : 'question.unanswered';
      await this.log.append([{ kind, actor: principal.userId, subject }]);
      throw error;
    }
  }

  /** The matter as it is kept. One that the asker is barred from is to them as one that never was. */
  private async matterOf(
    visibility: Visibility,
    asked: string | null,
    collectionIds: readonly string[],
  ): Promise<string | null> {
    if (asked !== null) return this.matters.ofQuestion(visibility, asked);
    if (await this.collections.requireMatter(visibility, collectionIds)) throw new MatterRequired();
    return null;
  }

  /** Who writes: whom the asker names, or else the generator of the collections that are asked. */
  private async writerOf(asked: AskedQuestion, collectionIds: readonly string[]): Promise<string | null> {
    return asked.model ?? this.collections.generatorOf(collectionIds);
  }
}
