import { z } from 'zod';

const points = (byDefault: number) => z.coerce.number().int().min(0).max(2_000_000_000).default(byDefault);

/** Variables about how much anybody may ask for; 0 lifts a limit. */
export const limitVariables = {
  LIMIT_REQUESTS_PER_MINUTE: points(6_000),
  LIMIT_ADDRESS_REQUESTS_PER_MINUTE: points(600),
  LIMIT_QUESTIONS_PER_MINUTE: points(300),
  LIMIT_QUESTIONS_PER_DAY: points(20_000),
  LIMIT_UPLOAD_MB_PER_DAY: points(100_000),
};

/** 0: no limit. */
export interface LimitSettings {
  /** Of one person, and of one key or session. */
  readonly requestsPerMinute: number;
  /** Of one address, before it is known who asks: the ways in. */
  readonly addressRequestsPerMinute: number;
  readonly questionsPerMinute: number;
  readonly questionsPerDay: number;
  readonly uploadMegabytesPerDay: number;
}

export const limitSettingsOf = (env: z.infer<z.ZodObject<typeof limitVariables>>): LimitSettings => ({
  requestsPerMinute: env.LIMIT_REQUESTS_PER_MINUTE,
  addressRequestsPerMinute: env.LIMIT_ADDRESS_REQUESTS_PER_MINUTE,
  questionsPerMinute: env.LIMIT_QUESTIONS_PER_MINUTE,
  questionsPerDay: env.LIMIT_QUESTIONS_PER_DAY,
  uploadMegabytesPerDay: env.LIMIT_UPLOAD_MB_PER_DAY,
});
