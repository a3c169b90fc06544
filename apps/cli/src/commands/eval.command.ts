import { type Command, Option } from 'commander';
import { type SearchMode, boosts, searchMode } from '#contracts';
import { type AnswersReport, evaluateAnswers } from '../eval/answers-eval.js';
import { type RetrievalReport, evaluateRetrieval } from '../eval/retrieval-eval.js';
import { pairs } from '../output/table.js';
import { registerEvalCompare } from './eval-compare.command.js';
import type { Cli } from '../run.js';
import { collection, share, textUpTo, wholeNumber } from './parse-options.js';

interface RetrievalOptions {
  readonly mode: SearchMode;
  readonly limit?: number;
  readonly keep?: boolean;
  readonly rerank: boolean;
  readonly titleBoost?: number;
  readonly headingBoost?: number;
  readonly nearnessBoost?: number;
  readonly exactnessBoost?: number;
  readonly backingBoost?: number;
  readonly kinshipBoost?: number;
  readonly history?: string;
}

interface AnswersOptions {
  readonly limit?: number;
  readonly collection?: string;
  readonly model?: string;
  readonly verbose?: boolean;
  readonly keep?: boolean;
}

const RETRIEVAL_HELP = `
SET is a folder with corpus.jsonl, queries.jsonl and qrels.tsv. Its documents go through the ordinary ingestion into a
scratch collection, which is removed afterwards.

Examples:
  chancery eval retrieval ./sets/cranfield
  chancery eval retrieval ./sets/policies --mode keyword --limit 200 --json`;

const ANSWERS_HELP = `
SET is a folder as for \`eval retrieval\` (queries may carry "answers" and "unanswerable"), or a folder with
questions.jsonl, or such a file, whose questions go to a collection that is already there.

Examples:
  chancery eval answers ./samples
  chancery eval answers ./sets/news --limit 50 --verbose --json`;

/** Puts the set's documents into a scratch collection of the running service, and takes them out again. */
export function registerEval(program: Command, cli: Cli): void {
  const evaluation = program.command('eval').description('measure retrieval and answers on a set of your own');
  evaluation
    .command('retrieval')
    .description('ranking quality and latency on a judged set')
    .argument('<set>', 'folder of the set')
    .addOption(new Option('--mode <mode>', 'how to search').choices(searchMode.options).default('hybrid'))
    .option('--limit <n>', 'only the first so many judged queries', wholeNumber(1, 1_000_000))
    .option('--no-rerank', 'leave the reranker out, if there is one')
    .option('--title-boost <share>', 'what a title that says it all adds, as a share of the best score', share)
    .option('--heading-boost <share>', 'the same for the headings above a passage', share)
    .option('--nearness-boost <share>', 'what a text adds that says the words together and in their order', share)
    .option('--exactness-boost <share>', 'what a text adds that says the words as they stand in the query', share)
    .option(
      '--backing-boost <share>',
      'what other passages of the same document add, as a share of their scores',
      share,
    )
    .option('--kinship-boost <share>', 'what a text adds whose words are akin to those of the query', share)
    .option('--history <folder>', 'where measurements are kept (evaluations/ in the data folder if left out)')
    .option('--keep', 'leave the scratch collection in place')
    .addHelpText('after', RETRIEVAL_HELP)
    .action(
      cli.action<[string], RetrievalOptions>(async (run, set, { mode, limit, keep, rerank, history, ...given }) => {
        const chosen = boostsOf(given);
        const more = {
          ...(chosen && { boosts: chosen }),
          rerank: rerank ? ('auto' as const) : ('off' as const),
          ...(history ? { history } : {}),
        };
        const report = await evaluateRetrieval(run, set, { mode, limit, keep: keep === true, ...more });
        run.print(report, () => asText(report));
        return 0;
      }),
    );
  registerEvalCompare(evaluation, cli);
  evaluation
    .command('answers')
    .description('answers against gold answers, and refusals against unanswerable questions')
    .argument('<set>', 'folder of the set, or a file of questions')
    .option('--limit <n>', 'only so many questions, spread evenly over the set', wholeNumber(1, 1_000_000))
    .option(
      '-c, --collection <name>',
      'where to ask when the set brings no documents ("Samples" if left out)',
      collection,
    )
    .option('--model <role-or-name>', 'answer with this model', textUpTo(200))
    .option('--verbose', 'a line for each question on standard error')
    .option('--keep', 'leave the scratch collection in place')
    .addHelpText('after', ANSWERS_HELP)
    .action(
      cli.action<[string], AnswersOptions>(async (run, set, { limit, collection, model, verbose, keep }) => {
        const more = { verbose: verbose === true, keep: keep === true };
        const report = await evaluateAnswers(run, set, { limit, collection, model, ...more });
        run.print(report, () => asText(report));
        return 0;
      }),
    );
}

/** Null where all are the service's own. */
function boostsOf(given: Pick<RetrievalOptions, `${keyof typeof boosts.shape}Boost`>) {
  const names = boosts.keyof().options;
  const chosen = names.map((name) => [name, given[`${name}Boost`]] as const).filter(([, share]) => share !== undefined);
  return chosen.length === 0 ? null : Object.fromEntries(chosen);
}

function asText(report: RetrievalReport | AnswersReport): string {
  const figures = Object.entries<Figure>({ ...report });
  return pairs(figures.map(([name, value]) => [name, shown(value)] as const));
}

type Figure = RetrievalReport[keyof RetrievalReport] | AnswersReport[keyof AnswersReport];

function shown(value: Figure): string | number {
  if (value === null) return 'not told';
  return typeof value === 'string' || typeof value === 'number' ? value : value.join(', ');
}
