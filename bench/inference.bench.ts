/**
 * Our inference host against llama.cpp's own server, over HTTP, with the same files and threads: each measurement is taken of
 * both, one right after the other. llama.cpp's benchmarks, which have no server around the model, come as a second peer.
 *
 *   CHANCERY_LLAMA_PEER=<folder of llama-server, llama-bench and llama-batched-bench> \
 *     npm run bench -- inference [--rounds=3] [--threads=1] [--minutes=8]
 *
 * Without a peer it measures our host alone. Weights are random: speed does not depend on their values. After `--minutes`
 * no other round begins.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ModelStore } from '#models';
import { llamaBench } from './llama-bench.js';
import { WRITING, embedding } from './model-measures.js';
import type { Figures, Measure } from './model-measures.js';
import { startOurs, startPeer } from './model-process.js';
import type { ModelProcess } from './model-process.js';
import { speedWords, writeSpeedDecoder, writeSpeedEncoder } from './speed-models.js';

const flag = (name: string, otherwise: number): number =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
const ROUNDS = flag('rounds', 3);
const THREADS = flag('threads', 1);
const MOST_MS = flag('minutes', 8) * 60_000;
const CONTEXT = 8_192;

/** Loads every model. */
const WARM_UP = ['embedding, starter', 'embedding, bge-small', 'decode'];
const SIDES = ['ours', 'peer'] as const;
type Side = (typeof SIDES)[number];
type Round = Record<Side | 'bench', Figures>;

interface Measurement {
  readonly name: string;
  readonly measure: Measure;
  /** Null where there is no peer. */
  readonly at: Readonly<Record<Side, ModelProcess | null>>;
}

