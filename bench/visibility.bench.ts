/**
 * What a visibility of 5,000 collections and 200 walls adds to a hybrid search over 30,000 passages: both are asked the same
 * question one after the other, so that whatever else the machine does falls on both.
 *
 *   npm run bench -- visibility
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IndexStore, IndexWriter, SearchIndex, tableNameFor, tokensAsWords } from '#search-index';
import type { IndexRow } from '#search-index';
import { aVisibility } from '#testing';

const PASSAGES = 30_000;
const COLLECTIONS = 6_000;
const GRANTED = 5_000;
const MATTERS = 1_000;
const WALLS = 200;
const DIMENSIONS = 256;
const WORDS = 20_000;
const QUESTIONS = 220;
const WARM_UP = 20;
const TABLE = tableNameFor('visibility');

/** A small generator with a seed (mulberry32), so that every run measures the same rows. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = seeded(7);
const below = (n: number) => Math.floor(random() * n);
/** Few words are frequent, most are rare. */
const word = () => `w${Math.floor(random() ** 3 * WORDS)}`;
const words = (n: number) => Array.from({ length: n }, word);
const vector = () => Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);
const idOf = (kind: string, n: number) => `${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`;

const rows = Array.from({ length: PASSAGES }, (_, i): IndexRow => {
  const matterId = i % 3 === 0 ? idOf('matter00', below(MATTERS)) : null;
  return {
    ...{ chunkId: `chunk-${i}`, documentId: `document-${i}`, revisionId: `revision-${i}`, matterId },
    ...{ collectionId: idOf('collect0', below(COLLECTIONS)), mediaType: 'text/plain', path: `${i}.txt`, metadata: {} },
    ...{ title: '', headingPath: [], text: words(90).join(' '), vector: vector(), validFrom: 1 },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const store = new IndexStore({ uri: folder });
const [writer, index] = [new IndexWriter(store), new SearchIndex(store)];
for (let i = 0; i < rows.length; i += 1_000) await writer.upsert(TABLE, rows.slice(i, i + 1_000));
await writer.optimize(TABLE, { keepVersionsMs: 0 });

const many = (kind: string, count: number) => Array.from({ length: count }, (_, n) => idOf(kind, n));
const CASES = {
  'no condition': aVisibility(),
  [`${GRANTED} of ${COLLECTIONS} collections`]: aVisibility(many('collect0', GRANTED)),
  [`${WALLS} walls`]: aVisibility('all', [], { deniedMatters: many('matter00', WALLS) }),
  [`${GRANTED} collections and ${WALLS} walls`]: aVisibility(many('collect0', GRANTED), [], {
    deniedMatters: many('matter00', WALLS),
  }),
};
const times = new Map(Object.keys(CASES).map((name) => [name, [] as number[]]));
for (let question = 0; question < QUESTIONS; question++) {
  const asked = { terms: tokensAsWords(words(6)), vector: vector(), keywordLimit: 200, vectorLimit: 200 };
  for (const [name, visibility] of Object.entries(CASES)) {
    const started = performance.now();
    await index.search({ tables: [TABLE], visibility, filter: {}, asOf: null, ...asked });
    if (question >= WARM_UP) times.get(name)!.push(performance.now() - started);
  }
}
for (const [name, all] of times) {
  const sorted = all.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(1);
  console.log(`${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}
await store.close();
rmSync(folder, { recursive: true });
