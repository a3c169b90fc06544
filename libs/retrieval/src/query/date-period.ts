import { dayOf } from '#knowledge';

/** The day before the first day of a year, month or day as it was written, and that first day. */
export interface PeriodStart {
  readonly firstDay: string;
  readonly dayBefore: string;
}

/** @param written `2024`, `2024-03` or `2024-03-15`. @returns Null for anything else, and for days that no calendar has. */
export function periodStart(written: string): PeriodStart | null {
  const firstDay = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(written) ? dayOf(written) : null;
  if (firstDay === null || firstDay < EARLIEST) return null;
  const before = new Date(Date.parse(`${firstDay}T00:00:00Z`) - DAY_MS);
  return { firstDay, dayBefore: before.toISOString().slice(0, 10) };
}

const EARLIEST = '0001-01-01';
const DAY_MS = 86_400_000;
