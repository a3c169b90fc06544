import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HttpEmbedder, HttpGenerator, type ModelKind, ModelStore, estimateMemory, usualUse } from '#models';
import { writeGguf, writeScriptedDecoder } from '#testing';
import { SHIPPED, startInference, temporaryModels } from './start-inference.js';

/** Writes models of real shapes with random weights; an optional neighbour of the checkout. */
const MAKER = resolve('..', 'shared', 'tools', 'make-gguf.mjs');
const itWithMaker = existsSync(MAKER) ? it : it.skip;
if (!existsSync(MAKER)) console.warn(`Models of real shapes are not measured: there is no ${MAKER}.`);
/** The estimate is for choosing a model, not for filling the last page. */
const TOLERANCE = 0.2;
const MIB = 1024 ** 2;

type Write = (file: string) => void | Promise<void>;

/** The estimate against the most memory that a host has had with this model at work. */
async function measure(kind: ModelKind, write: Write): Promise<{ estimate: number; measured: number }> {
  const models = await temporaryModels();
  try {
    const store = new ModelStore({ shippedDir: SHIPPED, dataDir: models.dir });
    const file = join(models.dir, 'model.source');
    await write(file);
    const { name, sizeBytes, contextTokens } = await store.importFile(file, 'measured');
    await rm(file);
    const stored = await store.use(kind, name);
    const { shape } = (await store.describe(stored))!;
    // Room for one answer at a time: what a model needs at least.
    const host = await startInference(models.dir, { INFERENCE_PARALLEL: '1' });
    try {
      const text = Array.from({ length: 60 }, (_, i) => ['ab', 'c', 'de', 'f'][i % 4]).join(' ');
      if (kind === 'embedder') await new HttpEmbedder(host.server, host.catalogue).embedPassages([text]);
      else await written(new HttpGenerator({ ...host.server, timeoutMs: 150_000 }), text);
      const status = readFileSync(`/proc/${host.child.pid}/status`, 'utf8');
      const measured = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)![1]) * 1024;
      return { estimate: estimateMemory(sizeBytes, shape, usualUse(kind, contextTokens)), measured };
    } finally {
      await host.stop();
    }
  } finally {
    await models.remove();
  }
}

async function written(generator: HttpGenerator, content: string): Promise<void> {
  const request = { messages: [{ role: 'user' as const, content }], maxTokens: 4, temperature: 0, seed: 1 };
  for await (const event of generator.stream(request, AbortSignal.timeout(170_000))) if (event.type === 'done') return;
}

/** The byte letters of a GPT-2 tokenizer and then so many others, as a file of a vocabulary alone. */
function writeVocabulary(file: string, size: number): void {
  const printable = [...range(33, 126), ...range(161, 172), ...range(174, 255)];
  const signs = Array.from({ length: 256 }, (_, byte) => byte).map((byte) => (printable.includes(byte) ? byte : null));
  let next = 256;
  const letters = signs.map((sign) => String.fromCodePoint(sign ?? next++));
  const tokens = [...letters, ...Array.from({ length: size - 256 }, (_, at) => `word${at}`)];
  const keys = [
    ['general.architecture', 'str', 'qwen3'],
    ['tokenizer.ggml.tokens', 'arr:str', tokens],
    ['tokenizer.ggml.token_type', 'arr:i32', tokens.map(() => 1)],
    ['tokenizer.ggml.merges', 'arr:str', ['a b']],
  ] as const;
  writeGguf(file, keys, []);
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

interface Maker {
  readonly PRESETS: Record<string, (file: string, options: Record<string, unknown>) => void>;
}

async function make(preset: string, file: string, options: Record<string, unknown>): Promise<void> {
  const { PRESETS } = (await import(pathToFileURL(MAKER).href)) as Maker;
  const vocab = `${file}.vocabulary`;
  writeVocabulary(vocab, 151_936);
  PRESETS[preset]!(file, { vocab, ...options });
  await rm(vocab);
}

function expectClose({ estimate, measured }: { estimate: number; measured: number }): void {
  const error = estimate / measured - 1;
  console.info(
    `estimated ${Math.round(estimate / MIB)} MiB, measured ${Math.round(measured / MIB)} MiB (${(error * 100).toFixed(0)} %)`,
  );
  expect(Math.abs(error)).toBeLessThan(TOLERANCE);
}

describe('the memory estimate', () => {
  it('is right for a tiny decoder', async () => {
    expectClose(await measure('generator', (file) => writeScriptedDecoder(file, { reply: 'Yes.' })));
  }, 120_000);

  itWithMaker(
    'is right for a decoder whose weights are kept twice',
    async () => {
      expectClose(await measure('generator', (file) => make('qwen3-0.6b', file, { L: 4, type: 'Q4_0' })));
    },
    180_000,
  );

  itWithMaker(
    'is right for an encoder',
    async () => {
      const vocab = join(SHIPPED, 'starter-embedder.gguf');
      expectClose(await measure('embedder', (file) => make('bge-small', file, { vocab, nVocab: 28_000 })));
    },
    180_000,
  );
});
