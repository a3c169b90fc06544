import { type Command, Option } from 'commander';
import { IndexCalls } from '../client/index-calls.js';
import type { Cli } from '../run.js';
import { untilSettled } from './index-progress.js';
import { textUpTo } from './parse-options.js';

interface ReindexOptions {
  readonly embedder?: string;
  readonly switch: 'manual' | 'auto';
  readonly wait?: boolean;
}

const EXAMPLES = `
Builds the search index anew from the database beside the one that serves; searches and uploads go on meanwhile, with the
embedder that the serving index was made with. When it is built, the golden questions are put to both. With --switch auto
(the default) it takes over unless it finds clearly less; without golden questions it takes over. The old one is kept, and
"chancery index rollback" goes back to it at once.

Examples:
  chancery reindex --wait
  chancery reindex --embedder bge-m3-Q8_0 --switch manual --wait`;

/** With `--wait` it ends with status 1 when the build failed. */
export function registerReindex(program: Command, cli: Cli): void {
  program
    .command('reindex')
    .description('build the search index anew, then switch to it')
    .option('--embedder <name>', 'an installed embedder; the one in use if left out', textUpTo(200))
    .addOption(
      new Option('--switch <when>', 'what happens when it is built').choices(['auto', 'manual']).default('auto'),
    )
    .option('-w, --wait', 'return when the new index serves, or waits for the switch')
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[], ReindexOptions>(async (run, { embedder, switch: when, wait }) => {
        const calls = new IndexCalls(run.client);
        const { generation } = await calls.rebuild({ ...(embedder ? { embedder } : {}), switch: when });
        if (!wait) {
          run.print({ accepted: true, generation }, () => 'The index is being rebuilt; see `chancery index list`.\n');
          return 0;
        }
        const found = await untilSettled(run, generation, when === 'auto' ? 'live' : 'built');
        const state = found?.state ?? 'dropped';
        const isDone = state === 'live' || (when === 'manual' && state === 'ready');
        const reason = isDone
          ? ''
          : (found?.error?.message ?? (state === 'ready' ? await whyNot(calls, generation) : ''));
        run.print({ accepted: true, generation, state, reason }, () => outcome(generation, state, reason));
        return isDone ? 0 : 1;
      }),
    );
}

/** What became of a build, and what to do about it where it does not serve. */
function outcome(generation: string, state: string, reason: string): string {
  if (state === 'live') return `Generation ${generation} serves now.\n`;
  const is = `Generation ${generation} is ${state}.`;
  if (state !== 'ready') return `${is} ${reason}\n`;
  if (reason === '') return `${is} Switch to it with "chancery index switch ${generation}".\n`;
  return [
    `${is} It does not take over: ${reason}`,
    `"chancery index compare --to ${generation}" shows what it finds and misses. "chancery index switch ${generation} --force --reason TEXT" lets it serve all the same, "chancery index drop ${generation}" gives it up.\n`,
  ].join('\n');
}

/** The gate's own sentence. */
async function whyNot(calls: IndexCalls, to: string): Promise<string> {
  const { gate } = await calls.comparison({ to });
  return gate.passes ? '' : gate.reason;
}
