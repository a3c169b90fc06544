import type { Embedder } from './embedder.port.js';

/**
 * Embedding models by identity. What an index was made with goes on reading questions for it, whichever model the role uses
 * by now: several may be loaded at once.
 */
export abstract class Embedders {
  /**
   * The model of exactly this id ({@link EmbedderModel.id}). Whether it is served shows with its first use.
   * Its methods throw EmbedderGone when it is not served any more, and what an {@link Embedder} throws.
   */
  abstract of(embedderId: string): Embedder;

  /** An installed or served model by its name. Its methods throw ModelNotFound when nothing that embeds goes by that name. */
  abstract named(name: string): Embedder;
}
