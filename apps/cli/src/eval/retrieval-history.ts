import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FileUnreadable, RequestRefused, WrongUsage } from '../client/errors.js';
import { IndexCalls } from '../client/index-calls.js';
import type { Run } from '../run.js';

const measuredQuery = z.object({
  id: z.string(),
  text: z.string(),
  ndcg_at_10: z.number(),
  /** Of the first relevant document; null when it is not among those found. */
  rank: z.number().nullable(),
  /** Corpus ids, best first. */
  top: z.array(z.string()),
});
/** How one query came out. */
export type MeasuredQuery = z.infer<typeof measuredQuery>;

const entry = z.object({
  at: z.string(),
  set: z.string(),
  mode: z.string(),
  /** What was measured; null where the caller's role does not show it. */
  index: z
    .object({
      generation: z.string(),
      embedder: z.string(),
      fusion_weight: z.number().nullable(),
      chunker_version: z.number(),
      /** Absent from measurements of before there were versions of it. */
      analyser_version: z.number().optional(),
    })
    .nullable(),
  reranker: z.string().nullable(),
  /** As the last search was weighed; absent from older measurements. */
  weights: z.record(z.string(), z.number()).nullable().optional(),
  figures: z.record(z.string(), z.unknown()),
  queries: z.array(measuredQuery),
});
/** One measurement, a file of its own. Fields are added and never renamed: old files are compared with new ones. */
export type HistoryEntry = z.infer<typeof entry>;

/** Where the measurements of a service are kept: in its data folder, one file a run. */
export const historyFolder = (run: Run): string => join(run.connection.dataDir, 'evaluations');

/** The index that serves, as a measurement notes it; null where the caller may not see it. */
export async function measuredIndex(run: Run): Promise<HistoryEntry['index']> {
  try {
    const live = (await new IndexCalls(run.client).generations()).find(({ state }) => state === 'live');
    if (!live) return null;
    const { id: generation, embedder, fusionWeight, chunkerVersion, analyserVersion } = live;
    const name = embedder.sha256 === null ? embedder.name : `${embedder.name}@${embedder.sha256}`;
    return {
      generation,
      embedder: name,
      fusion_weight: fusionWeight,
      chunker_version: chunkerVersion,
      analyser_version: analyserVersion,
    };
  } catch (error) {
    if (error instanceof RequestRefused && error.kind === 'forbidden') return null;
    throw error;
  }
}

/** Keep a measurement. @returns The file it went to. */
export async function keep(folder: string, measured: HistoryEntry): Promise<string> {
  await mkdir(folder, { recursive: true });
  const moment = measured.at.replace(/\D/g, '').slice(0, 17);
  const file = join(folder, `${moment}-${measured.set.replace(/[^\w.-]+/g, '-')}-${measured.mode}.json`);
  await writeFile(file, `${JSON.stringify(measured)}\n`);
  return file;
}

/**
 * A measurement by its file, or by the beginning of a file's name in the folder.
 * @throws WrongUsage when none or several begin so; FileUnreadable.
 */
export async function recall(folder: string, name: string): Promise<HistoryEntry> {
  const names = await readdir(folder).catch(() => []);
  const fitting = names.filter((file) => file.startsWith(name));
  if (fitting.length > 1) throw new WrongUsage(`"${name}" stands for ${fitting.length} measurements; say more of it.`);
  const file = fitting.length === 1 ? join(folder, fitting[0]!) : name;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new FileUnreadable(file, cause);
  }
  const parsed = entry.safeParse(jsonOrNull(text));
  if (!parsed.success) throw new WrongUsage(`${file} is not a measurement that "chancery eval retrieval" keeps.`);
  return parsed.data;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
