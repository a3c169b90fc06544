/**
 * The index at scale: how fast it takes rows in from the first to the last, what searches cost, what ANN misses, how much
 * memory and disk it takes, a day of small updates, and the removal of a large collection.
 *
 *   npm run bench:scale -- --chunks 1000000 [--plot docs/images/scale.svg] [--folder DIR] [--keep DIR] [--report FILE] [--minutes N]
 *   npm run bench:scale -- --chunks 1000000 --index DIR
 *
 * With `--keep` the grown index stays, and `--index` measures all but its growth again, as often as one likes, without changing
 * it. Figures come as they are
 * known, on the screen and in the file of `--report`, the most telling first; after `--minutes` no more stage begins. Times depend
 * on what else the machine does: the load is beside them.
 *
 * Rows are made from the handbooks beside the repository (scale-library.ts). It is the index alone, through the same writer and
 * the same upkeep as in the service: no parsing, no embedding, no PostgreSQL.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type AskedPhrase,
  type IndexQuery,
  CACHES_WHILE_WRITING,
  IndexStore,
  IndexWriter,
  SearchIndex,
  lexiconOf,
  tableNameFor,
} from '#search-index';
import type { Visibility } from '#knowledge';
import { aVisibility } from '#testing';
import { isDueNow, mostWaiting } from '../libs/ingestion/src/when-to-tidy.js';
import { embedCached } from './embed-cached.js';
import { readEvalSet } from './eval-set.js';
import {
  CHUNKS_OF_A_DOCUMENT,
  COLLECTIONS,
  ScaleLibrary,
  pairsOfWords,
  readPieces,
  revisionsOf,
} from './scale-library.js';
import { seeded } from './seeded.js';
import { type Grown, dayOfUpdates, removeCollection } from './scale-changes.js';
import { bytesBelow, cpuSeconds, linkAll, load, megabytes, peakMemory, percentile, secondsSince } from './measures.js';
import { type Taken, ScalePace } from './scale-pace.js';
import { plotScale } from './scale-plot.js';
import { recallInDocuments, recallOfAll } from './scale-recall.js';
import { ScaleReport } from './scale-report.js';

const { values: options } = parseArgs({
  options: {
    chunks: { type: 'string', default: '1000000' },
    plot: { type: 'string' },
    folder: { type: 'string', default: tmpdir() },
    keep: { type: 'string' },
    index: { type: 'string' },
    report: { type: 'string', default: join(tmpdir(), 'chancery-scale-report.txt') },
    minutes: { type: 'string', default: '600' },
  },
});
/** As `IndexRevisions` writes. */
const BATCH = 512;
const QUESTIONS = 200;
const CHECKED = 100;
const WARM_UP = 20;
const PHRASES = 60;
const TABLE = tableNameFor('scale');
const lexicon = lexiconOf({ analyserVersion: 2, languages: ['en'] });

type Sample = Parameters<typeof plotScale>[0][number];

const pieces = readPieces();
if (pieces.length === 0) {
  console.log('Skipped: there are no ../shared/handbooks to make rows from.');
  process.exit(0);
}
const total = Math.ceil(Number(options.chunks) / CHUNKS_OF_A_DOCUMENT) * CHUNKS_OF_A_DOCUMENT;
const library = new ScaleLibrary(pieces, await embedCached(pieces));
const report = new ScaleReport(options.report, Number(options.minutes));
mkdirSync(options.folder, { recursive: true });
const folder = mkdtempSync(join(options.folder, 'chancery-scale-'));
report.cleanUpAfter(folder);
if (options.index) linkAll(options.index, folder);
// As the service has them: one process writes, another searches.
const stores = {
  writing: new IndexStore({ uri: folder }, CACHES_WHILE_WRITING),
  searching: new IndexStore({ uri: folder }),
};
const [writer, index] = [new IndexWriter(stores.writing), new SearchIndex(stores.searching)];
const grown: Grown = { writer, table: TABLE, folder, library, total, report };
const questions = questionsOf();
const vectors = await embedCached(questions);
const few = Array.from({ length: 3 }, (_, i) => library.collectionOf(i));

if (!options.index) await ingest();
await report.stage('tidying up', tidyUp);
if (options.keep) linkAll(folder, options.keep);
await report.stage('searches', () => searches('all collections', aVisibility()));
await report.stage('searches', () => searches(`3 of ${COLLECTIONS} collections`, aVisibility(few)));
const recall = { ...grown, index, vectors: vectors.slice(0, CHECKED) };
await report.stage('recall', () => recallOfAll(recall));
await report.stage('recall in few documents', () => recallInDocuments(recall));
await report.stage('phrases', phrases);
reportMemory();
await report.stage('rows in no index', tail);
reportMemory();
await report.stage('removal', () => removeCollection(grown));
await report.stage('updates', () => dayOfUpdates(grown));
reportMemory();
await stores.writing.close();
await stores.searching.close();
rmSync(folder, { recursive: true });

/** What the last tidying replaced is given back, as the service does when it is quiet. */
async function tidyUp(): Promise<void> {
  await writer.optimize(TABLE, { keepVersionsMs: 0 });
  const stats = await writer.stats(TABLE);
  report.line(`index: ${Math.round(bytesBelow(folder) / stats.chunks)} bytes a chunk, ${stats.fragments} fragments`);
}

function cachedBytes(): number {
  return stores.writing.cachedBytes() + stores.searching.cachedBytes();
}

function reportMemory(): void {
  report.line(
    `memory: peak ${megabytes(peakMemory())} MB resident, this bench's own paragraphs and vectors included; ` +
      `the index's caches hold ${megabytes(cachedBytes())} MB (${load()})`,
  );
}

