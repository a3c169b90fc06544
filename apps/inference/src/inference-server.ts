import { createHash, timingSafeEqual } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ModelTimedOut, vectorToBase64 } from '#models';
import type { Reasoning } from '#models';
import { streamedCompletion, wholeCompletion } from './chat-completion.js';
import { Drainable } from './drainable.js';
import { RequestRefused, readJson, sendFailure, sendJson } from './http-json.js';
import type { InferenceHost } from './inference-host.js';
import { chatRequest, embeddingsRequest, rerankRequest } from './requests.js';
import type { ChatRequest } from './requests.js';

const ANSWERS = 'POST /v1/chat/completions';
/** Embedding and ranking are done in seconds. */
const OTHERS_END_MS = 60_000;

type Route = (request: IncomingMessage, response: ServerResponse, signal: AbortSignal) => Promise<void>;

/**
 * The models over an OpenAI-style protocol. Every route but `/health` wants the secret as bearer token. A client that hangs
 * up stops its work, and so does the time limit.
 * @param report Receives failures that are nobody's request's fault.
 */
export function inferenceServer(
  host: InferenceHost,
  { secret, limitMs, stallMs }: ServerLimits,
  report: (error: unknown) => void,
): InferenceServer {
  const work = new Drainable();
  const routes: Readonly<Record<string, Route>> = {
    'GET /health': (_request, response) => health(host, stallMs, response),
    'GET /v1/models': async (_request, response) =>
      sendJson(response, 200, { object: 'list', data: await host.listing() }),
    'POST /v1/embeddings': (...parts) => embed(host, ...parts),
    'POST /v1/rerank': (...parts) => rerank(host, ...parts),
    [ANSWERS]: (...parts) => complete(host, ...parts),
  };
  const server = createServer((request, response) => {
    const hungUp = new AbortController();
    // Each text of a request waits for its turn under this signal.
    setMaxListeners(0, hungUp.signal);
    const deadline = setTimeout(
      () => hungUp.abort(new ModelTimedOut('The model took longer than it may. Ask for less at once.')),
      limitMs,
    );
    response.once('close', () => {
      clearTimeout(deadline);
      hungUp.abort();
    });
    const name = `${request.method} ${(request.url ?? '').split('?')[0]}`;
    const answer = async (): Promise<void> => {
      if (name !== 'GET /health' && !holdsSecret(request, secret))
        throw new RequestRefused('unauthenticated', 'Send the inference secret as bearer token.');
      const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
      if (!route) throw new RequestRefused('not-found', 'There is no such route.');
      await work.during(name === ANSWERS ? 'answer' : request.method === 'POST' ? 'short' : 'look', () =>
        route(request, response, hungUp.signal),
      );
    };
    answer().catch((error: unknown) => {
      if (response.destroyed) return;
      report(error);
      sendFailure(response, error);
    });
  });
  // No answer runs for longer than its own limit.
  return { server, drain: () => work.drain({ answersMs: limitMs, othersMs: OTHERS_END_MS }) };
}

/** Times in milliseconds. The secret is asked for by every route but `/health`. */
export interface ServerLimits {
  readonly secret: string;
  /** Longest time for one request. */
  readonly limitMs: number;
  /** Work without a sign of life for so long counts as hanging. */
  readonly stallMs: number;
}

/** Listening is its owner's to begin. */
export interface InferenceServer {
  readonly server: Server;
  /**
   * Take no more answers on and wait for those being written, each until its own time limit; embedding and ranking go on meanwhile. Then take
   * nothing new on, and wait for the rest, a minute at most.
   */
  readonly drain: () => Promise<void>;
}

/** 503 when work hangs: whoever watches this process then starts it anew. */
async function health(host: InferenceHost, stallMs: number, response: ServerResponse): Promise<void> {
  const { stalledMs } = host.progress;
  const ok = stalledMs < stallMs;
  sendJson(response, ok ? 200 : 503, { ok, stalledMs, models: host.loaded, rssBytes: process.memoryUsage.rss() });
}

async function embed(
  host: InferenceHost,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const { model, input, encoding_format: format } = await readJson(request, embeddingsRequest);
  const texts = typeof input === 'string' ? [input] : input;
  await host.embedders.use(model, async (embedder, stored) => {
    // A single text is a question that somebody waits for.
    const isUrgent = texts.length === 1;
    if (!isUrgent) embedder.admit(texts.length);
    const embedded = await Promise.all(texts.map((text) => embedder.embed(text, { isUrgent, signal })));
    const total = embedded.reduce((sum, { tokens }) => sum + tokens, 0);
    sendJson(response, 200, {
      object: 'list',
      model: stored.name,
      data: embedded.map(({ vector, tokens, truncated }, index) => ({
        object: 'embedding',
        index,
        embedding: format === 'base64' ? vectorToBase64(vector) : [...vector],
        tokens,
        truncated,
      })),
      usage: { prompt_tokens: total, total_tokens: total },
    });
  });
}

async function rerank(
  host: InferenceHost,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const { model, query, documents, top_n: top } = await readJson(request, rerankRequest);
  const ranked = await host.rank(model, query, documents, signal);
  const results = ranked.scores.map((score, index) => ({ index, relevance_score: score }));
  results.sort((a, b) => b.relevance_score - a.relevance_score);
  sendJson(response, 200, { object: 'list', model: ranked.model, results: results.slice(0, top) });
}

async function complete(
  host: InferenceHost,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const wanted = await readJson(request, chatRequest);
  const format = wanted.response_format;
  await host.generators.use(wanted.model, (generator, stored) =>
    generator.generate(
      {
        messages: wanted.messages,
        maxTokens: wanted.max_tokens,
        temperature: wanted.temperature,
        seed: wanted.seed,
        reasoning: reasoningOf(wanted),
        ...(format?.type === 'json_schema' ? { jsonSchema: format.json_schema.schema } : {}),
      },
      (wanted.stream ? streamedCompletion : wholeCompletion)(response, stored.name),
      signal,
    ),
  );
}

function reasoningOf({ chat_template_kwargs: told }: ChatRequest): Reasoning {
  if (told?.enable_thinking === undefined) return 'auto';
  return told.enable_thinking ? 'on' : 'off';
}

function holdsSecret(request: IncomingMessage, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${secret}`));
}
