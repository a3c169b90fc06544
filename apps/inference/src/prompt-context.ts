import type { LlamaContext, LlamaContextOptions, LlamaModel, Token } from 'node-llama-cpp';
import type { StoredModel } from '#models';
import type { LlamaRuntime } from './llama-runtime.js';
import { type KnownPaces, ReadingPace } from './reading-pace.js';

/** Room to measure in: a few chunks of the largest size. */
const MEASURED_CONTEXT = 2_048;

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
  const context = await model.createContext({
    ...contextOptions(ReadingPace.widest(runtime.hasGpu), runtime, 1),
    contextSize: Math.min(model.trainContextSize, MEASURED_CONTEXT),
    threads,
  });
  try {
    const pace = await ReadingPace.measured(runtime.hasGpu, (tokens) =>
      timeOf(context, model, tokens, runtime.hasGpu ? clockMs : () => processorMs() / threads).finally(moved),
    );
    await paces.remember(sha256, threads, pace);
    return pace;
  } finally {
    await context.dispose();
  }
}

async function timeOf(context: LlamaContext, model: LlamaModel, tokens: number, now: () => number): Promise<number> {
  const sequence = context.getSequence();
  try {
    const begun = now();
    await sequence.evaluateWithoutGeneratingNewTokens(sample(model, tokens));
    return now() - begun;
  } finally {
    await sequence.dispose();
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
