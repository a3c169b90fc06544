// Measures the inference host's embedding against a bare node-llama-cpp loop over the same 2,000 paragraphs.
// Run by hand after `npm run build:server`: node test/model/embedding-throughput.mjs [rounds]
// The two take turns in slices, so that other load on the machine falls on both.
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const { Catalogue, HttpEmbedder, unitVector } = await import('../../dist/libs/models/src/index.js');
const { getLlama } = await import('node-llama-cpp');
const root = resolve(import.meta.dirname, '../..');
const SECRET = 'a-secret-for-measuring-only';
const SLICE = 256;

const texts = paragraphs();
const modelsDir = mkdtempSync(join(tmpdir(), 'chancery-models-'));
const child = fork(join(root, 'dist/programs/inference.js'), [], {
  env: {
    PATH: process.env.PATH,
    INFERENCE_SECRET: SECRET,
    INFERENCE_SHIPPED_MODELS: join(root, 'models'),
    INFERENCE_MODELS_DIR: modelsDir,
  },
});
const port = await new Promise((found) => child.on('message', (said) => said.port !== undefined && found(said.port)));
const server = { baseUrl: `http://127.0.0.1:${port}`, apiKey: SECRET, timeoutMs: 60_000 };
const embedder = new HttpEmbedder(server, await Catalogue.load(join(root, 'models')));

const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error', maxThreads: 0 });
const model = await llama.loadModel({
  modelPath: join(root, 'models/starter-embedder-2.gguf'),
  defaultContextFlashAttention: true,
});
const context = await model.createEmbeddingContext({ contextSize: 2048, batchSize: 2048, threads: 1 });
const bare = async (slice) => {
  const vectors = [];
  for (const text of slice)
    vectors.push(unitVector((await context.getEmbeddingFor(model.tokenize(text).slice(0, 2044))).vector));
  return vectors;
};
const overHttp = async (slice) => (await embedder.embedPassages(slice)).map(({ vector }) => vector);

const tokens = texts.map((text) => model.tokenize(text).length);
await bare(texts.slice(0, 64));
await overHttp(texts.slice(0, 64));
const rates = { bare: [], http: [] };
const cpuMs = { bare: 0, http: 0 };
let worst = 1;
for (let round = 0; round < Number(process.argv[2] ?? 1); round++) {
  for (let from = 0; from < texts.length; from += SLICE) {
    const slice = texts.slice(from, from + SLICE);
    const count = tokens.slice(from, from + SLICE).reduce((sum, n) => sum + n, 0);
    const vectors = {};
    // Turn about, so that neither always runs first.
    for (const [name, run] of (from / SLICE) % 2
      ? [
          ['http', overHttp],
          ['bare', bare],
        ]
      : [
          ['bare', bare],
          ['http', overHttp],
        ]) {
      const [before, cpuBefore] = [performance.now(), cpuTimes()];
      vectors[name] = await run(slice);
      const cpu = cpuTimes();
      cpuMs[name] += name === 'bare' ? cpu.own - cpuBefore.own : cpu.own - cpuBefore.own + cpu.host - cpuBefore.host;
      rates[name].push((count / (performance.now() - before)) * 1000);
    }
    vectors.bare.forEach(
      (vector, i) =>
        (worst = Math.min(
          worst,
          vector.reduce((sum, x, d) => sum + x * vectors.http[i][d], 0),
        )),
    );
  }
}
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const health = await (await fetch(`${server.baseUrl}/health`)).json();
console.log({
  texts: texts.length,
  tokensPerText: Math.round(tokens.reduce((sum, n) => sum + n, 0) / texts.length),
  bareTokensPerSecond: Math.round(median(rates.bare)),
  httpTokensPerSecond: Math.round(median(rates.http)),
  medianRatio: Number(median(rates.http.map((rate, i) => rate / rates.bare[i])).toFixed(3)),
  // Of processor time, client and host together: what remains when the machine is busy with other work.
  bareTokensPerCpuSecond: perCpuSecond('bare'),
  httpTokensPerCpuSecond: perCpuSecond('http'),
  worstCosine: worst,
  hostRssMiB: Math.round(health.rssBytes / 2 ** 20),
  queryMs: await queryLatency(),
});
child.kill('SIGTERM');
await context.dispose();
await model.dispose();
await llama.dispose();
rmSync(modelsDir, { recursive: true });

/** Processor time used so far, in milliseconds (the host's from /proc, in steps of 10 ms). */
function cpuTimes() {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ')[1].split(' ');
  return { own: (user + system) / 1000, host: (Number(fields[11]) + Number(fields[12])) * 10 };
}

function perCpuSecond(name) {
  const rounds = Number(process.argv[2] ?? 1);
  return Math.round((tokens.reduce((sum, n) => sum + n, 0) * rounds * 1000) / cpuMs[name]);
}

/** A question's time on an idle host, and while a batch of 64 is always in work. */
async function queryLatency() {
  const timed = async () => {
    const before = performance.now();
    await embedder.embedQuery('how much notice does a manager have to give');
    return performance.now() - before;
  };
  const several = async () => {
    const times = [];
    for (let i = 0; i < 40; i++) times.push(await timed());
    return times.sort((a, b) => a - b);
  };
  const idle = await several();
  let isOver = false;
  const load = (async () => {
    while (!isOver) await embedder.embedPassages(texts.slice(0, 64));
  })();
  const busy = await several();
  isOver = true;
  await load;
  const at = (times, share) => Number(times[Math.floor(times.length * share)].toFixed(1));
  return { idleP50: at(idle, 0.5), idleP95: at(idle, 0.95), busyP50: at(busy, 0.5), busyP95: at(busy, 0.95) };
}

/** About 200 tokens each: from the handbooks beside the checkout where they are, else made up. */
function paragraphs() {
  const folder = resolve(root, '../shared/handbooks');
  if (!existsSync(folder)) {
    console.log('No handbooks beside the checkout: measuring with made-up paragraphs.');
    return Array.from(
      { length: 2_000 },
      (_, i) => `Section ${i}. ${'Leave is agreed with the line manager in writing. '.repeat(20)}`,
    );
  }
  const found = [];
  for (const file of readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .sort()) {
    let current = '';
    for (const part of readFileSync(join(folder, file), 'utf8').split(/\n\s*\n/)) {
      current += `${part}\n`;
      if (current.length > 800) {
        found.push(current.slice(0, 950));
        current = '';
      }
    }
    if (found.length >= 2_000) return found.slice(0, 2_000);
  }
  return found;
}
