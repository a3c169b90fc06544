import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AnswerQuestion, type AnswerProgress, type AnswerTrace } from '#answering';
import { AuditLog, type LogReceipt } from '#audit';
import { Clock, KnowledgeError, type Principal, type Visibility, canonicalJson, sha256Hex } from '#knowledge';
import { CollectionRepository, LibraryChangeRepository, MatterRepository } from '#library';
import { SearchScopes, momentOf } from '#retrieval';
import { type AnswerCoverage, CoverageOfAnswers, sealCoverage } from './answer-coverage.js';
import { AnswerRecordRepository, type SealAlongside } from './answer-record.repository.js';
import { EarlierExchanges } from './earlier-exchanges.js';
import { MatterRequired } from './errors.js';
import { type AskedQuestion, type RecordBody, askedBy, sealPassages } from './record-body.js';
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
    const matter = await this.matterOf(visibility, asked.matter, scope.collectionIds);
    const change = await this.changes.changeAsOf(askedAt);
    const reader = { principal, mayReadAll: false } as const;
    const previous = asked.followUp ? await this.earlier.of(reader, visibility, asked.followUp) : (asked.told ?? null);
    const model = await this.writerOf(asked, scope.collectionIds);
    const { searched } = await scope.coverage;
    const answered = await this.answer(principal, emit, signal, (tell) =>
      this.answering.run(
        visibility,
        {
          question: asked.question,
          tables: scope.tables,
          embedder: scope.embedder,
          fusionWeight: scope.fusionWeight,
          lexicon: scope.lexicon,
          collections: scope.collectionIds,
          filter: asked.filter,
          asOf: scope.asOf,
          documentsSearched: searched,
          answerMode: asked.model === 'quoted' ? 'quoted' : (asked.answerMode ?? 'auto'),
          model,
          previous,
        },
        tell,
        signal,
      ),
    );
    emit({ type: 'stage', stage: 'recording' });
    const coverage = await this.coverages.take(visibility, scope, answered);
    const warnings = [...answered.warnings, ...warningsOfAge(answered), ...(await this.coverages.warnings(answered))];
    const trace = { ...answered, warnings };
    const around = await this.surroundings.take(visibility, scope.collectionIds, trace);
    const { passages, ...rest } = trace;
    const annex = canonicalJson(around.annex);
    const body: RecordBody = {
      version: 3,
      id: randomUUID(),
      salt: randomBytes(32).toString('hex'),
      askedAt: askedAt.toISOString(),
      askedBy: askedBy(principal),
      asked: { ...asked, matter },
      corpus: {
        ...{ change, coverage: sealCoverage(coverage), indexTables: scope.tables },
        ...{ asOf: scope.asOf, collections: scope.collectionIds, fusionWeight: scope.fusionWeight },
      },
      access: {
        ...{
          number: around.accessNumber,
          version: visibility.accessVersion,
          visibilitySha256: around.visibilitySha256,
        },
        annexSha256: sha256Hex(annex),
      },
      modelFiles: around.modelFiles,
      service: { version: this.service.version, runtime: `node ${process.version}` },
      passages: sealPassages(passages, around.revisions),
      trace: rest,
    };
    const log = await this.records.seal(body, alongside, annex);
    return { recordId: body.id, question: asked.question, asked: body.asked, trace, coverage, log };
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
