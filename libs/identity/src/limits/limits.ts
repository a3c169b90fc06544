import type { LimitSettings } from '#config';
import type { Told } from '#contracts';
import { DetailedError } from '#knowledge';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { SharedCounts } from './shared-counts.js';

const MINUTE_S = 60;
const HOUR_S = 60 * 60;
const DAY_S = 24 * HOUR_S;
/** To one person; and asked for from one address, which a whole office may share. */
const MAILED_LINKS_PER_HOUR = 5;
const MAILED_LINKS_FROM_PER_HOUR = 60;

/** What is counted often, and so added up by all processes together every second. */
type Request = 'requests' | 'address' | 'anyFromAddress';
/** What is counted in the database each time. */
type Quota = 'questions' | 'questionsToday' | 'uploadMegabytesToday' | 'mailedLinks' | 'mailedLinksFrom';
/** What is limited, for all processes together. */
export type Limited = Request | Quota;

const WORDS: Readonly<Record<Limited, string>> = {
  requests: 'Too many requests within a minute.',
  address: 'Too many requests from this address within a minute.',
  anyFromAddress: 'Too many requests from this address within a minute.',
  questions: 'Too many questions within a minute.',
  questionsToday: 'The questions of this day are used up.',
  uploadMegabytesToday: 'What may be uploaded within a day is used up.',
  mailedLinks: 'Too many links were asked for within an hour.',
  mailedLinksFrom: 'Too many links were asked for within an hour.',
};

/** A limit of the settings is used up. @param retryAfterS Seconds after which the same would be let through. */
export class TooMuchAsked extends DetailedError<Told<'limit.reached'>> {
  readonly code = 'limit.reached';
  readonly kind = 'busy';
  override readonly retryable = true;
  constructor(
    what: Limited,
    override readonly retryAfterS: number,
  ) {
    super(`${WORDS[what]} Try again in ${retryAfterS} seconds.`, { retryAfterS });
  }
}

/** How much anybody may ask for. */
export class Limits {
  private readonly counts: Readonly<Record<Request, SharedCounts | null>>;
  private readonly quotas: Readonly<Record<Quota, RateLimiterPostgres | null>>;

  /** @param now Of the minutes in which requests are counted; milliseconds. */
  constructor(source: DataSource, settings: LimitSettings, now: () => number = Date.now) {
    const counted = (what: Request, points: number) =>
      points === 0 ? null : new SharedCounts(source, what, points, now);
    const quota = (keyPrefix: Quota, points: number, duration: number) =>
      points === 0 ? null : new RateLimiterPostgres({ ...storeOf(source), keyPrefix, points, duration });
    this.counts = {
      requests: counted('requests', settings.requestsPerMinute),
      address: counted('address', settings.addressRequestsPerMinute),
      anyFromAddress: counted('anyFromAddress', settings.addressTotalPerMinute),
    };
    this.quotas = {
      questions: quota('questions', settings.questionsPerMinute, MINUTE_S),
      questionsToday: quota('questionsToday', settings.questionsPerDay, DAY_S),
      uploadMegabytesToday: quota('uploadMegabytesToday', settings.uploadMegabytesPerDay, DAY_S),
      mailedLinks: quota('mailedLinks', MAILED_LINKS_PER_HOUR, HOUR_S),
      mailedLinksFrom: quota('mailedLinksFrom', MAILED_LINKS_FROM_PER_HOUR, HOUR_S),
    };
  }

  /**
   * Use some of a limit.
   * @param who An id, or an address; never a name.
   * @throws TooMuchAsked
   */
  async use(what: Limited, who: string, points = 1): Promise<void> {
    const waitMs = isRequest(what)
      ? (this.counts[what]?.use(who, points) ?? 0)
      : await this.useQuota(what, who, points);
    if (waitMs > 0) throw new TooMuchAsked(what, Math.max(1, Math.ceil(waitMs / 1000)));
  }

  /** Bring what was counted here to the other processes, and learn what they counted. Done by itself every second. */
  async addUp(): Promise<void> {
    for (const counts of Object.values(this.counts)) await counts?.addUp();
  }

  private async useQuota(what: Quota, who: string, points: number): Promise<number> {
    try {
      await this.quotas[what]?.consume(who, points);
      return 0;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return Math.max(1, refused.msBeforeNext);
    }
  }
}

const isRequest = (what: Limited): what is Request =>
  what === 'requests' || what === 'address' || what === 'anyFromAddress';

/** The pool that the service has anyway; expired rows go by themselves. */
const storeOf = (source: DataSource) => ({
  storeClient: (source.driver as unknown as { master: unknown }).master,
  storeType: 'pool',
  tableName: 'rate_limits',
  tableCreated: true,
  clearExpiredByTimeout: true,
});
