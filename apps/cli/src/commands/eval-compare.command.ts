import type { Command } from 'commander';
import { type MeasuredAs, type MeasurementComparison, compareMeasurements } from '../eval/compare-measurements.js';
import { historyFolder, recall } from '../eval/retrieval-history.js';
import { oneLine } from '../output/printable.js';
import { pairs, table } from '../output/table.js';
import type { Cli } from '../run.js';

const SHOWN = 20;

const HELP = `
A and B are measurements that \`eval retrieval\` kept: files, or the beginnings of their names in the history folder.

Examples:
  chancery eval compare 20310102 20310103 --history ./evaluations`;

export function registerEvalCompare(evaluation: Command, cli: Cli): void {
  evaluation
    .command('compare')
    .description('what changed between two measurements of one set, query by query')
    .argument('<before>')
    .argument('<after>')
    .option('--history <folder>', 'where measurements are kept (evaluations/ in the data folder if left out)')
    .addHelpText('after', HELP)
    .action(
      cli.action<[string, string], { history?: string }>(async (run, before, after, { history }) => {
        const folder = history ?? historyFolder(run);
        const compared = compareMeasurements(await recall(folder, before), await recall(folder, after));
        run.print(compared, () => asText(compared));
        return 0;
      }),
    );
}

function asText({
  set,
  before,
  after,
  queries,
  better,
  worse,
  ndcg_at_10: ndcg,
  changed,
}: MeasurementComparison): string {
  const about = pairs([
    ['set', set],
    ['before', made(before)],
    ['after', made(after)],
    ['queries', `${queries}: ${better} better, ${worse} worse`],
    ['nDCG@10', ndcg.map((value) => value.toFixed(4)).join(' → ')],
  ]);
  if (changed.length === 0) return about;
  const shown = table(
    [
      { title: 'nDCG@10', value: (query) => query.ndcg_at_10.map((value) => value.toFixed(3)).join(' → ') },
      { title: 'RANK', value: (query) => query.rank.map((rank) => rank ?? '–').join(' → ') },
      { title: 'QUERY', value: ({ text }) => oneLine(text) },
    ],
    changed.slice(0, SHOWN),
  );
  const more = changed.length > SHOWN ? `… and ${changed.length - SHOWN} more; --json has them all.\n` : '';
  return `${about}\n${shown}${more}`;
}

function made({ at, mode, index, reranker, weights }: MeasuredAs): string {
  const weight = index?.fusion_weight ?? weights?.vector ?? 'default';
  const analyser = index?.analyser_version === undefined ? '' : `, analyser ${index.analyser_version}`;
  const how = index
    ? `${index.embedder}, weight ${weight}, chunker ${index.chunker_version}${analyser}`
    : 'index not told';
  const boosts = Object.entries(weights ?? {})
    .map(([name, share]) => (LEGS.has(name) ? '' : `, ${name} ${share}`))
    .join('');
  return `${at} ${mode}, ${how}${boosts}${reranker === null ? '' : `, reranker ${reranker}`}`;
}
/** Weights of the two searches; the others are what counts beside them. */
const LEGS: ReadonlySet<string> = new Set(['keyword', 'vector']);
