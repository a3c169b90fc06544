import type { SourceSchedule } from '#contracts';

/** A time of the day on days of the week, which is what most schedules are. */
export interface DailyTimes {
  /** `HH:MM` */
  readonly time: string;
  /** 0 is Sunday; in order, never empty. */
  readonly days: readonly number[];
}

/** Monday first. */
export const WEEK: readonly number[] = [1, 2, 3, 4, 5, 6, 0];

const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:-[0-7])?(?:,[0-7](?:-[0-7])?)*)$/;

/** @returns Null for a pattern that says something else. */
export function dailyTimesOf(schedule: SourceSchedule): DailyTimes | null {
  const [, minute, hour, days] = (schedule.kind === 'cron' && DAILY.exec(schedule.pattern)) || [];
  if (!minute || !hour || !days || Number(minute) > 59 || Number(hour) > 23) return null;
  const named = days === '*' ? [...WEEK] : days.split(',').flatMap(rangeOf);
  const among = new Set(named.map((day) => day % 7));
  return { time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, days: WEEK.filter((day) => among.has(day)) };
}

/** Without a day it is every day. */
export function patternOf({ time, days }: DailyTimes): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const on = days.length === 0 || days.length === WEEK.length ? '*' : [...days].sort().join(',');
  return `${minute} ${hour} * * ${on}`;
}

function rangeOf(part: string): number[] {
  const [from = 0, to = from] = part.split('-').map(Number);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
