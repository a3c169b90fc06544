import { Injectable } from '@nestjs/common';
import { foldExchanges, type PreviousExchange } from '#answering';
import type { Visibility } from '#knowledge';
import { DocumentRepository } from '#library';
import { AnswerRecordRepository } from './answer-record.repository.js';
import { documentsBehind } from './documents-behind.js';
import { RecordErased, RecordNotFound } from './errors.js';
import { exchangeOf, leansOnEarlier } from './exchange-of.js';
import type { RecordBody } from './record-body.js';
import type { RecordReader } from './record-reader.js';

/** Of a longer chain the oldest exchanges are not looked at: each was understood with a dozen words of those before it at the most. */
const MOST_EXCHANGES = 200;

/** Exchanges that a question leans on: the one that it follows up, newest first, and those that were used to understand it. */
interface Chain {
  readonly bodies: readonly RecordBody[];
  /** Whether none is gone that was used, as far as the chain was followed. */
  readonly isWhole: boolean;
}

/** Recorded exchanges that a question follows up, as far as what they rest on may still be seen. */
@Injectable()
export class EarlierExchanges {
  constructor(
    private readonly records: AnswerRecordRepository,
    private readonly documents: DocumentRepository,
  ) {}

  /**
   * The exchange that a record holds. A follow-up was understood with words from the answers before it: where one of these rests on
   * what is out of sight by now, it is understood anew, from the questions as they were typed and the answers that are in sight.
   * @throws RecordNotFound, RecordErased
   */
  async of(reader: RecordReader, visibility: Visibility, recordId: string): Promise<PreviousExchange> {
    const { bodies, isWhole } = await this.chain(reader, recordId);
    const isInSight = await this.inSight(visibility, bodies);
    if (isWhole && bodies.every(isInSight)) return exchangeOf(bodies[0]!);
    return foldExchanges([...oldestTold(bodies.at(-1)!), ...typedExchanges({ bodies, isWhole }, isInSight)])!;
  }

  private async chain(reader: RecordReader, recordId: string): Promise<Chain> {
    let last = (await this.records.show(reader, recordId)).body;
    const bodies = [last];
    while (leansOnEarlier(last) && last.asked.followUp !== null && bodies.length < MOST_EXCHANGES) {
      const before = await this.find(reader, last.asked.followUp);
      if (before === null) return { bodies, isWhole: false };
      bodies.push(before);
      last = before;
    }
    return { bodies, isWhole: true };
  }

  /** null for a record that is gone. */
  private async find(reader: RecordReader, id: string): Promise<RecordBody | null> {
    try {
      return (await this.records.show(reader, id)).body;
    } catch (error) {
      if (error instanceof RecordNotFound || error instanceof RecordErased) return null;
      throw error;
    }
  }

  private async inSight(visibility: Visibility, bodies: readonly RecordBody[]): Promise<(body: RecordBody) => boolean> {
    const seen = await this.documents.titlesAmong(visibility, [...new Set(bodies.flatMap(documentsBehind))]);
    return (body) => documentsBehind(body).every((id) => seen.has(id));
  }
}

/** What the client told that the oldest question leans on. Of its answer nobody can tell what it rests on: it lends no words. */
function oldestTold(oldest: RecordBody): PreviousExchange[] {
  const { told } = oldest.asked;
  return told && leansOnEarlier(oldest) ? [{ ...told, answer: '' }] : [];
}

/** The exchanges as they were typed, oldest first, with the answers that may be used. */
function typedExchanges({ bodies, isWhole }: Chain, isInSight: (body: RecordBody) => boolean): PreviousExchange[] {
  let isAllInSight = isWhole;
  return bodies.toReversed().map((body) => {
    isAllInSight &&= isInSight(body);
    // A model was told the question as it was understood, and may have written names that came from the answers before.
    const mayRepeat = body.trace.mode === 'generated' && leansOnEarlier(body);
    return typedExchange(body, mayRepeat ? isAllInSight : isInSight(body));
  });
}

function typedExchange({ asked: { question }, trace }: RecordBody, isUsable: boolean): PreviousExchange {
  if (!isUsable) return { question, answer: '' };
  const missing = trace.outcome === 'refused' && { missing: trace.retrieval.evidence.missing };
  return { question, answer: trace.answer, ...missing };
}
