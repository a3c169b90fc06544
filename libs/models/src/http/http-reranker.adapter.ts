import type { z } from 'zod';
import { ModelAskedTooMuch, ModelNotFound, ModelRoleEmpty } from '../model-errors.js';
import { Reranker } from '../reranker.port.js';
import type { RankedTexts, RerankerModel } from '../reranker.port.js';
import { ModelClient, type ServedModel } from './model-client.js';
import { ranking, scoresInOrder } from './ranking.js';
import { retrying } from './retry.js';
import type { ModelServer } from './server-address.js';

// A reader waits for this, and search works without it.
const RETRY_FOR_MS = 3_000;

/** Where rankings are asked for; the second is TEI's. */
const ROUTES = ['/v1/rerank', '/rerank'] as const;

/** Ranks through any server that speaks `/v1/rerank` or `/rerank`: our inference host, vLLM, llama-server, TEI, … */
export class HttpReranker extends Reranker {
  private readonly client: ModelClient;
  private route: (typeof ROUTES)[number] = ROUTES[0];
  /** Texts that the server takes in one request. */
  private most = Infinity;

  constructor(private readonly server: ModelServer) {
    super();
    this.client = new ModelClient(server);
  }

  async model(): Promise<RerankerModel | null> {
    const served = await this.client.served('reranker');
    return served && modelOf(served);
  }

  async rerank(query: string, texts: readonly string[], signal?: AbortSignal): Promise<RankedTexts> {
    const attempt = async (): Promise<RankedTexts> => {
      const served = await this.client.served('reranker', signal);
      if (!served) throw ModelRoleEmpty.served('reranker');
      const scores: number[] = [];
      while (scores.length < texts.length)
        scores.push(
          ...(await this.some(served.id, query, texts.slice(scores.length, scores.length + this.most), signal)),
        );
      return { model: modelOf(served), scores };
    };
    return retrying(attempt, this.server.retryForMs ?? RETRY_FOR_MS, signal);
  }

  /** Scores of the first of the texts, as many as the server takes at once; none when it took none, then fewer are sent next time. */
  private async some(model: string, query: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]> {
    try {
      return await this.scores(model, query, texts, signal);
    } catch (error) {
      if (texts.length === 1 || !(error instanceof ModelAskedTooMuch)) throw error;
      this.most = Math.ceil(texts.length / 2);
      return [];
    }
  }

  private async scores(
    model: string,
    query: string,
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<number[]> {
    // TEI calls the documents texts, and refuses long ones unless told to cut them; every server reads the members it knows.
    const body = { model, query, documents: texts, texts, top_n: texts.length, truncate: true };
    return scoresInOrder(await this.ranked(body, signal), texts.length);
  }

  private async ranked(body: object, signal?: AbortSignal): Promise<z.infer<typeof ranking>> {
    try {
      return await this.client.json(this.route, ranking, body, signal);
    } catch (error) {
      if (!(error instanceof ModelNotFound) || this.route !== ROUTES[0]) throw error;
      const results = await this.client.json(ROUTES[1], ranking, body, signal).catch((other: unknown) => {
        // What the first route said of the model tells more than that there is no second one.
        throw other instanceof ModelNotFound ? error : other;
      });
      this.route = ROUTES[1];
      return results;
    }
  }
}

const modelOf = ({ id, sha256 }: ServedModel): RerankerModel => ({ name: id, sha256: sha256 ?? null });
