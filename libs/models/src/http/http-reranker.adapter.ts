import { z } from 'zod';
import { ModelRequestFailed, ModelRoleEmpty } from '../model-errors.js';
import { Reranker } from '../reranker.port.js';
import type { RerankerModel } from '../reranker.port.js';
import { ModelClient } from './model-client.js';
import { retrying } from './retry.js';
import type { ModelServer } from './server-address.js';

const scored = z.array(
  z
    .object({
      index: z.int().nonnegative(),
      relevance_score: z.number().optional(),
      score: z.number().optional(),
    })
    .transform(({ index, relevance_score: relevance, score }) => ({ index, score: relevance ?? score })),
);
/** `results` as Jina, Cohere, vLLM and llama-server have it, or the bare list of a TEI server. */
const ranking = z.union([scored, z.object({ results: scored }).transform(({ results }) => results)]);
// A reader waits for this, and search works without it.
const RETRY_FOR_MS = 3_000;

/** Ranks through any server that speaks `/v1/rerank`: our inference host, vLLM, llama-server, … */
export class HttpReranker extends Reranker {
  private readonly client: ModelClient;

  constructor(private readonly server: ModelServer) {
    super();
    this.client = new ModelClient(server);
  }

  async model(): Promise<RerankerModel | null> {
    const served = await this.client.served('reranker');
    return served && { name: served.id, sha256: served.sha256 ?? null };
  }

  async rerank(query: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]> {
    if (texts.length === 0) return [];
    const attempt = async (): Promise<number[]> => {
      const served = await this.client.served('reranker', signal);
      if (!served) throw new ModelRoleEmpty('No reranker model is served. See "chancery models list".');
      // TEI calls the documents texts; every server reads the members it knows.
      const body = { model: served.id, query, documents: texts, texts, top_n: texts.length };
      const results = await this.client.json('/v1/rerank', ranking, body, signal);
      const scores = new Map(results.map(({ index, score }) => [index, score]));
      return texts.map((_, index) => {
        const score = scores.get(index);
        if (score === undefined) throw new ModelRequestFailed('The model server did not score every text.');
        return score;
      });
    };
    return retrying(attempt, this.server.retryForMs ?? RETRY_FOR_MS, signal);
  }
}
