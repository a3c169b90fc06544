import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { WrongUsage } from '../client/errors.js';
import { type BeirSet, readBeirSet } from './beir-set.js';
import { readJsonLines } from './read-jsonl.js';
import { relevantOf } from './ranking-metrics.js';
import { metadataValues, queryFilter } from './scratch-metadata.js';

const questionRow = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  text: z.string().trim().min(1).max(2_000),
  answers: z.array(z.string()).nullish(),
  gold: z.array(z.object({ path: z.string(), quote: z.string().nullish() })).nullish(),
  unanswerable: z.boolean().nullish(),
});

/** A question with what is known of its answer. */
export interface EvalQuestion {
  readonly id: string;
  readonly text: string;
  readonly filter: Readonly<Record<string, string>>;
  readonly isUnanswerable: boolean;
  readonly answers: readonly string[];
  /** Corpus ids, or paths in the collection, of documents that hold the answer. */
  readonly goldDocuments: ReadonlySet<string>;
}

/** Questions for documents that travel with them, or for a collection that is already there. */
export interface QuestionSet {
  readonly name: string;
  readonly questions: readonly EvalQuestion[];
  readonly corpus: BeirSet['corpus'] | null;
}

/**
 * Read a folder with `corpus.jsonl` (then the documents come with it), a folder with `questions.jsonl`, or such a file.
 * @throws WrongUsage when it is none of these or a line is broken.
 */
export async function readQuestionSet(path: string): Promise<QuestionSet> {
  const location = resolve(path);
  const isFolder = existsSync(location) && statSync(location).isDirectory();
  if (isFolder && existsSync(join(location, 'corpus.jsonl'))) return fromBeirSet(location);
  const file = isFolder ? join(location, 'questions.jsonl') : location;
  if (!existsSync(file)) {
    throw new WrongUsage(`${path} is neither a folder with corpus.jsonl or questions.jsonl nor a file of questions.`);
  }
  const rows = await readJsonLines(file, questionRow);
  const name = isFolder ? basename(location) : basename(dirname(location));
  return { name, questions: rows.map(fromQuestionRow), corpus: null };
}

async function fromBeirSet(folder: string): Promise<QuestionSet> {
  const { corpus, queries, judgments } = await readBeirSet(folder);
  const known = metadataValues(corpus);
  const questions = queries.map((query) => ({
    id: query.id,
    text: query.text.trim().slice(0, 2_000),
    filter: queryFilter(query, known),
    isUnanswerable: query.unanswerable === true,
    answers: query.answers ?? [],
    goldDocuments: relevantOf(judgments.get(query.id) ?? new Map()),
  }));
  const tellsSomething = (question: EvalQuestion) =>
    question.isUnanswerable || question.answers.length > 0 || question.goldDocuments.size > 0;
  return {
    name: basename(folder),
    questions: questions.filter((one) => one.text !== '' && tellsSomething(one)),
    corpus,
  };
}

function fromQuestionRow(row: z.infer<typeof questionRow>): EvalQuestion {
  return {
    id: row.id,
    text: row.text,
    filter: {},
    isUnanswerable: row.unanswerable === true,
    answers: row.answers ?? [],
    goldDocuments: new Set((row.gold ?? []).map((gold) => gold.path)),
  };
}
