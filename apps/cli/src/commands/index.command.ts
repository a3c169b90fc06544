import { type Command, InvalidArgumentError } from 'commander';
import type { GenerationView, IndexComparison } from '#contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GenerationPair, IndexCalls } from '../client/index-calls.js';
import { GivenUp } from '../client/errors.js';
import { duration } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { pairs, table } from '../output/table.js';
import type { Cli, ExitStatus, Run } from '../run.js';
import { untilSettled } from './index-progress.js';
import { textUpTo } from './parse-options.js';

const POLL_MS = 500;

/** Ends with status 1 where the golden questions speak against a generation. */
export function registerIndex(program: Command, cli: Cli): void {
  const index = program.command('index').description('the generations of the search index: compare, switch, go back');
  index
    .command('list')
    .description('generations, oldest first, with how far a build has come')
    .action(
      cli.action<[], unknown>(async (run) => {
        const generations = await new IndexCalls(run.client).generations();
        run.print({ generations }, () => asTable(generations));
        return 0;
      }),
    );
  registerCompare(index, cli);
  index
    .command('switch')
    .description('let a generation serve; exit status 1 when the golden questions speak against it')
    .argument('<generation>', 'such as g2', generation)
    .option('--force', 'although the golden questions speak against it')
    .option('--reason <text>', 'why it is forced', textUpTo(2_000))
    .action(
      cli.action<[string], { force?: boolean; reason?: string }>(async (run, id, { force = false, reason = '' }) => {
        await new IndexCalls(run.client).switchTo({ generation: id, force, reason });
        return settled(run, id);
      }),
    );
  index
    .command('rollback')
    .description('back to the generation that served before')
    .action(
      cli.action<[], unknown>(async (run) => settled(run, (await new IndexCalls(run.client).rollBack()).generation)),
    );
  index
    .command('drop')
    .description('cancel a build, or drop a generation that does not serve')
    .argument('<generation>', 'such as g2', generation)
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        await new IndexCalls(run.client).drop(id);
        run.print({ dropped: id }, () => `Generation ${id} was dropped.\n`);
        return 0;
      }),
    );
}

function registerCompare(index: Command, cli: Cli): void {
  index
    .command('compare')
    .description('what two generations find for the golden questions; exit status 1 when the new one may not take over')
    .option('--from <generation>', 'the one that serves if left out', generation)
    .option('--to <generation>', 'the newest other one if left out', generation)
    .option('--run', 'put the questions to both anew')
    .action(
      cli.action<[], GenerationPair & { run?: boolean }>(async (run, { run: isAsked, ...pair }) => {
        const calls = new IndexCalls(run.client);
        const found = isAsked ? await comparedAnew(run, calls, pair) : await calls.comparison(pair);
        run.print(found, () => comparisonAsText(found));
        return found.gate.passes ? 0 : 1;
      }),
    );
}

/** Have the questions put to both, and wait until both have answered anew. @throws GivenUp */
async function comparedAnew(run: Run, calls: IndexCalls, wanted: GenerationPair): Promise<IndexComparison> {
  // By their names from here on: another generation may serve before they have answered.
  const { from, to } = await calls.comparison(wanted);
  const pair = { from: from.generation, to: to.generation };
  await calls.compare(pair);
  for (;;) {
    const found = await calls.comparison(pair);
    if (!found.asked) return found;
    const { failure } = found.asked;
    if (failure) throw new GivenUp(failure.code, `The questions could not be put to both: ${failure.message}`);
    await sleep(POLL_MS, undefined, { signal: run.signal });
  }
}

async function settled(run: Run, id: string): Promise<ExitStatus> {
  const found = await untilSettled(run, id, 'live');
  const state = found?.state ?? 'dropped';
  run.print({ generation: id, state, error: found?.error ?? null }, () =>
    state === 'live'
      ? `Generation ${id} serves now.\n`
      : `Generation ${id} is ${state}. ${found?.error?.message ?? ''}\n`,
  );
  return state === 'live' ? 0 : 1;
}

function generation(text: string): string {
  if (/^g\d{1,9}$/.test(text)) return text;
  throw new InvalidArgumentError('Give a generation such as g2.');
}

const asTable = (generations: readonly GenerationView[]): string =>
  table(
    [
      { title: 'GENERATION', value: ({ id }) => id },
      { title: 'STATE', value: ({ state, isSwitching }) => (isSwitching ? `${state}, switching` : state) },
      { title: 'EMBEDDER', value: ({ embedder }) => `${embedder.name} (${embedder.dimensions})` },
      { title: 'CHUNKS', value: ({ progress }) => progressAsText(progress), align: 'right' },
      { title: 'WEIGHT', value: ({ fusionWeight }) => fusionWeight ?? 'default', align: 'right' },
      { title: 'NOTE', value: ({ error }) => (error ? oneLine(error.message) : '') },
    ],
    generations,
  );

function progressAsText({ done, total, etaSeconds }: GenerationView['progress']): string {
  if (done >= total) return String(done);
  return `${done} of ${total}${etaSeconds === null ? '' : `, ${duration(etaSeconds)} left`}`;
}

function comparisonAsText({ from, to, questions, verdict, gate }: IndexComparison): string {
  const figure = (of: (figures: NonNullable<IndexComparison['from']['figures']>) => number) =>
    [from, to].map(({ figures }) => (figures ? of(figures).toFixed(3) : '–')).join(' → ');
  const about = pairs([
    ['generations', `${from.generation} (${from.embedder}) → ${to.generation} (${to.embedder})`],
    ['questions', questions.length],
    ['nDCG@10', figure(({ ndcgAt10 }) => ndcgAt10)],
    ['hit@1', figure(({ hitAt1 }) => hitAt1)],
    ['hit@5', figure(({ hitAt5 }) => hitAt5)],
    ['MRR', figure(({ mrr }) => mrr)],
    ['verdict', verdict],
    ['may take over', `${gate.passes ? 'yes' : 'no'}: ${gate.reason}`],
  ]);
  const changed = questions.filter((question) => question.verdict !== 'same');
  const rank = (value: number | null) => value ?? '–';
  const list = table(
    [
      { title: 'RANK', value: (question) => `${rank(question.rank.from)} → ${rank(question.rank.to)}` },
      { title: 'VERDICT', value: (question) => question.verdict },
      { title: 'QUESTION', value: ({ question }) => oneLine(question) },
    ],
    changed,
  );
  return changed.length > 0 ? `${about}\n${list}` : about;
}
