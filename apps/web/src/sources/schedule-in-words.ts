import type { SourceSchedule } from '#contracts';
import cronstrue from 'cronstrue';
import 'cronstrue/locales/de.js';
import 'cronstrue/locales/ja.js';
import { spoken, strings } from '../strings/index.js';

const words = strings.sources;

/** `every hour`, `at 06:30, Monday through Friday (Europe/Berlin)`. A pattern that can't be read stands as it is. */
export function scheduleInWords(schedule: SourceSchedule): string {
  if (schedule.kind === 'manual') return words.manual;
  if (schedule.kind === 'every') return words.every(schedule.minutes);
  return words.cron(patternInWords(schedule.pattern) ?? schedule.pattern, schedule.timeZone);
}

/** `at 06:30, Monday through Friday`; null for what is no pattern. */
export function patternInWords(pattern: string): string | null {
  try {
    const said = cronstrue.toString(pattern, { use24HourTimeFormat: true, verbose: true, locale: spoken });
    return said.charAt(0).toLowerCase() + said.slice(1);
  } catch {
    return null;
  }
}
