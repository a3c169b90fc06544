import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';

/** What the runtime's own embedding context is made of (node-llama-cpp 3.22.1), below its public methods. */
interface NativeContext {
  initBatch(tokens: number): void;
  /** @param outputs Places of the tokens that leave a vector; with pooling the runtime takes all of them anyway. */
  addToBatch(sequence: number, firstPlace: number, tokens: Uint32Array, outputs: Uint32Array): Uint32Array;
  decodeBatch(): Promise<void>;
  getEmbedding(tokens: number): Float64Array;
  /** Forget what was read; does nothing for an encoder, which keeps nothing. */
  disposeSequence(sequence: number): void;
}
interface Inside {
  readonly _llamaContext: { readonly _ctx: NativeContext };
  _prepareInput(tokens: Token[]): void;
}

const SEQUENCE = 0;

/**
 * One text after the other to its vector, in one context.
 *
 * `getEmbeddingFor` hands a text through the queue that serves several answers of a generator: of a small model's time that
 * is a fifth, and each hand-over between threads waits for its turn on a busy machine (ADR 0013). Here a text is one batch
 * and one hand-over. The parts used are not public, so a test compares the vectors to those of `getEmbeddingFor`.
 */
export class TextEncoder {
  private readonly native: NativeContext;
  private readonly inside: Inside;

  private constructor(private readonly context: LlamaEmbeddingContext) {
    this.inside = context as unknown as Inside;
    this.native = this.inside._llamaContext._ctx;
  }

  /** @param contextSize Most tokens of a text, begin and end included. */
  static async of(model: LlamaModel, contextSize: number): Promise<TextEncoder> {
    // With a batch smaller than the input, an encoder silently returns the embedding of the input's tail.
    return new TextEncoder(await model.createEmbeddingContext({ contextSize, batchSize: contextSize, threads: 1 }));
  }

  /**
   * The vector of a text, not normalized. One call at a time.
   * @param tokens At least one; begin and end are added where the model wants them.
   */
  async encode(tokens: readonly Token[]): Promise<Float64Array> {
    const input = [...tokens];
    this.inside._prepareInput(input);
    this.native.disposeSequence(SEQUENCE);
    this.native.initBatch(input.length);
    this.native.addToBatch(SEQUENCE, 0, Uint32Array.from(input), Uint32Array.of(input.length - 1));
    await this.native.decodeBatch();
    return this.native.getEmbedding(input.length);
  }

  dispose(): Promise<void> {
    return this.context.dispose();
  }
}
