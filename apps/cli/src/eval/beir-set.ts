import { join } from 'node:path';
import { z } from 'zod';
import { WrongUsage } from '../client/errors.js';
import { linesOf, readJsonLines } from './read-jsonl.js';
import type { Judgments } from './ranking-metrics.js';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const meta = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});
// BEIR's own files call the id `_id` and the metadata `metadata`.
const withId = (row: unknown) =>
  typeof row === 'object' && row !== null && '_id' in row
    ? { id: row._id, meta: 'metadata' in row ? row.metadata : undefined, ...row }
    : row;
const id = z.union([z.string(), z.number()]).transform(String);

const corpusRow = z.preprocess(withId, z.object({ id, title: text, text, meta }));
const queryRow = z.preprocess(
  withId,
  z.object({ id, text: z.string(), answers: z.array(z.string()).nullish(), unanswerable: z.boolean().nullish(), meta }),
);
/** A line of `corpus.jsonl`, as BEIR writes it or with plain names. */
export type CorpusDocument = z.infer<typeof corpusRow>;
/** A line of `queries.jsonl`; `answers` and `unanswerable` are ours. */
export type EvalQuery = z.infer<typeof queryRow>;

/** A retrieval set on disk: documents, queries, and judgments by query id. */
export interface BeirSet {
  readonly corpus: readonly CorpusDocument[];
  readonly queries: readonly EvalQuery[];
  readonly judgments: ReadonlyMap<string, Judgments>;
}

/** Read a folder of `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`. @throws WrongUsage when one is missing or broken */
export async function readBeirSet(folder: string): Promise<BeirSet> {
  const corpus = await readJsonLines(join(folder, 'corpus.jsonl'), corpusRow);
  const queries = await readJsonLines(join(folder, 'queries.jsonl'), queryRow);
  const lines: string[] = [];
  for await (const line of linesOf(join(folder, 'qrels.tsv'))) lines.push(line);
  return { corpus, queries, judgments: readJudgments(lines) };
}

/**
 * Judgments from `query TAB document TAB grade` lines under an optional header.
 * @throws WrongUsage for a line that is not of that form.
 */
export function readJudgments(lines: readonly string[]): Map<string, Map<string, number>> {
  const judgments = new Map<string, Map<string, number>>();
  lines.forEach((line, at) => {
    if (line.trim() === '') return;
    const [query, document, grade] = line.split('\t').map((cell) => cell.trim());
    if (at === 0 && grade !== undefined && !Number.isFinite(Number(grade))) return;
    if (!query || !document || !grade || !Number.isFinite(Number(grade))) {
      throw new WrongUsage(`qrels.tsv, line ${at + 1} is not "query TAB document TAB grade".`);
    }
    const ofQuery = judgments.get(query) ?? new Map<string, number>();
    judgments.set(query, ofQuery.set(document, Number(grade)));
  });
  return judgments;
}
