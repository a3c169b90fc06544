import { join } from 'node:path';
import { projectRoot } from '#config';

const CONTEXT_TOKENS = 2048;

/** The file of the starter embedder, or of another one that `BENCH_EMBEDDER` names. */
export const starterFile = (): string =>
  process.env['BENCH_EMBEDDER'] ?? join(projectRoot(), 'models', 'starter-embedder-2.gguf');

export interface BareEmbedder {
  /** The unit vector of one text; nothing for whitespace, which has no tokens to embed. */
  embed(text: string): Promise<number[]>;
  dispose(): Promise<void>;
}

/** The starter embedder through node-llama-cpp alone, on one thread: the floor under everything that embeds. */
export async function bareEmbedder(): Promise<BareEmbedder> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: 1,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath: starterFile() });
  const context = await model.createEmbeddingContext({
    contextSize: CONTEXT_TOKENS,
    batchSize: CONTEXT_TOKENS,
    threads: 1,
  });
  return {
    async embed(text) {
      const tokens = model.tokenize(text.trim() || ' ').slice(0, CONTEXT_TOKENS - 8);
      const { vector } = await context.getEmbeddingFor(tokens);
      const length = Math.hypot(...vector) || 1;
      return vector.map((x) => x / length);
    },
    async dispose() {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}
