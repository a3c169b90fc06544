import { type Command, Option } from 'commander';
import { type AnswerDocument, answerMode, type AnswerMode, type AskQuestion } from '#contracts';
import { printable } from '../output/printable.js';
import type { Cli, Run } from '../run.js';
import { answerAsText, sourcesAsText } from './answer-text.js';
import { eachCollection, eachPair, moment, textUpTo, uuid } from './parse-options.js';

interface AskOptions {
  readonly collection?: string[];
  readonly filter?: Record<string, string>;
  readonly mode?: AnswerMode;
  readonly matter?: string;
  readonly model?: string;
  readonly followUp?: string;
  readonly purpose?: string;
  readonly onBehalfOf?: string;
  readonly asOf?: string;
}

const EXAMPLES = `
Exit status 1 means that the documents do not answer the question.

Examples:
  chancery ask "How many days of parental leave are there?"
  chancery ask "And for part-time staff?" --follow-up 0190c3a1-2b4d-7e8f-9a0b-1c2d3e4f5a6b
  chancery ask "Who signs off travel?" -c Handbook --matter 2024-117 --model quoted --json`;

/** Ends with status 1 when the answer is a refusal. */
export function registerAsk(program: Command, cli: Cli): void {
  program
    .command('ask')
    .description('answer a question from the documents, with citations, and keep a record')
    .argument('<question>', 'the question', textUpTo(2_000))
    .option('-c, --collection <name>', 'only from this collection; may be repeated', eachCollection)
    .option('--filter <key=value>', 'only from documents with this metadata; may be repeated', eachPair)
    .option('--matter <number>', 'client or matter number, kept on the record', textUpTo(100))
    .option('--model <role-or-name>', 'answer with this model, or `quoted` for quotations only', textUpTo(200))
    .addOption(
      new Option(
        '--mode <mode>',
        'let the model write, let it only choose stored sentences, or quote without it',
      ).choices(answerMode.options),
    )
    .option('--follow-up <record>', 'record that this question follows up', uuid)
    .option('--purpose <text>', 'what the question serves, kept on the record', textUpTo(300))
    .option('--on-behalf-of <name>', 'for whom it is asked, kept on the record', textUpTo(200))
    .option('--as-of <date>', 'answer from the library as it stood then (ISO date or time)', moment)
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[string], AskOptions>(async (run, question, { collection, filter, mode, ...kept }) => {
        const body: AskQuestion = {
          question,
          collections: collection ?? [],
          filter: filter ?? {},
          answerMode: mode,
          ...kept,
        };
        const answer = run.terminal.isOutTty && !run.isJson ? await watch(run, body) : await wait(run, body);
        return answer.outcome === 'answered' ? 0 : 1;
      }),
    );
}

async function wait(run: Run, body: AskQuestion): Promise<AnswerDocument> {
  const answer = await run.client.ask(body);
  run.print(answer, () => answerAsText(answer));
  return answer;
}

/** Print the answer while it is written. The checked answer is the one that counts: where it differs, it is printed too. */
async function watch(run: Run, body: AskQuestion): Promise<AnswerDocument> {
  let written = '';
  const answer = await run.client.askStreaming(body, ({ event, data }) => {
    if (event === 'status' && written === '') run.notice(`… ${printable(data.message)}`);
    if (event !== 'token') return;
    written += data.text;
    run.terminal.out(printable(data.text));
  });
  const isComplete = answer.outcome === 'answered' && written.trim() === answer.answer.trim();
  if (written !== '') run.terminal.out('\n');
  if (written !== '' && !isComplete) run.terminal.out('\nAfter checking it against the documents:\n\n');
  run.terminal.out(isComplete ? `\n${sourcesAsText(answer)}` : answerAsText(answer));
  return answer;
}
