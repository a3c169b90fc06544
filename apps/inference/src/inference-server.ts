import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { vectorToBase64 } from '#models';
import { streamedCompletion, wholeCompletion } from './chat-completion.js';
import { RequestRefused, readJson, sendFailure, sendJson } from './http-json.js';
import type { InferenceHost } from './inference-host.js';
import { chatRequest, embeddingsRequest, rerankRequest } from './requests.js';

type Route = (request: IncomingMessage, response: ServerResponse, signal: AbortSignal) => Promise<void>;

/**
 * The models over an OpenAI-style protocol. Every route but `/health` wants the secret as bearer token. A client that hangs
 * up stops its work.
 * @param report Receives failures that are nobody's request's fault.
 */
export function inferenceServer(host: InferenceHost, secret: string, report: (error: unknown) => void): Server {
  const routes: Readonly<Record<string, Route>> = {
    'GET /health': (_request, response) => health(host, response),
    'GET /v1/models': async (_request, response) =>
      sendJson(response, 200, { object: 'list', data: await host.listing() }),
    'POST /v1/embeddings': (...parts) => embed(host, ...parts),
    'POST /v1/rerank': (...parts) => rerank(host, ...parts),
    'POST /v1/chat/completions': (...parts) => complete(host, ...parts),
  };
  return createServer((request, response) => {
    const hungUp = new AbortController();
    response.once('close', () => hungUp.abort());
    const name = `${request.method} ${(request.url ?? '').split('?')[0]}`;
    const answer = async (): Promise<void> => {
      if (name !== 'GET /health' && !holdsSecret(request, secret))
        throw new RequestRefused('unauthenticated', 'Send the inference secret as bearer token.');
      const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
      if (!route) throw new RequestRefused('not-found', 'There is no such route.');
      await route(request, response, hungUp.signal);
    };
    answer().catch((error: unknown) => {
      if (hungUp.signal.aborted) return;
      report(error);
      sendFailure(response, error);
    });
  });
}

async function health(host: InferenceHost, response: ServerResponse): Promise<void> {
  sendJson(response, 200, { ok: true, models: host.loaded, rssBytes: process.memoryUsage.rss() });
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
  await host.rerankers.use(model, async (reranker, stored) => {
    const scores = await reranker.rank(query, documents, signal);
    const results = scores.map((score, index) => ({ index, relevance_score: score }));
    results.sort((a, b) => b.relevance_score - a.relevance_score);
    sendJson(response, 200, { object: 'list', model: stored.name, results: results.slice(0, top) });
  });
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
        ...(format?.type === 'json_schema' ? { jsonSchema: format.json_schema.schema } : {}),
      },
      (wanted.stream ? streamedCompletion : wholeCompletion)(response, stored.name),
      signal,
    ),
  );
}

function holdsSecret(request: IncomingMessage, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${secret}`));
}
