import type { LlamaContext, LlamaContextOptions, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import type { StoredModel } from '#models';
import type { LlamaRuntime } from './llama-runtime.js';
import { type KnownPaces, LATE, ReadingPace } from './reading-pace.js';

/** How a context must be made so that prompts are read at a pace: its attention, its cache and what a step holds. */
export function contextOptions(
  pace: ReadingPace,
  runtime: LlamaRuntime,
  sequences: number,
): Pick<
  LlamaContextOptions,
  'batchSize' | 'flashAttention' | 'experimentalKvCacheKeyType' | 'experimentalKvCacheValueType'
> {
  // Plain attention is a product of matrices, which such a processor computes faster from BF16; both types take two bytes.
  const cache = !pace.isTiled && runtime.multipliesBf16 ? 'BF16' : 'F16';
  return {
    // A step is a chunk of one prompt, or a token of each answer.
    batchSize: Math.max(pace.chunk, sequences),
    flashAttention: pace.isTiled,
    experimentalKvCacheKeyType: cache,
    experimentalKvCacheValueType: cache,
  };
}

/**
 * The pace at which a model reads prompts here: as measured before, or else now.
 * @param moved Called after each chunk that is measured.
 */
export async function paceOf(
  { runtime, paces, threads }: { runtime: LlamaRuntime; paces: KnownPaces; threads: number },
  model: LlamaModel,
  { sha256 }: StoredModel,
  moved: () => void,
): Promise<ReadingPace> {
  const known = await paces.of(sha256, threads, runtime.hasGpu);
  if (known) return known;
  const widest = ReadingPace.widest(runtime.hasGpu);
  const contextSize = Math.min(model.trainContextSize || Infinity, LATE + ReadingPace.lateTokens(runtime.hasGpu));
  const context = await model.createContext({ ...contextOptions(widest, runtime, 1), contextSize, threads });
  try {
    const now = runtime.hasGpu ? clockMs : () => processorMs() / threads;
    const timing = new Timing(context, model, widest.chunk, { now, moved });
    const late = Math.max(0, contextSize - ReadingPace.lateTokens(runtime.hasGpu));
    const pace = await ReadingPace.measured(runtime.hasGpu, (tokens, isLate) => timing.of(tokens, isLate ? late : 0));
    await paces.remember(sha256, threads, pace);
    return pace;
  } finally {
    await context.dispose();
  }
}

/** Times chunks, in an empty context or behind others. */
class Timing {
  private sequence: LlamaContextSequence | null = null;
  private begunAfter = 0;

  /** @param widest Tokens that a step of the context holds. */
  constructor(
    private readonly context: LlamaContext,
    private readonly model: LlamaModel,
    private readonly widest: number,
    private readonly hooks: { readonly now: () => number; readonly moved: () => void },
  ) {}

  /** @param after Tokens that are read before, or more from a call with the same number: 0 for none. */
  async of(tokens: number, after: number): Promise<number> {
    if (after === 0 || after !== this.begunAfter) await this.begin(after);
    const begun = this.hooks.now();
    await this.read(tokens);
    return this.hooks.now() - begun;
  }

  private async begin(after: number): Promise<void> {
    await this.sequence?.dispose();
    this.begunAfter = after;
    this.sequence = this.context.getSequence();
    for (let left = after; left > 0; left -= this.widest) await this.read(Math.min(left, this.widest));
  }

  private async read(tokens: number): Promise<void> {
    await this.sequence!.evaluateWithoutGeneratingNewTokens(sample(this.model, tokens)).finally(this.hooks.moved);
  }
}

/** Some tokens; which ones makes no difference to the time. */
function sample(model: LlamaModel, count: number): Token[] {
  const some = model.tokenize('Leave is agreed with the line manager in writing. ');
  return Array.from({ length: count }, (_, index) => some[index % some.length]!);
}

const clockMs = (): number => performance.now();

/** Of a processor that others use too, the clock would tell more of them than of the model. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
