import type { Command } from 'commander';
import type { RemovalView } from '#contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { RemovalCalls } from '../client/removal-calls.js';
import { counted, minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli, ExitStatus, Run } from '../run.js';
import { textUpTo } from './parse-options.js';

const POLL_MS = 300;

interface Waiting {
  readonly wait: boolean;
}

/** `collections removals`, `restore` and `cancel`: collections that went with their documents. */
export function registerRemovals(collections: Command, cli: Cli): void {
  collections
    .command('removals')
    .description('collections that were removed with their documents, newest first')
    .action(
      cli.action<[], unknown>(async (run) => {
        const removals = await new RemovalCalls(run.client).list();
        run.print({ removals }, () => asText(removals));
        return 0;
      }),
    );
  collections
    .command('restore')
    .description('put a collection and the documents that were removed with it back')
    .argument('<removal>', 'its id, from "collections removals"', textUpTo(60))
    .option('--no-wait', 'do not wait until all of it is back')
    .action(
      cli.action<[string], Waiting>(async (run, id, { wait }) =>
        followed(run, await new RemovalCalls(run.client).restore(id), wait),
      ),
    );
  collections
    .command('cancel')
    .description('stop the removal of a collection; what is out already stays out until it is restored')
    .argument('<removal>', 'its id, from "collections removals"', textUpTo(60))
    .action(
      cli.action<[string], unknown>(async (run, id) =>
        followed(run, await new RemovalCalls(run.client).cancel(id), false),
      ),
    );
}

/** Remove a collection with all that it holds, and follow that to its end. */
export async function removeWithDocuments(run: Run, nameOrId: string, wait: boolean): Promise<ExitStatus> {
  return followed(run, await new RemovalCalls(run.client).begin(nameOrId), wait);
}

/** Exit status 1 where documents had to stay. */
async function followed(run: Run, removal: RemovalView, wait: boolean): Promise<ExitStatus> {
  const reached = wait ? await untilDone(run, removal) : removal;
  run.print(reached, () => `${sentence(reached)}\n`);
  return reached.state === 'kept' ? 1 : 0;
}

async function untilDone(run: Run, begun: RemovalView): Promise<RemovalView> {
  const isRestoring = begun.state === 'restoring';
  const all = isRestoring ? begun.done : begun.total;
  const shown = run.progress(isRestoring ? 'Restoring' : 'Removing', all);
  const calls = new RemovalCalls(run.client);
  try {
    for (let now = begun; ; now = await calls.show(begun.id)) {
      shown.advanceTo(Math.min(all, isRestoring ? all - now.done : now.done));
      if (now.endedAt !== null) return now;
      await sleep(POLL_MS, undefined, { signal: run.signal });
    }
  } finally {
    shown.end();
  }
}

function sentence({ id, collection, state, total, done, kept }: RemovalView): string {
  const name = `"${oneLine(collection.name)}"`;
  const documents = counted(done, 'document');
  const back = `Put back with: chancery collections restore ${id}`;
  switch (state) {
    case 'removing':
      return `${name} is being removed: ${done} of ${total} documents. Stop it with: chancery collections cancel ${id}`;
    case 'removed':
      return `${name} was removed with ${documents}. ${back}`;
    case 'kept':
      return `${documents} of ${name} were removed; ${kept} had to stay (a hold covers them, or you may not see them), and so did the collection. ${back}`;
    case 'cancelled':
      return `Stopped: ${documents} of ${name} are out. ${back}`;
    case 'restoring':
      return `${name} is being put back: ${documents} to go.`;
    case 'restored':
      return `${name} is back.`;
  }
}

function asText(removals: readonly RemovalView[]): string {
  const rows = table(
    [
      { title: 'COLLECTION', value: (one) => one.collection.name },
      { title: 'STATE', value: (one) => one.state },
      { title: 'DOCUMENTS', value: (one) => one.done, align: 'right' },
      { title: 'KEPT', value: (one) => one.kept, align: 'right' },
      { title: 'BEGAN', value: (one) => minute(one.beganAt) },
      { title: 'ID', value: (one) => one.id },
    ],
    removals,
  );
  return `${rows}${counted(removals.length, 'removal')}\n`;
}
