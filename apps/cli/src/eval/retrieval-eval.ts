import { basename, resolve } from 'node:path';
import type { SearchMode, SearchRequest, SearchResult } from '#contracts';
import { PATIENT, retrying } from '../client/retry.js';
import { concurrently } from '#knowledge';
import { rounded } from '../output/format.js';
import type { Run } from '../run.js';
import { type EvalQuery, readBeirSet } from './beir-set.js';
import { type Judgments, type RankingScores, mean, percentile, relevantOf, scoreRanking } from './ranking-metrics.js';
import { type MeasuredQuery, historyFolder, keep, measuredIndex } from './retrieval-history.js';
import { type IngestedCorpus, withScratchCorpus } from './scratch-collection.js';
import { metadataValues, queryFilter } from './scratch-metadata.js';

const QUERIES_IN_FLIGHT = 8;
const LATENCY_SAMPLE = 200;
const PASSAGES = 100;
const LONGEST_QUERY = 2_000;

/** How retrieval is measured; `keep` leaves the set's documents in the service afterwards. */
export interface RetrievalOptions {
  readonly mode: SearchMode;
  /** Only so many of the judged queries, the first ones. */
  readonly limit?: number;
  readonly keep: boolean;
  /** Leave the reranker out. */
  readonly rerank?: 'auto' | 'off';
  /** What counts beside the scores; the service's own for what is absent. */
  readonly boosts?: NonNullable<SearchRequest['boosts']>;
  /** Folder of the measurements; the one in the data folder when absent. */
  readonly history?: string;
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
  /** The reranker that put the passages in order; null when none did. */
  readonly reranker: string | null;
  /** File that the measurement is kept in, for `eval compare`. */
  readonly history: string;
}

interface JudgedQuery {
  readonly id: string;
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
    const { scores, otherMode, measured, reranker, weights } = await rankAll(run, corpus, judged, options);
    const latencies = await measureLatency(run, corpus, judged, options);
    const report = {
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
      reranker,
    };
    const { set: name, ...figures } = report;
    const index = await measuredIndex(run);
    const file = await keep(options.history ?? historyFolder(run), {
      ...{ at: new Date().toISOString(), set: name, mode: options.mode, index, reranker, weights, figures },
      queries: measured.sort((a, b) => (a.id < b.id ? -1 : 1)),
    });
    return { ...report, history: file };
  });
}

function judgedQuery(
  query: EvalQuery,
  judgments: Judgments | undefined,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): JudgedQuery[] {
  const text = query.text.trim().slice(0, LONGEST_QUERY);
  if (!judgments || relevantOf(judgments).size === 0 || text === '') return [];
  return [{ id: query.id, text, filter: queryFilter(query, known), judgments }];
}

async function rankAll(run: Run, corpus: IngestedCorpus, queries: readonly JudgedQuery[], options: RetrievalOptions) {
  const shown = run.progress('Searching', queries.length);
  const scores: RankingScores[] = [];
  const measured: MeasuredQuery[] = [];
  let otherMode = 0;
  let reranker: string | null = null;
  let weights: SearchResult['weights'] | null = null;
  await concurrently(queries, QUERIES_IN_FLIGHT, async (query) => {
    const result = await retrying(() => search(run, corpus, query, options), PATIENT, run.signal);
    const ranking = rankingOf(result, corpus);
    const score = scoreRanking(ranking, query.judgments);
    scores.push(score);
    const relevant = relevantOf(query.judgments);
    const at = ranking.findIndex((id) => relevant.has(id));
    const rank = at === -1 ? null : at + 1;
    measured.push({ id: query.id, text: query.text, ndcg_at_10: score.ndcgAt10, rank, top: ranking.slice(0, 10) });
    if (result.mode !== options.mode) otherMode++;
    weights = result.weights;
    if (result.rerank?.outcome === 'done') reranker = result.rerank.model;
    shown.advanceTo(scores.length);
  }).finally(() => shown.end());
  return { scores, otherMode, measured, reranker, weights };
}

/** Documents at their best place, those that a passage is a copy of right behind it. */
function rankingOf({ passages }: SearchResult, { corpusIds }: IngestedCorpus): string[] {
  const documents = passages.flatMap(({ document, copies }) => [document, ...copies.map((copy) => copy.document)]);
  return distinct(documents.map((id) => corpusIds.get(id) ?? id));
}

/** Milliseconds of each request of an even sample, one request at a time as one person would feel it. */
async function measureLatency(
  run: Run,
  corpus: IngestedCorpus,
  queries: readonly JudgedQuery[],
  options: RetrievalOptions,
) {
  const latencies: number[] = [];
  for (const query of evenSample(queries, LATENCY_SAMPLE)) {
    const started = performance.now();
    await search(run, corpus, query, options);
    latencies.push(performance.now() - started);
  }
  return latencies;
}

function search(run: Run, corpus: IngestedCorpus, { text, filter }: JudgedQuery, options: RetrievalOptions) {
  const { mode, rerank = 'auto', boosts } = options;
  const how = { mode, rerank, ...(boosts && { boosts }) };
  const asked = { query: text, syntax: 'plain', filter, ...how, limit: PASSAGES } as const;
  return run.client.search({ ...asked, collections: [corpus.collection] });
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
