/** What is measured of a process that serves models, over the protocol that all of them speak. */
import { setTimeout as wait } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import type { ModelProcess } from './model-process.js';

/** Far above what any of them takes on a busy machine; a request that hangs must not hang the benchmark. */
const REQUEST_WITHIN_MS = 120_000;
const WRITTEN = 64;
/** A process that takes no processor time for so long has stopped computing. */
const QUIET_MS = 250;
const WATCHED_MS = 3_000;

/** Tokens a second, or milliseconds where the name says so; by the clock and by the processor time that it took. */
export interface Figure {
  readonly wall: number;
  readonly cpu: number | null;
}
export type Figures = Readonly<Record<string, Figure>>;
/** @param seed Another one makes another prompt, of which no server has anything in its cache. */
export type Measure = (at: ModelProcess, seed: number) => Promise<Figures>;

/** Measures of a generator, by what they show while they run. */
export const WRITING: Readonly<Record<string, Measure>> = {
  'prompt of 512 tokens': prompt(512),
  'prompt of 1,800 tokens': prompt(1_800),
  decode: decode('decode', 40),
  'decode after passages': decode('decode after 1800', 1_800),
  'decode, 4 at once': fourAtOnce('decode, 4 at once', 40),
  'decode, 4 at once after passages': fourAtOnce('decode, 4 at once after 300', 300),
  'first token of 2,000, uncached and cached': async (at, seed) => {
    const instructions = letters(1_900, seed + 50);
    const uncached = await write(at, instructions + letters(100, seed + 1), 1);
    const cached = await write(at, instructions + letters(100, seed + 2), 1);
    return {
      'first token, uncached (ms)': { wall: uncached.totalMs, cpu: null },
      'first token, cached (ms)': { wall: cached.totalMs, cpu: null },
      'first token, cached ÷ uncached': { wall: cached.totalMs / uncached.totalMs, cpu: null },
    };
  },
  cancel: async (at, seed) => ({ 'computing after a cancel (ms)': { wall: await cancel(at, seed), cpu: null } }),
};

/** Embed texts in one request. */
export const embedding =
  (model: string, texts: readonly string[]): Measure =>
  async (at) => {
    const [started, cpu] = [performance.now(), at.cpuMs()];
    const response = await post(at, '/v1/embeddings', { model, input: texts, encoding_format: 'base64' });
    const { usage } = (await response.json()) as { usage: { prompt_tokens: number } };
    return { [`embedding, ${model}`]: rates(usage.prompt_tokens, performance.now() - started, at.cpuMs() - cpu) };
  };

function prompt(size: number): Measure {
  return async (at, seed) => {
    const cpu = at.cpuMs();
    const { promptTokens, totalMs } = await write(at, letters(size, seed), 1);
    return { [`prompt ${size}`]: rates(promptTokens, totalMs, at.cpuMs() - cpu) };
  };
}

/** The rate from the first token of an answer on; its processor time is that of the prompt, too. */
function decode(name: string, promptTokens: number): Measure {
  return async (at, seed) => {
    const cpu = at.cpuMs();
    const { tokens, firstMs, totalMs } = await write(at, letters(promptTokens, seed + 200), WRITTEN + 1);
    if (firstMs >= totalMs) throw new Error('The answer came in one piece.');
    return { [name]: rates(tokens - 1, totalMs - firstMs, at.cpuMs() - cpu) };
  };
}

/** Four prompts are read and answered beside each other; the rate is that of the answers' tokens. */
function fourAtOnce(name: string, promptTokens: number): Measure {
  return async (at, seed) => {
    const [started, cpu] = [performance.now(), at.cpuMs()];
    const four = await Promise.all([1, 2, 3, 4].map((n) => write(at, letters(promptTokens, seed + 100 * n), WRITTEN)));
    const tokens = four.reduce((sum, answer) => sum + answer.tokens, 0);
    return { [name]: rates(tokens, performance.now() - started, at.cpuMs() - cpu) };
  };
}

interface Answer {
  /** Until the first text of the answer; until its end where it has none. */
  readonly firstMs: number;
  readonly totalMs: number;
  readonly promptTokens: number;
  readonly tokens: number;
}

async function write(at: ModelProcess, content: string, maxTokens: number, signal?: AbortSignal): Promise<Answer> {
  const started = performance.now();
  let firstMs: number | null = null;
  let usage = { prompt_tokens: 0, completion_tokens: 0 };
  const body = {
    model: 'decoder',
    messages: [{ role: 'user', content }],
    max_tokens: maxTokens,
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
    ignore_eos: true,
  };
  const response = await post(at, '/v1/chat/completions', body, signal);
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === '[DONE]') return;
      const chunk = JSON.parse(data) as {
        choices?: { delta: { content?: string } }[];
        usage?: typeof usage;
        error?: { message: string };
      };
      if (chunk.error) throw new Error(`The answer broke off: ${chunk.error.message}`);
      if (chunk.choices?.[0]?.delta.content) firstMs ??= performance.now() - started;
      if (chunk.usage) usage = chunk.usage;
    },
  });
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) parser.feed(text);
  const totalMs = performance.now() - started;
  if (usage.completion_tokens === 0) throw new Error('The answer ended before its last event.');
  return {
    totalMs,
    firstMs: firstMs ?? totalMs,
    promptTokens: usage.prompt_tokens,
    tokens: usage.completion_tokens,
  };
}

async function post(at: ModelProcess, route: string, body: object, signal?: AbortSignal): Promise<Response> {
  at.ensureAlive();
  const within = AbortSignal.timeout(REQUEST_WITHIN_MS);
  const response = await fetch(at.url + route, {
    method: 'POST',
    headers: { authorization: `Bearer ${at.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, within]) : within,
  });
  if (!response.ok) throw new Error(`${route} answered ${response.status}: ${await response.text()}`);
  return response;
}

/** Milliseconds that the process goes on computing after its reader has left in the middle of a prompt. */
async function cancel(at: ModelProcess, seed: number): Promise<number> {
  const stop = new AbortController();
  const reading = write(at, letters(6_000, seed), 1, stop.signal).then(
    () => 'read',
    () => 'left',
  );
  await wait(1_000);
  stop.abort();
  const left = performance.now();
  let [busyUntil, last] = [left, at.cpuMs()];
  for (let now = left; now - left < WATCHED_MS && now - busyUntil < QUIET_MS; now = performance.now()) {
    await wait(10);
    const used = at.cpuMs();
    if (used > last) [busyUntil, last] = [performance.now(), used];
  }
  if ((await reading) === 'read') throw new Error('The prompt was read before it could be cancelled.');
  return busyUntil - left;
}

/**
 * Letters, each a token of the speed decoder. Another `seed` or another `count` makes another text from about the first one on: a server that
 * keeps what it has read must not find one measurement's prompt in another's.
 */
function letters(count: number, seed: number): string {
  let state = Math.imul(seed * 10_007 + count, 2_654_435_761) >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(97 + ((state >>> 16) % 26));
  }).join('');
}

const rates = (tokens: number, ms: number, cpuMs: number): Figure => ({
  wall: (tokens / ms) * 1_000,
  cpu: (tokens / Math.max(cpuMs, 10)) * 1_000,
});
