import type { InferenceSettings } from '#config';
import { ModelStore } from '#models';
import type { StoredModel } from '#models';
import { LlamaRuntime } from './llama-runtime.js';
import { LoadedEmbedder, embeddingTokens } from './loaded-embedder.js';
import { LoadedGenerator, generationTokens } from './loaded-generator.js';
import { LoadedReranker } from './loaded-reranker.js';
import { ModelShelf } from './model-shelf.js';

/** The models of this process, by role, and the native library under them. */
export class InferenceHost {
  readonly store: ModelStore;
  readonly embedders: ModelShelf<LoadedEmbedder>;
  readonly rerankers: ModelShelf<LoadedReranker>;
  readonly generators: ModelShelf<LoadedGenerator>;
  private readonly sweep: NodeJS.Timeout | null;

  private constructor(
    private readonly runtime: LlamaRuntime,
    settings: InferenceSettings,
  ) {
    const { embedThreads, generateThreads, idleUnloadMs } = settings;
    this.store = new ModelStore({ shippedDir: settings.shippedModelsDir, dataDir: settings.modelsDir });
    this.embedders = new ModelShelf(
      this.store,
      'embedder',
      (stored) => LoadedEmbedder.load(runtime, stored, embedThreads),
      'several',
    );
    this.rerankers = new ModelShelf(
      this.store,
      'reranker',
      (stored) => LoadedReranker.load(runtime, stored, generateThreads),
      'one',
    );
    this.generators = new ModelShelf(
      this.store,
      'generator',
      (stored) => LoadedGenerator.load(runtime, stored, generateThreads),
      'one',
    );
    this.sweep =
      idleUnloadMs > 0
        ? setInterval(() => void this.unloadIdle(idleUnloadMs), Math.max(1_000, idleUnloadMs / 4)).unref()
        : null;
  }

  static async start(settings: InferenceSettings): Promise<InferenceHost> {
    return new InferenceHost(await LlamaRuntime.start(), settings);
  }

  /** Models as `/v1/models` lists them, with what a client needs to know beyond the name. */
  async listing(): Promise<object[]> {
    return (await this.store.list()).map((model) => ({
      id: model.name,
      object: 'model',
      created: 0,
      owned_by: model.source,
      role: model.role,
      in_use: model.inUse,
      sha256: model.sha256,
      dimensions: model.role === 'embedder' ? model.dimensions : null,
      context_tokens: contextOf(model),
      is_starter: model.isStarter,
      runtime: this.runtime.name,
    }));
  }

  /** Models in memory, by role. */
  get loaded(): Record<string, string[]> {
    return { embedder: this.embedders.names, reranker: this.rerankers.names, generator: this.generators.names };
  }

  async dispose(): Promise<void> {
    if (this.sweep) clearInterval(this.sweep);
    for (const shelf of [this.generators, this.rerankers, this.embedders]) await shelf.dispose();
    await this.runtime.dispose();
  }

  private async unloadIdle(idleMs: number): Promise<void> {
    await this.embedders.unloadIdle(idleMs, true);
    await this.rerankers.unloadIdle(idleMs, false);
    await this.generators.unloadIdle(idleMs, false);
  }
}

function contextOf({ role, contextTokens }: StoredModel): number | null {
  if (role === 'embedder') return embeddingTokens(contextTokens);
  return role === 'generator' ? generationTokens(contextTokens) : contextTokens;
}
