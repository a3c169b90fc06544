import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The optional folder of evaluation data beside the repository; benches skip with a notice without it. */
export const EVAL_ROOT = join(process.cwd(), '..', 'shared', 'eval');

export interface EvalDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly meta?: Readonly<Record<string, string>>;
}
export interface EvalQuery {
  readonly id: string;
  readonly text: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Gain by document id, all above 0. */
  readonly relevant: ReadonlyMap<string, number>;
}
export interface EvalSet {
  readonly name: string;
  readonly documents: readonly EvalDocument[];
  /** Queries with at least one judgment, in file order. */
  readonly queries: readonly EvalQuery[];
}

export function readEvalSet(name: string, root = EVAL_ROOT): EvalSet | null {
  const folder = join(root, name);
  if (!existsSync(folder)) return null;
  const judged = new Map<string, Map<string, number>>();
  for (const line of readFileSync(join(folder, 'qrels.tsv'), 'utf8').split('\n').slice(1)) {
    const [query, document, gain] = line.split('\t');
    if (!query || !document || !(Number(gain) > 0)) continue;
    judged.set(query, (judged.get(query) ?? new Map<string, number>()).set(document, Number(gain)));
  }
  const queries = jsonLines<Omit<EvalQuery, 'relevant'>>(join(folder, 'queries.jsonl'));
  return {
    name,
    documents: jsonLines<EvalDocument>(join(folder, 'corpus.jsonl')),
    queries: queries.filter(({ id }) => judged.has(id)).map((query) => ({ ...query, relevant: judged.get(query.id)! })),
  };
}

function jsonLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

/** nDCG at 10 with linear gains; `ranked` holds document ids, best first. */
export function ndcgAt10(ranked: readonly string[], relevant: ReadonlyMap<string, number>): number {
  const discounted = (gains: readonly number[]) =>
    gains.slice(0, 10).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
  const ideal = discounted([...relevant.values()].sort((a, b) => b - a));
  return discounted(ranked.map((id) => relevant.get(id) ?? 0)) / ideal;
}

/** The documents of ranked chunks: each at the place of its best chunk. */
export function documentsOf(chunkIds: readonly string[], documentOf: (chunkId: string) => string): string[] {
  return [...new Set(chunkIds.map(documentOf))];
}
