import type { RunEntryList, SourceRunView, SourceSchedule, SourceView } from '#contracts';
import { counted, duration, minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';

/** What sources are called is their owners' to say, so it is kept to one line. */
export function sourcesAsText(sources: readonly SourceView[]): string {
  const rows = table(
    [
      { title: 'NAME', value: (one) => oneLine(one.name), max: 32 },
      { title: 'KIND', value: (one) => one.config.kind },
      { title: 'COLLECTION', value: (one) => oneLine(one.collection.name), max: 24 },
      { title: 'SCHEDULE', value: (one) => (one.isPaused ? 'paused' : inWords(one.schedule)) },
      { title: 'DOCUMENTS', value: (one) => one.documents, align: 'right' },
      { title: 'FAILING', value: (one) => one.failing, align: 'right' },
      { title: 'LAST RUN', value: (one) => one.lastRun?.state ?? 'never' },
      { title: 'ID', value: (one) => one.id },
    ],
    sources,
  );
  return `${rows}${counted(sources.length, 'source')}\n`;
}

/** Of its secret only whether there is one. */
export function sourceAsText(source: SourceView): string {
  const { name, config, collection, schedule, isPaused, hasSecret, removeLimitPercent, nextRunAt, lastRun } = source;
  const settings = Object.entries(config.settings).map(([key, value]) => `  ${key}: ${oneLine(asValue(value))}`);
  return [
    `${oneLine(name)} (${config.kind}), into "${oneLine(collection.name)}"`,
    ...settings,
    `  secret: ${hasSecret ? 'stored' : 'none'}`,
    `Schedule: ${isPaused ? 'paused' : inWords(schedule)}${nextRunAt ? `, next ${minute(nextRunAt)}` : ''}`,
    `Asks before it removes more than ${removeLimitPercent} % of its documents.`,
    `${counted(source.documents, 'document')}, ${source.failing} failing.`,
    ...(lastRun ? [`Last run: ${runAsText(lastRun).trimEnd()}`] : ['It never ran.']),
    '',
  ].join('\n');
}

/** One line, and one each for a failure and for what waits to be confirmed. */
export function runAsText({ id, state, counts, failure, createdAt, durationMs, toRemove }: SourceRunView): string {
  const { added, changed, moved, removed, kept, unchanged, failed } = counts;
  const held = kept === 0 ? '' : `, ${kept} kept by a legal hold`;
  const took = durationMs === null ? '' : ` in ${duration(durationMs / 1000)}`;
  const said =
    `${state}${took} (${minute(createdAt)}, run ${id}): ${added} added, ${changed} changed, ${moved} moved, ` +
    `${removed} removed${held}, ${unchanged} unchanged, ${failed} failed\n`;
  const waits =
    toRemove === null
      ? ''
      : `It would remove ${counted(toRemove, 'document')}. Look at the source, then: chancery sources confirm NAME, or cancel NAME\n`;
  return `${said}${failure ? `${failure.code}: ${failure.message}\n` : ''}${waits}`;
}

/** Says how many more there are beyond this page. */
export function entriesAsText({ entries, total }: RunEntryList): string {
  const rows = table(
    [
      { title: 'OUTCOME', value: (one) => one.outcome },
      { title: 'PATH', value: (one) => oneLine(one.from ? `${one.from} → ${one.path}` : one.path) },
      { title: 'WHY', value: (one) => (one.failure ? oneLine(`${one.failure.code}: ${one.failure.message}`) : '') },
    ],
    entries,
  );
  return total > entries.length ? `${rows}… and ${total - entries.length} more\n` : rows;
}

function inWords(schedule: SourceSchedule): string {
  if (schedule.kind === 'manual') return 'by hand';
  return schedule.kind === 'every' ? `every ${schedule.minutes} min` : `${schedule.pattern} ${schedule.timeZone}`;
}

const asValue = (value: unknown): string =>
  Array.isArray(value)
    ? value.join(', ')
    : value === null || value === ''
      ? '–'
      : JSON.stringify(value).replace(/^"|"$/g, '');
