import type { Llama, LlamaModel } from 'node-llama-cpp';
import { ModelCorrupt } from '#models';
import type { StoredModel } from '#models';

/** A type only: the library itself is loaded at start-up and nowhere at module level. */
export type LlamaLibrary = typeof import('node-llama-cpp');

/** The native library, loaded once per process. Its owner disposes it last. */
export class LlamaRuntime {
  private constructor(
    readonly library: LlamaLibrary,
    readonly llama: Llama,
    /** For records: what ran a model. */
    readonly name: string,
  ) {}

  /** A GPU is used when its binary package is installed and works; nothing is ever built or downloaded. */
  static async start(): Promise<LlamaRuntime> {
    const library = await import('node-llama-cpp');
    const llama = await library.getLlama({
      gpu: 'auto',
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      // Each context names its own threads; a shared limit would make a question wait for an answer being written.
      maxThreads: 0,
      // "warn" remarks on every lower-casing tokenizer.
      logLevel: library.LlamaLogLevel.error,
    });
    const version = await library.getModuleVersion();
    return new LlamaRuntime(
      library,
      llama,
      `node-llama-cpp ${version} (llama.cpp ${llama.llamaCppRelease.release}, ${llama.gpu || 'cpu'})`,
    );
  }

  get hasGpu(): boolean {
    return this.llama.gpu !== false;
  }

  /** Whether the processor multiplies numbers of the type BF16 by itself. */
  get multipliesBf16(): boolean {
    return this.llama.systemInfo.includes('AVX512_BF16 = 1');
  }

  /**
   * @param moved Called as the file is read.
   * @throws ModelCorrupt when the library cannot make sense of the file.
   */
  async loadModel(stored: StoredModel, moved: () => void): Promise<LlamaModel> {
    try {
      return await this.llama.loadModel({
        modelPath: stored.path,
        defaultContextFlashAttention: true,
        onLoadProgress: moved,
      });
    } catch (cause) {
      const message = `The model "${stored.name}" does not load: this version of ${this.name} cannot read it. Import another file of it.`;
      throw new ModelCorrupt(message, { cause, particulars: { why: 'not_read', name: stored.name } });
    }
  }

  dispose(): Promise<void> {
    return this.llama.dispose();
  }
}
