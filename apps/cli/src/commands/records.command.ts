import { type Command, Option } from 'commander';
import { type RecordDetail, type RecordQuery, type RecordSummary, recordQuery } from '#contracts';
import { counted, minute } from '../output/format.js';
import { pairs, table } from '../output/table.js';
import type { Cli } from '../run.js';
import { answerAsText } from './answer-text.js';
import { registerEvidence } from './evidence.command.js';
import { moment, textUpTo, uuid, wholeNumber } from './parse-options.js';

const { outcome, mode, verdict } = recordQuery.shape;

export function registerRecords(program: Command, cli: Cli): void {
  const records = program.command('records').description('the records of questions and answers');
  records
    .command('list')
    .description('records, newest first')
    .option('--person <id>', 'only what this person asked', uuid)
    .option('--collection <id>', 'only those for which a document of this collection was found', uuid)
    .option('--matter <number>', 'only under this matter', textUpTo(100))
    .addOption(new Option('--outcome <outcome>', 'only with this outcome').choices(outcome.unwrap().options))
    .addOption(new Option('--mode <mode>', 'only answered in this way').choices(mode.unwrap().options))
    .option('--model <name>', 'only those in which this model took part', textUpTo(200))
    .addOption(
      new Option('--verdict <verdict>', 'only with a sentence of this verdict').choices(verdict.unwrap().options),
    )
    .option('--since <moment>', 'only from this moment on', moment)
    .option('--until <moment>', 'only before this moment', moment)
    .option('--limit <n>', 'how many', wholeNumber(1, 200), 50)
    .option('--offset <n>', 'how many to pass over', wholeNumber(0, 10_000_000), 0)
    .action(
      cli.action<[], Partial<RecordQuery>>(async (run, { since, until, ...wanted }) => {
        const found = await run.client.records({
          ...wanted,
          ...(since && { since: new Date(since).toISOString() }),
          ...(until && { until: new Date(until).toISOString() }),
        });
        run.print(found, () => listAsText(found.records, found.total));
        return 0;
      }),
    );
  records
    .command('show')
    .description('one record as it was sealed')
    .argument('<id>', 'record id', uuid)
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        const record = await run.client.record(id);
        run.print(record, () => detailAsText(record));
        return 0;
      }),
    );
  registerEvidence(records, cli, 'records');
}

function listAsText(records: readonly RecordSummary[], total: number): string {
  const rows = table(
    [
      { title: 'ID', value: (record) => record.id },
      { title: 'ASKED', value: (record) => minute(record.createdAt) },
      { title: 'BY', value: (record) => record.askedBy, max: 20 },
      { title: 'OUTCOME', value: (record) => record.outcome },
      { title: 'MODE', value: (record) => record.mode },
      { title: 'MATTER', value: (record) => record.matter ?? '', max: 16 },
      { title: 'QUESTION', value: (record) => record.question, max: 70 },
    ],
    records,
  );
  return `${rows}${records.length} of ${counted(total, 'record')}\n`;
}

function detailAsText(record: RecordDetail): string {
  const about = pairs([
    ['record', record.id],
    ['asked', `${minute(record.createdAt)} by ${record.askedBy}`],
    ['matter', record.matter ?? 'none'],
    ['sealed', `sha256 ${record.sha256}`],
    ['question', record.question],
  ]);
  return `${about}\n${answerAsText(record.answer)}${sourcesSince(record)}`;
}

/** What became of cited sources since the answer was given, and where their present text is. */
function sourcesSince({ answer, sources }: RecordDetail): string {
  const changed = sources.filter(({ state }) => state !== 'current');
  const lines = changed.map(({ revision, state, present }) => {
    const cited = answer.citations.filter((citation) => citation.revision === revision).map(({ n }) => `[${n}]`);
    return `${cited.join(' ')} ${SINCE[state]}${present ? `; revision ${present.number} stands now: ${present.revision}` : ''}\n`;
  });
  return lines.length > 0 ? `\nSince then:\n${lines.join('')}` : '';
}

const SINCE: Readonly<Record<RecordDetail['sources'][number]['state'], string>> = {
  current: 'stands',
  superseded: 'was replaced',
  removed: 'was removed',
  erased: 'was erased',
  hidden: 'is not open to you any more',
};
