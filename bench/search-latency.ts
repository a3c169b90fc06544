/**
 * Time of one hybrid search over 30,000 passages of real text, with everything indexed and with 2,000 rows still to be.
 *
 *   npx tsc -p tsconfig.json && node dist/bench/search-latency.js
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IndexStore, IndexWriter, SearchIndex, tableNameFor, unspecifiedLexicon } from '#search-index';
import type { IndexRow } from '#search-index';
import { aVisibility } from '#testing';
import { embedCached } from './embed-cached.js';
import { readEvalSet } from './eval-set.js';

const HANDBOOKS = join(process.cwd(), '..', 'shared', 'handbooks');
const PASSAGES = 30_000;
const PASSAGE_LENGTH = 700;
const TABLE = tableNameFor('latency');
const visibility = aVisibility('all', ['c9']);

function readPassages(): string[] {
  const files = readdirSync(HANDBOOKS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|txt|rst|adoc|mdx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const passages: string[] = [];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (let i = 0; i < text.length && passages.length < PASSAGES; i += PASSAGE_LENGTH)
      passages.push(text.slice(i, i + PASSAGE_LENGTH));
  }
  return passages;
}

const rowOf = (text: string, vector: Float32Array, i: number): IndexRow => ({
  chunkId: `chunk-${i}`,
  collectionId: `c${i % 10}`,
  documentId: `document-${Math.floor(i / 8)}`,
  revisionId: `revision-${Math.floor(i / 8)}`,
  mediaType: 'text/markdown',
  path: `folder-${i % 40}/document-${Math.floor(i / 8)}.md`,
  metadata: { lang: 'en' },
  title: '',
  headingPath: [],
  text,
  vector,
  validFrom: i,
});

async function upsertAll(writer: IndexWriter, rows: readonly IndexRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000) await writer.upsert(TABLE, rows.slice(i, i + 1000));
}

async function timeSearches(
  index: SearchIndex,
  queries: readonly string[],
  vectors: readonly Float32Array[],
): Promise<number[]> {
  const times: number[] = [];
  for (const [i, query] of queries.entries()) {
    const started = performance.now();
    const scope = { tables: [TABLE], visibility, filter: {}, asOf: null };
    await index.search({
      ...scope,
      terms: unspecifiedLexicon().words(query),
      vector: vectors[i]!,
      keywordLimit: 200,
      vectorLimit: 200,
    });
    times.push(performance.now() - started);
  }
  return times.slice(WARM_UP).sort((a, b) => a - b);
}

const WARM_UP = 20;
const questions = readEvalSet('squad1-dev')?.queries.slice(0, 220) ?? [];
if (questions.length === 0 || !existsSync(HANDBOOKS)) {
  console.error('The evaluation data beside the repository is absent: nothing to measure.');
  process.exit(0);
}
const passages = readPassages();
const passageVectors = await embedCached(passages);
const rows = passages
  .map((text, i) => rowOf(text, passageVectors[i]!, i))
  // A passage of white space has no vector; ingestion makes no chunk of it.
  .filter(({ text }) => text.trim() !== '');
const queries = questions.map(({ text }) => text);
const vectors = await embedCached(queries);

const folder = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const store = new IndexStore({ uri: folder });
const [writer, index] = [new IndexWriter(store), new SearchIndex(store)];
// Whole documents: the later rows become the unindexed ones.
const settled = rows.length - 2_000;
for (const [from, to, optimize] of [
  [0, settled, true],
  [settled, rows.length, false],
  [rows.length, rows.length, true],
] as const) {
  const started = performance.now();
  await upsertAll(writer, rows.slice(from, to));
  const upserted = performance.now();
  if (optimize) await writer.optimize(TABLE, { keepVersionsMs: 0 });
  const optimized = performance.now();
  const times = await timeSearches(index, queries, vectors);
  const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(1);
  const { chunks, unindexed } = await writer.stats(TABLE);
  console.log(
    `${chunks} chunks, ${unindexed} unindexed: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms` +
      ` (upsert ${(upserted - started).toFixed(0)} ms, optimize ${(optimized - upserted).toFixed(0)} ms)`,
  );
}
await store.close();
rmSync(folder, { recursive: true });
