import { Injectable, Logger } from '@nestjs/common';
import { KnowledgeError } from '#knowledge';
import { Embedder, EmbedderGone, Embedders, ModelUnavailable } from '#models';
import type { EmbedderModel } from '#models';
import type { CompareWords } from './boost-by-kinship.js';
import { fusionWeightFor } from './fusion-weight.js';
import type { Retrieval, RetrievalRequest } from './retrieval.js';

/** A question as the index is asked it. */
export interface ReadQuestion {
  readonly vector: Float32Array | null;
  readonly model: EmbedderModel | null;
  readonly weights: Retrieval['weights'];
  readonly degraded: NonNullable<Retrieval['degraded']> | null;
  /** Null where the embedder can't, or its vectors count nothing. */
  readonly compareWords: CompareWords | null;
}

type Asked = Pick<RetrievalRequest, 'mode' | 'embedder' | 'fusionWeight' | 'like'>;

/** Has questions embedded, by the model that the searched index was made with. */
@Injectable()
export class QuestionReader {
  private readonly log = new Logger(QuestionReader.name);

  constructor(
    private readonly embedder: Embedder,
    private readonly embedders: Embedders,
  ) {}

  /**
   * In hybrid mode an embedder that is missing or slow leaves the keywords, and the answer says so.
   * @param text What is embedded, unless a likeness brings its own vector.
   * @throws what the embedder throws, in vector mode.
   */
  async read(text: string, asked: Asked): Promise<ReadQuestion> {
    if (asked.mode === 'keyword') return KEYWORDS_ONLY;
    if (asked.mode === 'vector') return this.embed(text, asked);
    try {
      return await withinPatience(this.embed(text, asked));
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      this.log.warn(`Searching by keywords alone: ${error.message}`);
      const degraded = error instanceof EmbedderGone ? 'embedder_changed' : 'embedder_unavailable';
      return { ...KEYWORDS_ONLY, degraded };
    }
  }

  private async embed(text: string, { mode, embedder, fusionWeight, like }: Asked): Promise<ReadQuestion> {
    const reader = embedder ? this.embedders.of(embedder) : this.embedder;
    const known = like?.vector ?? null;
    const [model, vector] = await Promise.all([
      reader.model(),
      known ?? reader.embedQuery(text).then((embedded) => embedded.vector),
    ]);
    const weights =
      mode === 'vector'
        ? { keyword: 0, vector: 1 }
        : { keyword: 1, vector: fusionWeightFor(model, text, fusionWeight) };
    const isComparing = model.comparesWords && weights.vector > 0 && !like;
    const compareWords: CompareWords | null = isComparing ? (texts) => this.compare(reader, text, texts) : null;
    return { vector, model, weights, degraded: null, compareWords };
  }

  /** A search that found its passages does not fail because they could not be looked at again. */
  private async compare(reader: Embedder, text: string, texts: readonly string[]): Promise<number[] | null> {
    const inTime = AbortSignal.timeout(PATIENCE_MS);
    try {
      return await reader.compareWords(text, texts, inTime);
    } catch (error) {
      if (!(error instanceof KnowledgeError) && !inTime.aborted) throw error;
      this.log.warn(`Passages stay as they were: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }
}

const KEYWORDS_ONLY: ReadQuestion = {
  vector: null,
  model: null,
  weights: { keyword: 1, vector: 0 },
  degraded: null,
  compareWords: null,
};

/** Keywords answer at once; nobody waits longer than this for an embedder that restarts. */
const PATIENCE_MS = 3_000;

function withinPatience<T>(question: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ModelUnavailable('The embedder did not answer in time.')), PATIENCE_MS);
  });
  return Promise.race([question, late]).finally(() => clearTimeout(timer));
}
