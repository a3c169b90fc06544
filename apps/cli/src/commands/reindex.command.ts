import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Cli, Run } from '../run.js';

const POLL_MS = 500;

const EXAMPLES = `
Builds the search index anew from the database with the embedder that is in use, beside the one that serves; searches
go on meanwhile. Needed after \`chancery models use embedder NAME\`: until then searches use keywords alone.

Examples:
  chancery reindex --wait`;

export function registerReindex(program: Command, cli: Cli): void {
  program
    .command('reindex')
    .description('build the search index anew, then switch to it')
    .option('-w, --wait', 'return when the new index serves')
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[], { wait?: boolean }>(async (run, options) => {
        const before = (await run.client.status()).index;
        await run.client.rebuildIndex();
        const generation = options.wait ? await waitForSwitch(run, before.generation, before.chunks) : null;
        run.print({ accepted: true, generation }, () =>
          generation
            ? `Generation ${generation} serves now.\n`
            : 'The index is being rebuilt; see `chancery status`.\n',
        );
        return 0;
      }),
    );
}

async function waitForSwitch(run: Run, old: string, total: number): Promise<string> {
  const shown = run.progress('Embedding', total);
  try {
    for (;;) {
      const { index } = await run.client.status();
      if (index.generation !== old) return index.generation;
      shown.advanceTo(Math.min(total, index.building?.chunks ?? 0));
      await sleep(POLL_MS, undefined, { signal: run.signal });
    }
  } finally {
    shown.end();
  }
}
