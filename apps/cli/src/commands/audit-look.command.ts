import { type Command, InvalidArgumentError } from 'commander';
import { type CheckpointPlaces, type LogEntries, logEntriesQuery, readLeaf } from '#contracts';
import { LogCalls } from '../client/log-calls.js';
import { minute } from '../output/format.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { wholeNumber } from './parse-options.js';

interface EntriesOptions {
  readonly kind?: string;
  readonly actor?: string;
  readonly about?: string;
  readonly since?: string;
  readonly until?: string;
  readonly before?: number;
  readonly limit: number;
}

/** `audit entries` and `audit places`. */
export function registerAuditLook(audit: Command, cli: Cli): void {
  audit
    .command('entries')
    .description('entries of the log, newest first')
    .option('--kind <kind>', 'an area (decision) or a whole kind (decision.approved)', part('kind'))
    .option('--actor <id>', 'id of who did it, or "system"', part('actor'))
    .option('--about <id>', 'an id that the entry names', part('about'))
    .option('--since <time>', 'this ISO date and time and later', part('since'))
    .option('--until <time>', 'before this ISO date and time', part('until'))
    .option('--before <n>', 'entries in front of this one', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--limit <n>', 'how many', wholeNumber(1, 1_000), 50)
    .addHelpText(
      'after',
      '\nExamples:\n  chancery audit entries --kind erasure\n  chancery audit entries --about 0190c3a2-… --json',
    )
    .action(
      cli.action<[], EntriesOptions>(async (run, options) => {
        const found = await new LogCalls(run.client).find({
          ...options,
          before: options.before ?? Number.MAX_SAFE_INTEGER,
        });
        run.print(found, () => entriesAsText(found));
        return 0;
      }),
    );
  audit
    .command('places')
    .description('where signed checkpoints go besides the database; exit status 1 when one did not arrive')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await new LogCalls(run.client).places();
        run.print(found, () => placesAsText(found));
        return found.places.every(({ problem }) => problem === null) ? 0 : 1;
      }),
    );
}

/** Checked as the service will check it. */
const part = (name: 'kind' | 'actor' | 'about' | 'since' | 'until') => (text: string) => {
  const read = logEntriesQuery.safeParse({ [name]: text });
  if (!read.success) throw new InvalidArgumentError(read.error.issues[0]?.message ?? 'It is not understood.');
  return text;
};

const entriesAsText = ({ entries }: LogEntries): string =>
  table(
    [
      { title: 'ENTRY', value: ({ index }) => String(index) },
      { title: 'AT', value: ({ said }) => (said ? minute(said.at) : '') },
      { title: 'KIND', value: ({ said }) => said?.kind ?? '' },
      { title: 'ACTOR', value: ({ said }) => said?.actor ?? '' },
      // What somebody edited in the database is shown as the text that it is.
      { title: 'ABOUT', value: ({ said, leaf }) => (said ? JSON.stringify(said.subject) : leaf), max: 90 },
    ],
    entries.map((entry) => ({ ...entry, said: readLeaf(entry.leaf) })),
  );

const placesAsText = ({ places }: CheckpointPlaces): string =>
  places.length === 0
    ? 'Beside the database only. See LOG_CHECKPOINT_FOLDER, LOG_CHECKPOINT_STORE, LOG_CHECKPOINT_MAIL_TO and LOG_WITNESSES.\n'
    : table(
        [
          { title: 'KIND', value: (place) => place.kind },
          { title: 'PLACE', value: (place) => place.name, max: 60 },
          { title: 'ENTRIES', value: (place) => String(place.size ?? '') },
          { title: 'ARRIVED', value: (place) => (place.arrivedAt ? minute(place.arrivedAt) : 'never') },
          { title: 'PROBLEM', value: (place) => place.problem ?? '', max: 90 },
        ],
        places,
      );
