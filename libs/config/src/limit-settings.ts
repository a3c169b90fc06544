import { z } from 'zod';

const points = (byDefault: number) => z.coerce.number().int().min(0).max(2_000_000_000).default(byDefault);

/** Variables about how much anybody may ask for; 0 lifts a limit. */
export const limitVariables = {
  LIMIT_REQUESTS_PER_MINUTE: points(6_000),
  LIMIT_ADDRESS_REQUESTS_PER_MINUTE: points(600),
  LIMIT_ADDRESS_TOTAL_PER_MINUTE: points(60_000),
  LIMIT_QUESTIONS_PER_MINUTE: points(300),
  LIMIT_QUESTIONS_PER_DAY: points(20_000),
  LIMIT_UPLOAD_MB_PER_DAY: points(100_000),
};

/** 0: no limit. */
export interface LimitSettings {
  /** Of one person, and of one key or session. */
  readonly requestsPerMinute: number;
  /** Of one address where nobody is known to ask: the ways in, and whatever is refused there. */
  readonly addressRequestsPerMinute: number;
  /** Of one address, whoever asks; a whole office may share one. */
  readonly addressTotalPerMinute: number;
  readonly questionsPerMinute: number;
  readonly questionsPerDay: number;
  readonly uploadMegabytesPerDay: number;
}

/** How much one account or address may ask, as the environment says; see {@link LimitSettings}. */
export const limitSettingsOf = (env: z.infer<z.ZodObject<typeof limitVariables>>): LimitSettings => ({
  requestsPerMinute: env.LIMIT_REQUESTS_PER_MINUTE,
  addressRequestsPerMinute: env.LIMIT_ADDRESS_REQUESTS_PER_MINUTE,
  addressTotalPerMinute: env.LIMIT_ADDRESS_TOTAL_PER_MINUTE,
  questionsPerMinute: env.LIMIT_QUESTIONS_PER_MINUTE,
  questionsPerDay: env.LIMIT_QUESTIONS_PER_DAY,
  uploadMegabytesPerDay: env.LIMIT_UPLOAD_MB_PER_DAY,
});
