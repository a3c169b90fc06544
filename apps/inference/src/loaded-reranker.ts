import type { LlamaModel, LlamaRankingContext } from 'node-llama-cpp';
import type { StoredModel } from '#models';
import type { LlamaRuntime } from './llama-runtime.js';
import type { Progress } from './progress.js';
import { WorkLanes } from './work-lanes.js';

const MOST_CONTEXT = 2_048;
/** Passages that may wait for their turn. */
const WAITING_LINE = 1_000;
/** Generous: attention over the longest passage. */
const CONTEXT_BYTES = 512 * 1024 ** 2;

/** A ranking model with one context; passages are read one after the other. */
export class LoadedReranker {
  private readonly lanes: WorkLanes<LlamaRankingContext>;

  private constructor(
    private readonly model: LlamaModel,
    private readonly context: LlamaRankingContext,
    private readonly progress: Progress,
  ) {
    this.lanes = new WorkLanes([context]);
  }

  static async load(
    runtime: LlamaRuntime,
    stored: StoredModel,
    threads: number,
    progress: Progress,
    moved: () => void,
  ): Promise<LoadedReranker> {
    const model = await runtime.loadModel(stored, moved);
    try {
      const contextSize = Math.min(model.trainContextSize || MOST_CONTEXT, MOST_CONTEXT);
      const context = await model.createRankingContext({ contextSize, batchSize: contextSize, threads });
      return new LoadedReranker(model, context, progress);
    } catch (error) {
      await model.dispose();
      throw error;
    }
  }

  /**
   * Relevance between 0 and 1 of each document, in order. A document longer than the context counts by its best part.
   * @throws ModelBusy when so many passages wait already that these would wait for too long.
   */
  async rank(query: string, documents: readonly string[], signal: AbortSignal): Promise<number[]> {
    this.lanes.admit(documents.length, WAITING_LINE);
    return Promise.all(
      documents.map((document) =>
        this.lanes.run(
          (context) => this.progress.during(() => context.rank(query, document, { onOverflow: 'maxChunk' })),
          { isUrgent: false, signal },
        ),
      ),
    );
  }

  get contextBytes(): number {
    return CONTEXT_BYTES;
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
    await this.model.dispose();
  }
}
