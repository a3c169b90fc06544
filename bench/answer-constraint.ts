/**
 * What it costs to constrain an answer: the same prompts with and without the JSON schema of an answer, in turn, through our own
 * inference host; tokens a second while writing, time to the first token, and tokens spent on JSON instead of words.
 *
 *   npm run build:server && MODELS=a.gguf,b.gguf node dist/bench/answer-constraint.js
 *
 * Weights may be random: how long a token takes does not depend on them. Without MODELS a tiny random decoder is used alone.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { composePrompt, quotesSchema, sentencesSchema } from '#answering';
import { programEntry, projectRoot } from '#config';
import { HttpGenerator, ModelStore } from '#models';
import { aPassage, writeScriptedDecoder } from '#testing';

const ROUNDS = 5;
const TOKENS = 96;
const SECRET = 'a-secret-for-benches-only';
const shippedDir = join(projectRoot(), 'models');

const passages = Array.from({ length: 6 }, (_, i) =>
  aPassage(
    `Rule ${i} of the travel policy says that receipts must be handed in within ${10 + i} days of the trip. `.repeat(4),
    {
      documentId: `d${i}`,
    },
  ),
);
const prompt = composePrompt({
  ...{ task: 'sentences', question: 'When must receipts be handed in?', passages },
  ...{ budgetTokens: 3_000, boundary: '0123456789ab' },
});
const KINDS = {
  free: undefined,
  sentences: sentencesSchema(prompt.passages.length),
  quotes: quotesSchema(60),
};

interface Timing {
  readonly firstMs: number;
  readonly tokensPerS: number;
}

async function time(generator: HttpGenerator, jsonSchema: Record<string, unknown> | undefined): Promise<Timing> {
  const { messages } = prompt;
  const request = { messages, maxTokens: TOKENS, temperature: 0.8, seed: 3, ...(jsonSchema ? { jsonSchema } : {}) };
  const started = performance.now();
  let first = 0;
  let tokens = 0;
  for await (const event of generator.stream(request, AbortSignal.timeout(240_000))) {
    first ||= performance.now();
    if (event.type === 'done') tokens = event.completionTokens;
  }
  return { firstMs: first - started, tokensPerS: tokens / ((performance.now() - first) / 1_000) };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const dataDir = mkdtempSync(join(tmpdir(), 'chancery-constraint-'));
const child = fork(programEntry('inference'), [], {
  env: {
    PATH: process.env['PATH'],
    INFERENCE_SECRET: SECRET,
    INFERENCE_SHIPPED_MODELS: shippedDir,
    INFERENCE_MODELS_DIR: dataDir,
  },
});
try {
  const port = await new Promise<number>((found) =>
    child.on('message', ({ port: told }: { port?: number }) => told !== undefined && found(told)),
  );
  const store = new ModelStore({ shippedDir, dataDir });
  const tiny = join(dataDir, 'tiny-random.gguf.source');
  writeScriptedDecoder(tiny, { babbleSeed: 5, name: 'tiny-random' });
  const files = [tiny, ...(process.env['MODELS']?.split(',') ?? [])];
  console.log('| model | form | first token ms | tokens/s | ratio to free |\n|---|---|---|---|---|');
  for (const file of files) {
    const name = basename(file).replace(/\..*$/u, '');
    await store.importFile(file, name);
    await store.use('generator', name);
    const generator = new HttpGenerator({ baseUrl: `http://127.0.0.1:${port}`, apiKey: SECRET, timeoutMs: 240_000 });
    await time(generator, undefined);
    const timings = new Map<string, Timing[]>();
    for (let round = 0; round < ROUNDS; round++)
      for (const [kind, schema] of Object.entries(KINDS))
        timings.set(kind, [...(timings.get(kind) ?? []), await time(generator, schema)]);
    const free = median(timings.get('free')!.map(({ tokensPerS }) => tokensPerS));
    for (const [kind, list] of timings) {
      const speed = median(list.map(({ tokensPerS }) => tokensPerS));
      const first = median(list.map(({ firstMs }) => firstMs));
      console.log(`| ${name} | ${kind} | ${first.toFixed(0)} | ${speed.toFixed(1)} | ${(speed / free).toFixed(2)} |`);
    }
  }
} finally {
  child.kill('SIGTERM');
  rmSync(dataDir, { recursive: true });
}
