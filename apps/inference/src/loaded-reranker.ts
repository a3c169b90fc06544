import type { LlamaModel, LlamaRankingContext } from 'node-llama-cpp';
import type { StoredModel } from '#models';
import type { LlamaRuntime } from './llama-runtime.js';
import { WorkLanes } from './work-lanes.js';

const MOST_CONTEXT = 2_048;

/** A ranking model with one context; passages are read one after the other. */
export class LoadedReranker {
  private readonly lanes: WorkLanes<LlamaRankingContext>;

  private constructor(
    private readonly model: LlamaModel,
    private readonly context: LlamaRankingContext,
  ) {
    this.lanes = new WorkLanes([context]);
  }

  static async load(runtime: LlamaRuntime, stored: StoredModel, threads: number): Promise<LoadedReranker> {
    const model = await runtime.loadModel(stored);
    try {
      const contextSize = Math.min(model.trainContextSize, MOST_CONTEXT);
      return new LoadedReranker(
        model,
        await model.createRankingContext({ contextSize, batchSize: contextSize, threads }),
      );
    } catch (error) {
      await model.dispose();
      throw error;
    }
  }

  /** Relevance between 0 and 1 of each document, in order. A document longer than the context counts by its best part. */
  rank(query: string, documents: readonly string[], signal: AbortSignal): Promise<number[]> {
    return Promise.all(
      documents.map((document) =>
        this.lanes.run((context) => context.rank(query, document, { onOverflow: 'maxChunk' }), {
          isUrgent: false,
          signal,
        }),
      ),
    );
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
    await this.model.dispose();
  }
}
