import type { IndexWriter } from '#search-index';
import { type Untidied, isDueWhenQuiet } from '../libs/ingestion/src/when-to-tidy.js';
import { bytesBelow, cpuSeconds, load, percentile, secondsSince } from './measures.js';
import { CHUNKS_OF_A_DOCUMENT, type ScaleLibrary, revisionsOf } from './scale-library.js';
import { seeded } from './seeded.js';
import type { ScaleReport } from './scale-report.js';

/** The index that is measured, of `total` chunks. */
export interface Grown {
  readonly writer: IndexWriter;
  readonly table: string;
  readonly folder: string;
  readonly library: ScaleLibrary;
  readonly total: number;
  readonly report: ScaleReport;
}

const UPDATES_OF_A_DAY = 288;
const MOST_REMOVED = 10_000;

/** As the service takes out a collection: the ends of its revisions, a thousand at a time. */
export async function removeCollection({ writer, table, total, report }: Grown): Promise<void> {
  const documents = Math.min(MOST_REMOVED, Math.floor(total / CHUNKS_OF_A_DOCUMENT / 2));
  const revisions = Array.from({ length: documents }, (_, i) => `revision-${i}-1`);
  const [started, cpu] = [performance.now(), cpuSeconds()];
  for (let i = 0; i < revisions.length; i += 1_000)
    await writer.supersede(
      table,
      revisions.slice(i, i + 1_000).map((revisionId) => ({ revisionId, validTo: 20_000_000 })),
    );
  const closed = secondsSince(started);
  await writer.removeRevisions(table, revisions);
  const removed = secondsSince(started) - closed;
  report.line(
    `removal of ${documents} documents (${documents * CHUNKS_OF_A_DOCUMENT} chunks): taken out of searches in ${closed.toFixed(1)} s, ` +
      `rows deleted in ${removed.toFixed(1)} s; ${(cpuSeconds() - cpu).toFixed(1)} s of processor time (${load()})`,
  );
  const tidying = performance.now();
  await writer.optimize(table, { keepVersionsMs: 0 });
  report.line(`tidied up after the removal in ${secondsSince(tidying).toFixed(1)} s (${load()})`);
}

/** Every five minutes a document comes anew, and then it is quiet. Ends early when the time of the run is over. */
export async function dayOfUpdates(grown: Grown): Promise<void> {
  const { writer, table, folder, report, total } = grown;
  const [random, before, times] = [seeded(11), bytesBelow(folder), [] as number[]];
  let [mostFragments, mostBytes, tidyings, tidyingSeconds] = [0, 0, 0, 0];
  let waiting: Untidied = { chunks: 0, writes: 0 };
  for (let i = 0; i < UPDATES_OF_A_DAY && report.hasTime(); i++) {
    const started = performance.now();
    waiting = await update(grown, Math.floor(random() * (total / CHUNKS_OF_A_DOCUMENT)), i, waiting);
    times.push(performance.now() - started);
    if (!isDueWhenQuiet(total, waiting)) continue;
    mostFragments = Math.max(mostFragments, (await writer.stats(table)).fragments);
    const tidied = performance.now();
    await writer.optimize(table, { keepVersionsMs: 0 });
    [waiting, tidyings, tidyingSeconds] = [
      { chunks: 0, writes: 0 },
      tidyings + 1,
      tidyingSeconds + secondsSince(tidied),
    ];
    mostBytes = Math.max(mostBytes, bytesBelow(folder));
    report.progress(
      `${times.length} of ${UPDATES_OF_A_DAY} updates, tidied up in ${secondsSince(tidied).toFixed(1)} s`,
    );
  }
  report.line(
    `a day of updates: ${times.length} documents, p50 ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms each; ` +
      `tidied up ${tidyings} times, ${tidyingSeconds.toFixed(0)} s in all (${load()}); at most ${mostFragments} fragments and ` +
      `${(mostBytes / before).toFixed(2)} times the disk, ${(bytesBelow(folder) / before).toFixed(2)} times after it`,
  );
}

async function update(
  { writer, table, library }: Grown,
  document: number,
  i: number,
  waiting: Untidied,
): Promise<Untidied> {
  const rows = Array.from({ length: CHUNKS_OF_A_DOCUMENT }, (_, ordinal) =>
    library.row(document * CHUNKS_OF_A_DOCUMENT + ordinal, 2 + i),
  );
  await writer.upsert(table, rows, revisionsOf(rows));
  await writer.supersede(table, [{ revisionId: `revision-${document}-1`, validTo: 10_000_000 + i }]);
  return { chunks: waiting.chunks + rows.length + 1, writes: waiting.writes + 2 };
}