function reportGrowth(samples: readonly Sample[], pace: ScalePace): void {
  for (const [name, by] of [
    [`by the clock (${load()})`, 'seconds'],
    ['by processor time', 'cpu'],
  ] as const) {
    const { first, last } = pace.tenths(by);
    report.line(
      `ingest of ${total} chunks, ${name}, tidying spread over what it takes in: first tenth ${first.toFixed(0)} a second, ` +
        `last tenth ${last.toFixed(0)} = ${(last / first).toFixed(2)}`,
    );
  }
  const disk = Math.max(...samples.map(({ diskBytes }) => diskBytes));
  report.line(`while it grew: at most ${megabytes(disk)} MB of disk, ${megabytes(peakMemory())} MB resident`);
}

/** Every row written and taken into the indexes. */
async function ingest(): Promise<void> {
  const [found, pace] = [[] as Sample[], new ScalePace()];
  const step = Math.max(BATCH, Math.ceil(total / 100 / BATCH) * BATCH);
  let [waiting, tidied, begun, seconds, tidying] = [0, 0, 0, 0, 0];
  for (let from = 0; from < total; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, total - from) }, (_, i) => library.row(from + i));
    const chunks = from + rows.length;
    const written = await timed(() => writer.upsert(TABLE, rows, revisionsOf(rows)));
    pace.wrote(rows.length, written);
    [waiting, seconds] = [waiting + rows.length, seconds + written.seconds];
    if (isDueNow(tidied, { chunks: waiting, writes: 1 }) || chunks === total) {
      const taken = await timed(() => writer.optimize(TABLE, { keepVersionsMs: 0 }));
      // The last one comes before it is due: in the service it would wait until it is quiet.
      pace.tidied(taken, Math.min(1, waiting / mostWaiting(tidied)));
      [waiting, tidied] = [0, chunks];
      [seconds, tidying] = [seconds + taken.seconds, tidying + taken.seconds];
    }
    if (chunks - begun < step && chunks < total) continue;
    const rate = (chunks - begun) / seconds;
    found.push({ chunks, rate, diskBytes: bytesBelow(folder) });
    if (options.plot) writeFileSync(options.plot, plotScale(found));
    report.progress(
      `${chunks}: ${rate.toFixed(0)} a second, ${tidying.toFixed(1)} of ${seconds.toFixed(1)} s tidying up, ${megabytes(found.at(-1)!.diskBytes)} MB on disk, ` +
        `${megabytes(process.memoryUsage.rss())} MB resident, ${megabytes(cachedBytes())} MB of it cached (${load()})`,
    );
    [begun, seconds, tidying] = [chunks, 0, 0];
  }
  reportGrowth(found, pace);
}

async function timed(work: () => Promise<void>): Promise<Taken> {
  const [started, before] = [performance.now(), cpuSeconds()];
  await work();
  return { seconds: secondsSince(started), cpu: cpuSeconds() - before };
}

/** Real questions where there are some, else words from the handbooks. */
function questionsOf(): string[] {
  const real = readEvalSet('squad1-dev')?.queries ?? [];
  if (real.length > 0)
    return real.filter((_, i) => i % Math.ceil(real.length / QUESTIONS) === 0).map(({ text }) => text);
  const random = seeded(5);
  return Array.from({ length: QUESTIONS }, () => {
    const words = pieces[Math.floor(random() * pieces.length)]!.split(' ');
    return words.slice(0, 8).join(' ');
  });
}

async function searches(name: string, visibility: Visibility): Promise<void> {
  await timedSearches(`search, ${name}`, WARM_UP, [...questions.slice(0, WARM_UP), ...questions], (text, i) => ({
    ...{ visibility, terms: lexicon.words(text), vector: vectors[i < WARM_UP ? i : i - WARM_UP]! },
  }));
}

async function phrases(): Promise<void> {
  await timedSearches('search for phrases of two words', 0, pairsOfWords(pieces, PHRASES), (text) => ({
    ...{ visibility: aVisibility(), terms: null, vector: null, phrases: [lexicon.phrase(text)].filter(hasTokens) },
  }));
}

function hasTokens(phrase: AskedPhrase): boolean {
  return phrase.length > 0;
}

type Asked = Pick<IndexQuery, 'visibility' | 'terms' | 'vector' | 'phrases'>;

async function timedSearches(
  name: string,
  warmUp: number,
  texts: readonly string[],
  asked: (text: string, i: number) => Asked,
): Promise<void> {
  const times: number[] = [];
  let cpu = 0;
  for (const [i, text] of texts.entries()) {
    const query = { tables: [TABLE], filter: {}, asOf: null, keywordLimit: 200, vectorLimit: 200, ...asked(text, i) };
    const taken = await timed(async () => void (await index.search(query)));
    if (i < warmUp) continue;
    times.push(1000 * taken.seconds);
    cpu += taken.cpu;
  }
  report.line(
    `${name}: p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, ` +
      `${((1000 * cpu) / times.length).toFixed(1)} ms of processor time (${load()})`,
  );
}

/** Searches just before the table is tidied up in the middle of an ingestion: as many rows as ever are in no index. */
async function tail(): Promise<void> {
  let waiting = 0;
  for (; !isDueNow(total, { chunks: waiting, writes: 1 }); waiting += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, i) => library.row(total + waiting + i));
    await writer.upsert(TABLE, rows, revisionsOf(rows));
  }
  await searches(`${waiting} chunks in no index yet`, aVisibility());
  await phrases();
}