const started = performance.now();
const tell = (sentence: string): void =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${sentence}`);

const running: ModelProcess[] = [];
const keep = async (starting: Promise<ModelProcess>): Promise<ModelProcess> => {
  const process = await starting;
  running.push(process);
  return process;
};

async function measurements(folder: string, peerFolder: string | null): Promise<Measurement[]> {
  tell('Writing models…');
  const store = new ModelStore({ shippedDir: 'models', dataDir: join(folder, 'store') });
  const files = { decoder: decoderIn(folder), encoder: join(folder, 'bge-small-shape.gguf') };
  writeSpeedDecoder(files.decoder);
  writeSpeedEncoder(files.encoder);
  await store.importFile(files.decoder, 'decoder');
  await store.importFile(files.encoder, 'bge-small-shape');

  tell('Starting servers…');
  const threads = String(THREADS);
  const ours = await keep(
    startOurs(join(folder, 'store'), {
      INFERENCE_EMBED_THREADS: threads,
      INFERENCE_GENERATE_THREADS: threads,
      INFERENCE_PARALLEL: '4',
    }),
  );
  const peer = async (file: string, ...args: string[]): Promise<ModelProcess | null> =>
    peerFolder === null ? null : keep(startPeer(peerFolder, ['-m', file, '-t', threads, '-tb', threads, ...args]));
  const encoding = ['--embeddings', '-c', '2048', '-b', '2048', '-ub', '2048', '-np', '1'];
  const writing = ['-c', String(4 * CONTEXT), '-np', '4', '-fa', 'on', '--reasoning-budget', '0'];
  const [starter, encoder, decoder] = [
    await peer(resolve('models', 'starter-embedder-2.gguf'), ...encoding),
    await peer(files.encoder, ...encoding),
    await peer(files.decoder, ...writing),
  ];
  const plain = Array.from(
    { length: 64 },
    (_, i) => `Part ${i}. ${'Leave is agreed with the line manager in writing. '.repeat(18)}`,
  );
  const words = Array.from({ length: 16 }, (_, i) => speedWords(200, i * 31));
  return [
    { name: 'embedding, starter', measure: embedding('starter-embedder-2', plain), at: { ours, peer: starter } },
    { name: 'embedding, bge-small', measure: embedding('bge-small-shape', words), at: { ours, peer: encoder } },
    ...Object.entries(WRITING).map(([name, measure]) => ({ name, measure, at: { ours, peer: decoder } })),
  ];
}

const decoderIn = (folder: string): string => join(folder, 'decoder.gguf');

/** @param order Who goes first; it alternates, so that whatever the first one pays is paid by both. */
async function measureRound(all: readonly Measurement[], round: number, order: readonly Side[]): Promise<Round> {
  const total: Round = { ours: {}, peer: {}, bench: {} };
  for (const { name, measure, at } of all) {
    const found: Record<Side, Figures> = { ours: {}, peer: {} };
    for (const side of order) {
      const process = at[side];
      if (process) found[side] = await measure(process, round * 5 + 1);
    }
    tell(`round ${round}, ${name}: ${pairs(found)}`);
    for (const side of SIDES) total[side] = { ...total[side], ...found[side] };
  }
  return total;
}

const pairs = ({ ours, peer }: Record<Side, Figures>): string =>
  Object.entries(ours)
    .map(([name, { wall }]) => {
      const other = peer[name]?.wall ?? NaN;
      return `${shown(wall)} : ${shown(other)} = ${shown(wall / other)}`;
    })
    .join('; ');

const shown = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 2 : 0));
const numbers = (values: readonly (number | null | undefined)[]): number[] =>
  values.filter((value): value is number => typeof value === 'number' && !Number.isNaN(value));
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

function table(rounds: readonly Round[]): void {
  const names = [...new Set(rounds.flatMap((round) => Object.keys(round.ours)))];
  console.log('| | ours | llama-server | llama-bench | ratio | ratio by processor time |\n|---|---|---|---|---|---|');
  for (const name of names) {
    const middle = (who: keyof Round): number => median(numbers(rounds.map((round) => round[who][name]?.wall)));
    // Pairs of one round were under the same load; the median of their ratios outlives a disturbed round.
    const ratio = (of: 'wall' | 'cpu'): number =>
      median(numbers(rounds.map(({ ours, peer }) => (ours[name]?.[of] ?? NaN) / (peer[name]?.[of] ?? NaN))));
    const figures = [middle('ours'), middle('peer'), middle('bench'), ratio('wall'), ratio('cpu')];
    console.log(`| ${[name, ...figures.map(shown)].join(' | ')} |`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'chancery-inference-'));
// However this process ends, nothing of it stays: the servers end with it (model-process.ts).
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  const named = process.env['CHANCERY_LLAMA_PEER'];
  const peerFolder = named !== undefined && existsSync(join(named, 'llama-server')) ? named : null;
  if (!peerFolder) console.log('CHANCERY_LLAMA_PEER names no folder with llama-server: measuring our host alone.');
  const all = await measurements(folder, peerFolder);
  tell('Warming up…');
  for (const { measure, at, name } of all.filter(({ name }) => WARM_UP.includes(name)))
    for (const side of SIDES) if (at[side]) await measure(at[side], 0).then(() => tell(`${side}: ${name}`));

  const rounds: Round[] = [];
  let longest = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const begun = performance.now();
    if (begun - started + longest > MOST_MS) {
      tell(`Time is up: ${rounds.length} rounds instead of ${ROUNDS}.`);
      break;
    }
    const found = await measureRound(all, round, round % 2 ? SIDES : [...SIDES].reverse());
    if (peerFolder) {
      found.bench = await llamaBench(peerFolder, decoderIn(folder), THREADS);
      const rates = Object.entries(found.bench).map(([name, { wall }]) => `${name} ${shown(wall)}`);
      tell(`round ${round}, llama-bench: ${rates.join('; ')}`);
    }
    rounds.push(found);
    longest = Math.max(longest, performance.now() - begun);
  }
  console.log(
    `\nTokens a second unless said, medians of ${rounds.length} rounds, ${THREADS} thread(s) on ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}:\n`,
  );
  table(rounds);
} finally {
  await Promise.all(running.map((each) => each.stop()));
}
