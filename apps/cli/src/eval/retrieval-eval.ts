import { basename, resolve } from 'node:path';
import type { SearchMode } from '#contracts';
import { PATIENT, retrying } from '../client/retry.js';
import { concurrently } from '../ingest/concurrently.js';
import { rounded } from '../output/format.js';
import type { Run } from '../run.js';
import { type EvalQuery, readBeirSet } from './beir-set.js';
import { type Judgments, type RankingScores, mean, percentile, relevantOf, scoreRanking } from './ranking-metrics.js';
import { type IngestedCorpus, withScratchCorpus } from './scratch-collection.js';
import { metadataValues, queryFilter } from './scratch-metadata.js';

const QUERIES_IN_FLIGHT = 8;
const LATENCY_SAMPLE = 200;
const PASSAGES = 100;
const LONGEST_QUERY = 2_000;

export interface RetrievalOptions {
  readonly mode: SearchMode;
  /** Only so many of the judged queries, the first ones. */
  readonly limit?: number;
  readonly keep: boolean;
}

/** What `eval retrieval` reports; the shape of its `--json`. */
export interface RetrievalReport {
  readonly set: string;
  readonly documents: number;
  readonly queries: number;
  readonly mode: SearchMode;
  readonly ndcg_at_10: number;
  readonly recall_at_10: number;
  readonly recall_at_100: number;
  readonly mrr_at_10: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly ingest_s: number;
  /** Documents that did not go live, and are missing from every ranking. */
  readonly rejected: number;
  readonly failed: number;
  /** Metadata fields that queries were filtered by. */
  readonly filtered_by: readonly string[];
  /** Queries that the service answered in another mode than asked for. */
  readonly other_mode: number;
}

interface JudgedQuery {
  readonly text: string;
  readonly filter: Readonly<Record<string, string>>;
  readonly judgments: Judgments;
}

/** Measure ranking quality and latency of a set through the service's own ingestion and search. */
export async function evaluateRetrieval(run: Run, folder: string, options: RetrievalOptions): Promise<RetrievalReport> {
  const set = await readBeirSet(folder);
  const known = metadataValues(set.corpus);
  const judged = set.queries
    .flatMap((query) => judgedQuery(query, set.judgments.get(query.id), known))
    .slice(0, options.limit);
  return withScratchCorpus(run, set.corpus, options.keep, async (corpus) => {
    const { scores, otherMode } = await rankAll(run, corpus, judged, options.mode);
    const latencies = await measureLatency(run, corpus, judged, options.mode);
    return {
      set: basename(resolve(folder)),
      documents: set.corpus.length,
      queries: judged.length,
      mode: options.mode,
      ...averages(scores),
      p50_ms: rounded(percentile(latencies, 0.5), 1),
      p95_ms: rounded(percentile(latencies, 0.95), 1),
      ingest_s: rounded(corpus.ingestS, 1),
      rejected: corpus.rejected,
      failed: corpus.failed,
      filtered_by: [...new Set(judged.flatMap((query) => Object.keys(query.filter)))].sort(),
      other_mode: otherMode,
    };
  });
}

function judgedQuery(
  query: EvalQuery,
  judgments: Judgments | undefined,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): JudgedQuery[] {
  const text = query.text.trim().slice(0, LONGEST_QUERY);
  if (!judgments || relevantOf(judgments).size === 0 || text === '') return [];
  return [{ text, filter: queryFilter(query, known), judgments }];
}

async function rankAll(run: Run, corpus: IngestedCorpus, queries: readonly JudgedQuery[], mode: SearchMode) {
  const shown = run.progress('Searching', queries.length);
  const scores: RankingScores[] = [];
  let otherMode = 0;
  await concurrently(queries, QUERIES_IN_FLIGHT, async (query) => {
    const result = await retrying(() => search(run, corpus, query, mode), PATIENT, run.signal);
    const ranking = distinct(
      result.passages.map((passage) => corpus.corpusIds.get(passage.document) ?? passage.document),
    );
    scores.push(scoreRanking(ranking, query.judgments));
    if (result.mode !== mode) otherMode++;
    shown.advanceTo(scores.length);
  }).finally(() => shown.end());
  return { scores, otherMode };
}

/** Milliseconds of each request of an even sample, one request at a time as one person would feel it. */
async function measureLatency(run: Run, corpus: IngestedCorpus, queries: readonly JudgedQuery[], mode: SearchMode) {
  const latencies: number[] = [];
  for (const query of evenSample(queries, LATENCY_SAMPLE)) {
    const started = performance.now();
    await search(run, corpus, query, mode);
    latencies.push(performance.now() - started);
  }
  return latencies;
}

function search(run: Run, corpus: IngestedCorpus, { text, filter }: JudgedQuery, mode: SearchMode) {
  return run.client.search({ query: text, collections: [corpus.collection], filter, mode, limit: PASSAGES });
}

function averages(scores: readonly RankingScores[]) {
  const average = (of: (score: RankingScores) => number) => rounded(mean(scores.map(of)), 4);
  return {
    ndcg_at_10: average((score) => score.ndcgAt10),
    recall_at_10: average((score) => score.recallAt10),
    recall_at_100: average((score) => score.recallAt100),
    mrr_at_10: average((score) => score.mrrAt10),
  };
}

/** At most `size` items spread evenly over the list, in order. */
export function evenSample<Item>(items: readonly Item[], size: number): Item[] {
  if (items.length <= size) return [...items];
  return Array.from({ length: size }, (_, at) => items[Math.floor((at * items.length) / size)]!);
}

/** Each value at its first, best place: several passages of one document count as one. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
