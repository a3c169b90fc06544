import type { Command } from 'commander';
import { type IngestReport, ingestFiles } from '../ingest/ingest-files.js';
import { counted } from '../output/format.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { collection, textUpTo } from './parse-options.js';

interface IngestOptions {
  readonly collection: string;
  readonly matter?: string;
  readonly wait?: boolean;
}

const EXAMPLES = `
Unchanged files are not sent again; changed ones become new revisions. Hidden files are skipped.
What is not sent again stays under the matter it is under: \`chancery documents set\` moves it.
A folder's files keep their path from the folder's own name on: \`ingest /x/handbooks\` gives handbooks/a/b.md.

Examples:
  chancery ingest ~/handbooks
  chancery ingest contracts/ notes.md --collection "Case files" --matter M-2031-007 --wait
  chancery ingest . --wait --json`;

/** May be run again: what is there unchanged is not sent. Ends with status 1 when a file was rejected or failed. */
export function registerIngest(program: Command, cli: Cli): void {
  program
    .command('ingest')
    .description('bring files and folders into a collection')
    .argument('<path...>', 'files and folders, walked recursively')
    .option('-c, --collection <name>', 'collection to bring them into, made if it is new', collection, 'Library')
    .option('--matter <number>', 'matter that what is sent comes under; it must exist', textUpTo(100))
    .option('-w, --wait', 'return when every document can be searched or has failed')
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[string[]], IngestOptions>(async (run, paths, options) => {
        const { collection, matter } = options;
        const target = { client: run.client, collection, matter, signal: run.signal };
        const { progress, notice } = run;
        const report = await ingestFiles(target, paths, { wait: options.wait === true, progress, notice });
        // Progress and the summary are for people; results for scripts are asked for with --json.
        if (run.isJson) run.print(report, () => '');
        else run.terminal.err(asText(report, options.wait === true));
        return report.rejected.length + report.failed.length > 0 ? 1 : 0;
      }),
    );
}

function asText(report: IngestReport, waited: boolean): string {
  const { accepted, revised, unchanged, live, rejected, failed } = report;
  const counts = `${accepted} new, ${revised} revised, ${unchanged} unchanged, ${rejected.length} rejected`;
  const summary = `${counts}. ${counted(live, 'file')} live, ${failed.length} failed.\n`;
  const processing =
    accepted + revised > 0 && !waited ? 'Processing goes on; `chancery status` shows how far it is.\n' : '';
  const problems = [
    ...rejected.map((file) => ({ state: 'rejected', ...file })),
    ...failed.map((file) => ({ state: 'failed', ...file })),
  ];
  const listed = table(
    [
      { title: 'STATE', value: (file) => file.state },
      { title: 'FILE', value: (file) => file.path },
      { title: 'CODE', value: (file) => file.code },
      { title: 'REASON', value: (file) => file.message },
    ],
    problems,
  );
  return `${summary}${processing}${listed === '' ? '' : `\n${listed}`}`;
}
