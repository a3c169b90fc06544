import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { AnswerQuestion, type PreviousExchange } from '#answering';
import { AuditLog } from '#audit';
import { KnowledgeError, type Principal } from '#knowledge';
import { SearchScopes } from '#retrieval';
import { AnswerRecordRepository } from '../answer-record.repository.js';
import type { DecisionReader } from '../decision/index.js';
import { EarlierExchanges } from '../earlier-exchanges.js';
import type { RecordBody } from '../record-body.js';
import { type ReplayDifference, compareReplay } from './compare-replay.js';

/** How an answer that was made again today compares with its record. */
export interface Replay {
  readonly record: string;
  readonly identical: boolean;
  /** Causes before effects; none when identical. */
  readonly differences: readonly ReplayDifference[];
}

/** Answer a recorded question once more, on the library as it stood, and say what came out otherwise. Nothing is sealed. */
@Injectable()
export class ReplayRecord {
  constructor(
    private readonly access: AccessPolicy,
    private readonly scopes: SearchScopes,
    private readonly answering: AnswerQuestion,
    private readonly records: AnswerRecordRepository,
    private readonly earlier: EarlierExchanges,
    private readonly log: AuditLog,
  ) {}

  /**
   * For whoever may read the record; it sees what they may see. The model that is on the record is asked, with its seed and
   * parameters, under the record's own prompt marker.
   * @throws RecordNotFound, RecordErased; the signal's reason when aborted
   */
  async run(principal: Principal, recordId: string, signal: AbortSignal): Promise<Replay> {
    const visibility = await this.access.visibilityOf(principal);
    const reader = { principal, visibility, mayReadAll: this.access.may(principal, 'replay records') };
    const { body } = await this.records.show(reader, recordId);
    const differences = await this.differences(reader, body, signal);
    const subject = { record: recordId, differences: differences.map(({ what }) => what).join(',') };
    await this.log.append([{ kind: 'record.replayed', actor: principal.userId, subject }]);
    return { record: recordId, identical: differences.length === 0, differences };
  }

  private async differences(
    reader: DecisionReader,
    body: RecordBody,
    signal: AbortSignal,
  ): Promise<ReplayDifference[]> {
    const { asked, corpus, trace } = body;
    const { visibility } = reader;
    try {
      const scope = await this.scopes.resolve(visibility, corpus.collections ?? asked.collections, null);
      const again = await this.answering.run(
        visibility,
        {
          question: asked.question,
          tables: scope.tables,
          embedder: scope.embedder,
          lexicon: scope.lexicon,
          fusionWeight: corpus.fusionWeight === undefined ? scope.fusionWeight : corpus.fusionWeight,
          collections: scope.collectionIds,
          filter: asked.filter,
          asOf: corpus.asOf ?? corpus.change,
          documentsSearched: corpus.coverage.searched,
          answerMode: trace.mode === 'quoted' ? 'quoted' : (trace.answerMode ?? 'auto'),
          knowsIdioms: knewIdioms(trace),
          model: trace.model?.name ?? null,
          previous: await this.previous(reader, body),
          boundary: trace.prompt?.boundary ?? null,
        },
        () => undefined,
        signal,
      );
      return compareReplay(body, again, scope.tables);
    } catch (error) {
      if (signal.aborted || !(error instanceof KnowledgeError)) throw error;
      return [{ what: error.code.startsWith('model.') ? 'model' : 'run', reason: error.message }];
    }
  }

  private async previous(
    reader: DecisionReader,
    { asked: { followUp, told } }: RecordBody,
  ): Promise<PreviousExchange | null> {
    return followUp === null ? (told ?? null) : this.earlier.of(reader, reader.visibility, followUp);
  }
}

/** A record from before everyday phrases were told by the words of rules names none that were searched for besides. */
const knewIdioms = ({ steps }: RecordBody['trace']): boolean =>
  steps?.some(({ besides }) => besides !== undefined) ?? false;
