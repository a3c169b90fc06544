import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LimitSettings } from '#config';
import { KnowledgeError } from '#knowledge';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';

const MINUTE_S = 60;
const DAY_S = 24 * 60 * 60;

/** What is limited. Requests are counted by each process for itself, the rest by all together. */
export type Limited = 'requests' | 'address' | 'questions' | 'questionsToday' | 'uploadMegabytesToday';

const WORDS: Readonly<Record<Limited, string>> = {
  requests: 'Too many requests within a minute.',
  address: 'Too many requests from this address within a minute.',
  questions: 'Too many questions within a minute.',
  questionsToday: 'The questions of this day are used up.',
  uploadMegabytesToday: 'What may be uploaded within a day is used up.',
};

export class TooMuchAsked extends KnowledgeError {
  readonly code = 'limit.reached';
  readonly kind = 'busy';
  override readonly retryable = true;
  constructor(
    what: Limited,
    override readonly retryAfterS: number,
  ) {
    super(`${WORDS[what]} Try again in ${retryAfterS} seconds.`);
  }
}

/** How much anybody may ask for. */
@Injectable()
export class Limits {
  private readonly limiters: Readonly<Record<Limited, RateLimiterAbstract | null>>;

  constructor(@InjectDataSource() source: DataSource, settings: LimitSettings) {
    const own = (points: number) => (points === 0 ? null : new RateLimiterMemory({ points, duration: MINUTE_S }));
    const shared = (keyPrefix: Limited, points: number, duration: number) =>
      points === 0 ? null : new RateLimiterPostgres({ ...storeOf(source), keyPrefix, points, duration });
    this.limiters = {
      requests: own(settings.requestsPerMinute),
      address: own(settings.addressRequestsPerMinute),
      questions: shared('questions', settings.questionsPerMinute, MINUTE_S),
      questionsToday: shared('questionsToday', settings.questionsPerDay, DAY_S),
      uploadMegabytesToday: shared('uploadMegabytesToday', settings.uploadMegabytesPerDay, DAY_S),
    };
  }

  /**
   * Use some of a limit.
   * @param who An id, or an address; never a name.
   * @throws TooMuchAsked
   */
  async use(what: Limited, who: string, points = 1): Promise<void> {
    try {
      await this.limiters[what]?.consume(who, points);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new TooMuchAsked(what, Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    }
  }
}

/** The pool that the service has anyway; expired rows go by themselves. */
const storeOf = (source: DataSource) => ({
  storeClient: (source.driver as unknown as { master: unknown }).master,
  storeType: 'pool',
  tableName: 'rate_limits',
  tableCreated: true,
  clearExpiredByTimeout: true,
});
