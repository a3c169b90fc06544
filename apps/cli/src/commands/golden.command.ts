import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type AddGoldenQuestion, type GoldenQuestionView, addGoldenQuestion } from '#contracts';
import { z } from 'zod';
import { FileUnreadable, WrongUsage } from '../client/errors.js';
import { IndexCalls } from '../client/index-calls.js';
import { counted } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli, Run } from '../run.js';
import { eachCollection, textUpTo, uuid } from './parse-options.js';

/** What `export` writes and `import` reads. Ids belong to one service and are left out of both. */
const goldenFile = z.strictObject({ golden_questions: z.array(addGoldenQuestion).max(10_000) });

const EXAMPLES = `
A golden question names the document (and the words in it) that answers it. Every new index is measured by them before it
takes over.

Examples:
  chancery golden add "How many days of leave?" --document 8a4f… --quote "20 days of paid leave"
  chancery golden export questions.json
  chancery golden run`;

export function registerGolden(program: Command, cli: Cli): void {
  const golden = program
    .command('golden')
    .description('questions with known sources, which every new index is measured by')
    .addHelpText('after', EXAMPLES);
  golden
    .command('list')
    .description('all that you may see, oldest first')
    .action(
      cli.action<[], unknown>(async (run) => {
        const questions = await new IndexCalls(run.client).goldenQuestions();
        run.print({ questions }, () => asTable(questions));
        return 0;
      }),
    );
  registerAdd(golden, cli);
  golden
    .command('remove')
    .description('remove a golden question')
    .argument('<id>', 'as the list prints it', uuid)
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        await new IndexCalls(run.client).removeGoldenQuestion(id);
        run.print({ removed: id }, () => 'Removed.\n');
        return 0;
      }),
    );
  golden
    .command('export')
    .description('write them to a JSON file')
    .argument('<file>')
    .action(
      cli.action<[string], unknown>(async (run, file) => {
        const questions = (await new IndexCalls(run.client).goldenQuestions()).map(portable);
        await writeFile(file, `${JSON.stringify({ golden_questions: questions }, null, 2)}\n`);
        run.print({ file, questions: questions.length }, () => `Wrote ${counted(questions.length, 'question')}.\n`);
        return 0;
      }),
    );
  golden
    .command('import')
    .description('add those of a JSON file that are not there yet')
    .argument('<file>')
    .action(
      cli.action<[string], unknown>(async (run, file) => {
        const result = await importFile(run, file);
        run.print(result, () => `${result.added} added, ${result.unchanged} were there.\n`);
        return 0;
      }),
    );
  golden
    .command('run')
    .description('put them to the index that serves and the newest other one, as `index compare --run` does')
    .action(
      cli.action<[], unknown>(async (run) => {
        const calls = new IndexCalls(run.client);
        const { generation } = await calls.compare({});
        run.print(
          { accepted: true, generation },
          () => 'The questions are being asked; see `chancery index compare`.\n',
        );
        return 0;
      }),
    );
}

interface AddOptions {
  readonly document: string;
  readonly quote?: string;
  readonly collection?: string[];
  readonly note?: string;
}

function registerAdd(golden: Command, cli: Cli): void {
  golden
    .command('add')
    .description('add a golden question')
    .argument('<question>', 'as a person would ask it', textUpTo(2_000))
    .requiredOption('--document <id>', 'the document that answers it', uuid)
    .option('--quote <words>', 'the words that answer it', textUpTo(2_000))
    .option('-c, --collection <name>', 'ask in this collection only; may be repeated', eachCollection)
    .option('--note <text>', 'a remark', textUpTo(2_000))
    .action(
      cli.action<[string], AddOptions>(async (run, question, { document, quote, collection = [], note = '' }) => {
        const expected = [{ document, ...(quote ? { quote } : {}) }];
        const made = { question, expected, collections: collection, origin: 'manual' as const, note };
        const added = await new IndexCalls(run.client).addGoldenQuestion(made);
        run.print(added, () => `Added ${added.id}.\n`);
        return 0;
      }),
    );
}

async function importFile(run: Run, file: string): Promise<{ added: number; unchanged: number }> {
  const calls = new IndexCalls(run.client);
  const read = goldenFile.safeParse(await jsonFile(file));
  if (!read.success) throw new WrongUsage(`${file} holds no golden questions as "chancery golden export" writes them.`);
  const known = new Set((await calls.goldenQuestions()).map((question) => identity(portable(question))));
  const fresh = read.data.golden_questions.filter((question) => !known.has(identity(question)));
  const shown = run.progress('Adding', fresh.length);
  try {
    for (const [i, question] of fresh.entries()) {
      await calls.addGoldenQuestion({ ...question, origin: 'import' });
      shown.advanceTo(i + 1);
    }
  } finally {
    shown.end();
  }
  return { added: fresh.length, unchanged: read.data.golden_questions.length - fresh.length };
}

async function jsonFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new FileUnreadable(file, cause);
  }
}

const portable = ({ question, collections, expected, origin, note }: GoldenQuestionView): AddGoldenQuestion => ({
  question,
  collections: collections.map(({ name }) => name),
  expected: expected.map(({ document, quote, page }) => ({
    document,
    ...(quote === null ? {} : { quote }),
    ...(page === null ? {} : { page }),
  })),
  origin,
  note,
});

/** What makes two questions the same one: an import may be repeated. */
const identity = ({ question, collections, expected }: AddGoldenQuestion): string =>
  JSON.stringify([
    question,
    [...collections].sort(),
    expected.map(({ document, quote, page }) => [document, quote, page]),
  ]);

const asTable = (questions: readonly GoldenQuestionView[]): string =>
  table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'QUESTION', value: ({ question }) => oneLine(question) },
      { title: 'EXPECTED', value: ({ expected }) => oneLine(expected.map(({ title }) => title ?? 'gone').join(', ')) },
      { title: 'ORIGIN', value: ({ origin }) => origin },
    ],
    questions,
  );
