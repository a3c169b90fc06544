import { CronExpressionParser } from 'cron-parser';
import type { Told } from '#contracts';
import { DetailedError } from '#knowledge';

/** When a job is to run again and again. */
export type JobSchedule =
  | { readonly kind: 'every'; readonly minutes: number }
  /** Five fields, read in an IANA time zone. */
  | { readonly kind: 'cron'; readonly pattern: string; readonly timeZone: string };

/** A cron pattern that can't be read, or a time zone that nobody knows. */
export class BadSchedule extends DetailedError<Told<'schedule.invalid'>> {
  readonly code = 'schedule.invalid';
  readonly kind = 'invalid';
  constructor(pattern: string) {
    super(
      `"${pattern}" is no schedule. Give minute, hour, day, month and weekday, for example "30 6 * * 1-5", and a time zone such as Europe/Berlin.`,
      { written: pattern },
    );
  }
}

/**
 * The first time after a moment. For an interval it is that interval after the moment.
 * @throws BadSchedule for a pattern or time zone that can't be read.
 */
export function nextTime(schedule: JobSchedule, after: Date): Date {
  if (schedule.kind === 'every') return new Date(after.getTime() + schedule.minutes * 60_000);
  const { pattern, timeZone } = schedule;
  try {
    return CronExpressionParser.parse(pattern, { currentDate: after, tz: timeZone }).next().toDate();
  } catch {
    throw new BadSchedule(`${pattern} ${timeZone}`);
  }
}

/** As BullMQ wants it. */
export interface Repeat {
  readonly every?: number;
  readonly pattern?: string;
  readonly tz?: string;
}

/** A schedule as BullMQ takes it: milliseconds, or cron in a time zone. */
export function repeatOf(schedule: JobSchedule): Repeat {
  if (schedule.kind === 'every') return { every: schedule.minutes * 60_000 };
  return { pattern: schedule.pattern, tz: schedule.timeZone };
}

/** Whether a known schedule is the wanted one. Backends give numbers back as text. */
export function isSame(
  known: { every?: number | string; pattern?: string; tz?: string },
  { every, pattern, tz }: Repeat,
): boolean {
  if (every !== undefined) return Number(known.every) === every;
  return known.pattern === pattern && known.tz === tz;
}
