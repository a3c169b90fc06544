import { type Command, InvalidArgumentError, Option } from 'commander';
import { type LinkKind, type LinkTarget, linkKind } from '#contracts';
import { DecisionMemoryCalls } from '../client/decision-memory-calls.js';
import { WrongUsage } from '../client/errors.js';
import type { Cli } from '../run.js';
import { graphAsText, precedentsAsText, timelineAsText } from './decision-memory-text.js';
import { textUpTo, uuid, wholeNumber } from './parse-options.js';

interface LinkOptions {
  readonly note?: string;
  readonly decision?: string;
  readonly record?: string;
  readonly revision?: string;
  readonly span?: [number, number];
}

/** Decisions found again, linked and drawn. */
export function registerDecisionMemory(decisions: Command, cli: Cli): void {
  registerFinding(decisions, cli);
  registerLinking(decisions, cli);
  decisions
    .command('timeline')
    .description('what happened in a matter, oldest first')
    .argument('<matter>', 'client or matter number', textUpTo(100))
    .action(
      cli.action<[string], unknown>(async (run, matter) => {
        const found = await new DecisionMemoryCalls(run.client).timeline(matter);
        run.print(found, () => timelineAsText(found));
        return 0;
      }),
    );
}

function registerFinding(decisions: Command, cli: Cli): void {
  decisions
    .command('search')
    .description('decisions that were made, by words and meaning')
    .argument('<query>', 'what to look for', textUpTo(2_000))
    .option('--limit <n>', 'how many', wholeNumber(1, 50), 10)
    .action(
      cli.action<[string], { readonly limit: number }>(async (run, query, { limit }) => {
        const found = await new DecisionMemoryCalls(run.client).search(query, limit);
        run.print(found, () => precedentsAsText(found));
        return 0;
      }),
    );
  decisions
    .command('similar')
    .description('decisions like this one')
    .argument('<id>', 'decision id', uuid)
    .option('--limit <n>', 'how many', wholeNumber(1, 50), 10)
    .action(
      cli.action<[string], { readonly limit: number }>(async (run, id, { limit }) => {
        const found = await new DecisionMemoryCalls(run.client).similar(id, limit);
        run.print(found, () => precedentsAsText(found));
        return 0;
      }),
    );
  decisions
    .command('graph')
    .description('what a decision stands on, and how it stands to others')
    .argument('<id>', 'decision id', uuid)
    .option('--depth <n>', 'steps from decision to decision', wholeNumber(0, 5), 2)
    .action(
      cli.action<[string], { readonly depth: number }>(async (run, id, { depth }) => {
        const graph = await new DecisionMemoryCalls(run.client).graph(id, depth);
        run.print(graph, () => graphAsText(graph));
        return 0;
      }),
    );
}

function registerLinking(decisions: Command, cli: Cli): void {
  decisions
    .command('link')
    .description('say how a decision stands to another, or what it relies on')
    .argument('<id>', 'decision id', uuid)
    .addOption(new Option('--kind <kind>', 'how').choices(linkKind.options).makeOptionMandatory())
    .option('--decision <id>', 'the other decision', uuid)
    .option('--record <id>', 'an answer that it relies on', uuid)
    .option('--revision <id>', 'a revision that it relies on, with --span', uuid)
    .option('--span <start-end>', 'place in the text of the revision, half-open', spanOf)
    .option('--note <text>', 'why', textUpTo(2_000))
    .action(
      cli.action<[string], LinkOptions & { readonly kind: LinkKind }>(
        async (run, id, { kind, note = '', ...options }) => {
          const link = await new DecisionMemoryCalls(run.client).link(id, { kind, to: targetOf(options), note });
          run.print(link, () => `Link ${link.id}, log entry ${link.logIndex}.\n`);
          return 0;
        },
      ),
    );
  decisions
    .command('unlink')
    .description('take a link back; both steps stay in the log')
    .argument('<id>', 'decision id', uuid)
    .argument('<link>', 'link id, as the graph prints it', uuid)
    .option('--note <text>', 'why', textUpTo(2_000))
    .action(
      cli.action<[string, string], { readonly note?: string }>(async (run, id, link, { note = '' }) => {
        await new DecisionMemoryCalls(run.client).unlink(id, link, note);
        run.print({ link, withdrawn: true }, () => 'Taken back.\n');
        return 0;
      }),
    );
}

function targetOf({ decision, record, revision, span }: LinkOptions): LinkTarget {
  const named = [decision, record, revision].filter((each) => each !== undefined);
  if (named.length !== 1) throw new WrongUsage('Name one of --decision, --record and --revision.');
  if (decision) return { kind: 'decision', id: decision };
  if (record) return { kind: 'record', id: record };
  if (!span) throw new WrongUsage('A revision needs the place that is relied on: --span START-END.');
  return { kind: 'revision', id: revision!, span };
}

function spanOf(text: string): [number, number] {
  const [, start, end] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (start === undefined || end === undefined) throw new InvalidArgumentError('Give a span such as 120-180.');
  return [Number(start), Number(end)];
}
