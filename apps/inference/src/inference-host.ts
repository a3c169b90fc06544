import type { InferenceSettings } from '#config';
import { ModelStore } from '#models';
import type { StoredModel } from '#models';
import { LlamaRuntime } from './llama-runtime.js';
import { LoadedEmbedder, embeddingTokens } from './loaded-embedder.js';
import { LoadedGenerator, generationTokens } from './loaded-generator.js';
import { LoadedReranker } from './loaded-reranker.js';
import { ModelShelf } from './model-shelf.js';
import { Progress } from './progress.js';
import { KnownPaces } from './reading-pace.js';

/** The models of this process, by role, and the native library under them. */
export class InferenceHost {
  readonly store: ModelStore;
  readonly embedders: ModelShelf<LoadedEmbedder>;
  readonly rerankers: ModelShelf<LoadedReranker>;
  readonly generators: ModelShelf<LoadedGenerator>;
  readonly progress = new Progress();
  private readonly sweep: NodeJS.Timeout | null;

  private constructor(
    private readonly runtime: LlamaRuntime,
    settings: InferenceSettings,
  ) {
    const { embedThreads, generateThreads, idleUnloadMs, parallel, waitMs } = settings;
    this.store = new ModelStore({ shippedDir: settings.shippedModelsDir, dataDir: settings.modelsDir });
    const paces = new KnownPaces(settings.modelsDir, runtime.name);
    this.embedders = new ModelShelf(
      this.store,
      'embedder',
      (stored, moved) => LoadedEmbedder.load(runtime, stored, embedThreads, this.progress, moved),
      'several',
      this.progress,
    );
    this.rerankers = new ModelShelf(
      this.store,
      'reranker',
      (stored, moved) => LoadedReranker.load(runtime, stored, generateThreads, this.progress, moved),
      'one',
      this.progress,
    );
    this.generators = new ModelShelf(
      this.store,
      'generator',
      (stored, moved) =>
        LoadedGenerator.load(
          runtime,
          stored,
          { threads: generateThreads, parallel, waitMs, paces },
          this.progress,
          moved,
        ),
      'one',
      this.progress,
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
      role: model.kind,
      in_use: model.roles.includes(model.kind),
      roles: model.roles,
      sha256: model.sha256,
      dimensions: model.kind === 'embedder' ? model.dimensions : null,
      context_tokens: contextOf(model),
      is_starter: model.isStarter,
      compares_words: model.isStatic,
      runtime: this.runtime.name,
    }));
  }

  /**
   * How relevant each document is, in order: by a reranker, or word by word where a static embedder is named.
   * @returns Also which model said so.
   */
  async rank(
    name: string | undefined,
    query: string,
    documents: readonly string[],
    signal: AbortSignal,
  ): Promise<{ model: string; scores: number[] }> {
    if (name !== undefined && (await this.store.get(name)).isStatic)
      return this.embedders.use(name, async (embedder, { name: model }) => {
        signal.throwIfAborted();
        return { model, scores: await embedder.compareWords(query, documents) };
      });
    return this.rerankers.use(name, async (reranker, { name: model }) => {
      return { model, scores: await reranker.rank(query, documents, signal) };
    });
  }

  /** Models in memory, by role. */
  get loaded(): Record<string, string[]> {
    return { embedder: this.embedders.names, reranker: this.rerankers.names, generator: this.generators.names };
  }

  /** Bytes that the loaded models may take; null while one is being loaded, because that is not known yet. */
  get modelBytes(): number | null {
    const shelves = [this.embedders, this.rerankers, this.generators];
    if (shelves.some((shelf) => shelf.isLoading)) return null;
    return shelves.reduce((sum, shelf) => sum + shelf.bytes, 0);
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

function contextOf({ kind, contextTokens }: StoredModel): number | null {
  if (kind === 'embedder') return embeddingTokens(contextTokens);
  return kind === 'generator' ? generationTokens(contextTokens) : contextTokens;
}
