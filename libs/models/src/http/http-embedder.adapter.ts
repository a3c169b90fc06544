import { z } from 'zod';
import { embedderIdOf, type Catalogue } from '../catalogue.js';
import { Embedder } from '../embedder.port.js';
import type { EmbeddedText, EmbedderModel } from '../embedder.port.js';
import {
  ModelAskedTooMuch,
  ModelRequestFailed,
  ModelRoleEmpty,
  ModelTimedOut,
  ModelUnavailable,
} from '../model-errors.js';
import { unitVector, vectorFromBase64 } from '../unit-vector.js';
import { ModelClient } from './model-client.js';
import type { ServedModel } from './model-client.js';
import { ranking, scoresInOrder } from './ranking.js';
import { retrying } from './retry.js';
import type { ModelServer } from './server-address.js';

const embeddings = z.object({
  data: z.array(
    z.object({
      index: z.int().nonnegative(),
      /** Asked for as base64; some servers send numbers all the same. */
      embedding: z.string().or(z.array(z.number())),
      tokens: z.number().optional(),
      truncated: z.boolean().optional(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.number().optional() }).optional(),
});
type Embeddings = z.infer<typeof embeddings>;

/** Most texts in one request: long enough to hide the trip, short enough to be repeated. */
const BATCH = 64;
/** A request that takes longer is followed by smaller ones: a large model on a slow machine needs seconds a text. */
const SLOW_MS = 15_000;
const RETRY_FOR_MS = 30_000;
/** A model's description is kept this long; requests name the model, so that a switch in between cannot mix vectors. */
const DESCRIPTION_MS = 2_000;
/** How many numbers a foreign server's vectors have takes a request to know; it is asked again after so long. */
const MEASURED_MS = 60_000;

/** Embeds through any server that speaks `/v1/embeddings`: our inference host, vLLM, llama-server, … */
export class HttpEmbedder extends Embedder {
  private readonly client: ModelClient;
  private described?: { readonly until: number; readonly model: EmbedderModel };
  private measured?: { readonly until: number; readonly id: string; readonly dimensions: number };
  /** Texts in the next request. */
  private batch = BATCH;
  /** Texts that the server takes in one request. */
  private most = BATCH;

  /** @param catalogue Knows the prefixes; models outside it get none. */
  constructor(
    private readonly server: ModelServer,
    private readonly catalogue: Catalogue,
  ) {
    super();
    this.client = new ModelClient(server);
  }

  async model({ isFresh } = { isFresh: false }): Promise<EmbedderModel> {
    if (!isFresh && this.described && Date.now() < this.described.until) return this.described.model;
    const model = await this.retry(() => this.describe());
    this.described = { until: Date.now() + DESCRIPTION_MS, model };
    return model;
  }

  async embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<EmbeddedText[]> {
    if (texts.length === 0) return [];
    const { name } = await this.model();
    const prefix = this.catalogue.find(name)?.passagePrefix ?? '';
    const embedded: EmbeddedText[] = [];
    while (embedded.length < texts.length) {
      const batch = texts.slice(embedded.length, embedded.length + this.batch).map((text) => prefix + text);
      embedded.push(...((await this.embedInTime(name, batch, signal)) ?? []));
    }
    return embedded;
  }

  /** @returns null when they were too many, for the time or for the server; then the next request holds fewer. */
  private async embedInTime(
    model: string,
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<EmbeddedText[] | null> {
    const started = performance.now();
    try {
      const embedded = await this.embed(model, texts, signal);
      const tookMs = Math.max(1, performance.now() - started);
      const inTime = Math.max(1, Math.floor((texts.length * SLOW_MS) / tookMs));
      this.batch = Math.min(this.most, inTime, 2 * Math.max(this.batch, texts.length));
      return embedded;
    } catch (error) {
      if (texts.length === 1) throw error;
      if (error instanceof ModelAskedTooMuch) this.batch = this.most = Math.ceil(texts.length / 2);
      else if (isTimeUp(error)) this.batch = Math.ceil(texts.length / 4);
      else throw error;
      return null;
    }
  }

  async embedQuery(text: string, signal?: AbortSignal): Promise<EmbeddedText> {
    const { name } = await this.model();
    const [embedded] = await this.embed(name, [(this.catalogue.find(name)?.queryPrefix ?? '') + text], signal);
    return embedded!;
  }

  override async compareWords(question: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]> {
    if (texts.length === 0) return [];
    const { name } = await this.model();
    return this.retry(async () => {
      const body = { model: name, query: question, documents: texts, top_n: texts.length };
      return scoresInOrder(await this.client.json('/v1/rerank', ranking, body, signal), texts.length);
    }, signal);
  }

  private async describe(): Promise<EmbedderModel> {
    const served = await this.client.served('embedder');
    if (!served) throw ModelRoleEmpty.served('embedder');
    const known = this.catalogue.find(served.id);
    const sha256 = served.sha256 ?? null;
    return {
      id: embedderIdOf(served.id, sha256, known),
      name: served.id,
      sha256,
      dimensions: served.dimensions ?? known?.dimensions ?? (await this.measureDimensions(served)),
      contextTokens: served.context_tokens ?? served.max_model_len ?? known?.contextTokens ?? 512,
      fusionWeight: known?.fusionWeight ?? null,
      isStarter: served.is_starter ?? false,
      comparesWords: served.compares_words ?? false,
    };
  }

  private async measureDimensions({ id }: ServedModel): Promise<number> {
    const { measured } = this;
    if (measured?.id === id && Date.now() < measured.until) return measured.dimensions;
    const [probe] = await this.embed(id, ['dimensions']);
    const dimensions = probe!.vector.length;
    this.measured = { until: Date.now() + MEASURED_MS, id, dimensions };
    return dimensions;
  }

  private embed(model: string, input: readonly string[], signal?: AbortSignal): Promise<EmbeddedText[]> {
    return this.retry(async () => {
      const body = { model, input, encoding_format: 'base64' };
      return toTexts(await this.client.json('/v1/embeddings', embeddings, body, signal), input.length);
    }, signal);
  }

  private retry<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return retrying(attempt, this.server.retryForMs ?? RETRY_FOR_MS, signal);
  }
}

const isTimeUp = (error: unknown): boolean =>
  error instanceof ModelTimedOut ||
  (error instanceof ModelUnavailable && error.cause instanceof DOMException && error.cause.name === 'TimeoutError');

function toTexts({ data, usage }: Embeddings, count: number): EmbeddedText[] {
  const inOrder = [...data].sort((a, b) => a.index - b.index);
  if (inOrder.length !== count || inOrder.some(({ index }, position) => index !== position))
    throw new ModelRequestFailed('The model server did not answer with one vector a text.', {
      particulars: { why: 'odd' },
    });
  const share = Math.round((usage?.prompt_tokens ?? 0) / count);
  return inOrder.map(({ embedding, tokens, truncated }) => {
    const values = typeof embedding === 'string' ? vectorFromBase64(embedding) : embedding;
    if (!values || values.length === 0 || !values.every(Number.isFinite))
      throw new ModelRequestFailed('The model server answered with a vector that is not one.', {
        particulars: { why: 'odd' },
      });
    return { vector: unitVector(values), tokens: tokens ?? share, truncated: truncated ?? false };
  });
}
