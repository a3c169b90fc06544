import type { LlamaModel, Token } from 'node-llama-cpp';
import { TokenVectors, unitVector } from '#models';
import type { EmbeddedText, StoredModel } from '#models';
import { lateInteraction } from './late-interaction.js';
import type { LlamaRuntime } from './llama-runtime.js';
import type { Progress } from './progress.js';
import { TextEncoder } from './text-encoder.js';
import { WorkLanes } from './work-lanes.js';

/** Longer texts make poor vectors, and attention over them costs memory with the square of their length. */
const MOST_CONTEXT = 2_048;
/** Places kept for begin and end tokens and for the one that the runtime leaves free. */
const RESERVED = 4;
/** Far more characters than the context holds tokens; spares the tokenizer what would be cut anyway. */
const CHARACTERS_A_TOKEN = 32;
/** Texts that may wait for their turn: some requests of several clients. */
const WAITING_LINE = 4_096;
/** Generous: attention over the longest text, for every head of a large encoder. */
const CONTEXT_BYTES = 512 * 1024 ** 2;

/** Where a file does not say, or says 0. */
const USUAL_CONTEXT = 512;

/** Tokens of one text that reach the model. */
export const embeddingTokens = (trainedContext: number | null): number =>
  (trainedContext ? Math.min(trainedContext, MOST_CONTEXT) : USUAL_CONTEXT) - RESERVED;

/**
 * An embedding model with one single-threaded context a lane. Threads within one context would wait for each other at
 * every layer, which costs a small model far more than it gains.
 */
export class LoadedEmbedder {
  private readonly lanes: WorkLanes<TextEncoder>;
  private tokenVectors: Promise<TokenVectors> | undefined;

  private constructor(
    private readonly path: string,
    private readonly model: LlamaModel,
    private readonly encoders: readonly TextEncoder[],
    private readonly mostTokens: number,
    private readonly progress: Progress,
  ) {
    this.lanes = new WorkLanes(encoders);
  }

  static async load(
    runtime: LlamaRuntime,
    stored: StoredModel,
    threads: number,
    progress: Progress,
    moved: () => void,
  ): Promise<LoadedEmbedder> {
    const model = await runtime.loadModel(stored, moved);
    try {
      const mostTokens = embeddingTokens(model.trainContextSize);
      const contextSize = mostTokens + RESERVED;
      const encoders: TextEncoder[] = [];
      for (let lane = 0; lane < (runtime.hasGpu ? 1 : threads); lane++)
        encoders.push(await TextEncoder.of(model, contextSize));
      return new LoadedEmbedder(stored.path, model, encoders, mostTokens, progress);
    } catch (error) {
      await model.dispose();
      throw error;
    }
  }

  /** @throws ModelBusy when so many texts wait already that these would wait for too long. */
  admit(texts: number): void {
    this.lanes.admit(texts, WAITING_LINE);
  }

  /** @param isUrgent Start before all texts that are not; the text being worked on is finished first. */
  embed(text: string, options: { isUrgent: boolean; signal: AbortSignal }): Promise<EmbeddedText> {
    return this.lanes.run(async (encoder) => {
      const { tokens, truncated } = this.tokensOf(text);
      // A text without any token (blank, or of unknown signs) still gets a vector: that of a full stop.
      const input = tokens.length > 0 ? tokens : this.model.tokenize('.');
      const vector = await this.progress.during(() => encoder.encode(input));
      return { vector: unitVector(vector), tokens: tokens.length, truncated };
    }, options);
  }

  /**
   * How well the words of each document stand for those of a query, by {@link lateInteraction}. For a static model.
   * @throws ModelCorrupt when the file has no vectors of tokens.
   */
  async compareWords(query: string, documents: readonly string[]): Promise<number[]> {
    const vectors = await this.vectorsOfTokens();
    return lateInteraction(
      vectors,
      this.tokensOf(query).tokens,
      documents.map((document) => this.tokensOf(document).tokens),
    );
  }

  private vectorsOfTokens(): Promise<TokenVectors> {
    this.tokenVectors ??= TokenVectors.read(this.path).catch((error: unknown) => {
      // What passes must not stay.
      this.tokenVectors = undefined;
      throw error;
    });
    return this.tokenVectors;
  }

  /** The tokens of a text that reach the model, and whether some do not. */
  private tokensOf(text: string): { tokens: Token[]; truncated: boolean } {
    const mostCharacters = this.mostTokens * CHARACTERS_A_TOKEN;
    const all = this.model.tokenize(text.slice(0, mostCharacters));
    const tokens = all.slice(0, this.mostTokens);
    return { tokens, truncated: all.length > tokens.length || text.length > mostCharacters };
  }

  get contextBytes(): number {
    return this.encoders.length * CONTEXT_BYTES;
  }

  async dispose(): Promise<void> {
    for (const encoder of this.encoders) await encoder.dispose();
    await this.model.dispose();
  }
}
