import { ModelRequestFailed } from './model-errors.js';

/** The embedding model that vectors come from. Vectors of different ids must never be compared. */
export interface EmbedderModel {
  /** `name@` and the first 12 characters of the SHA-256 of its file, or of an earlier one with the same vectors; the bare name for a remote model whose file nobody here can hash. */
  readonly id: string;
  readonly name: string;
  readonly sha256: string | null;
  /** Numbers in each vector. */
  readonly dimensions: number;
  /** Most tokens of one text that reach the model; longer texts are cut and reported. */
  readonly contextTokens: number;
  /** What was measured beforehand of the share that its vectors deserve in hybrid search; null where nobody did. */
  readonly fusionWeight: number | null;
  /** Whether this is the small model that ships with the service, or was before. */
  readonly isStarter: boolean;
  /** Whether {@link Embedder.compareWords} works with it. */
  readonly comparesWords: boolean;
}

/** A text as the model sees it. */
export interface EmbeddedText {
  /** Unit length, so that the dot product is the cosine. */
  readonly vector: Float32Array;
  /** Tokens that were embedded, prefix included, special tokens not; an even share of the total where a server reports only that. */
  readonly tokens: number;
  /** Whether the end of the text was cut off to fit the model; false where the server does not say. */
  readonly truncated: boolean;
}

/** Turns texts into vectors. Adds the prefixes that its model was trained with, so callers never do. */
export abstract class Embedder {
  /**
   * What embeds, as it was described within the last seconds.
   * @param options `isFresh`: as it is described now, for what is to be built on it.
   * @throws ModelUnavailable, ModelRoleEmpty, ModelNotFound
   */
  abstract model(options?: { readonly isFresh: boolean }): Promise<EmbedderModel>;

  /**
   * Vectors for stored texts, one a text, in order; any number of texts.
   * @throws ModelUnavailable once waiting for a restart has lasted too long; ModelCorrupt; ModelRequestFailed
   */
  abstract embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<EmbeddedText[]>;

  /** Vector for a question. Overtakes passages that wait in the same inference host. Throws as {@link embedPassages}. */
  abstract embedQuery(text: string, signal?: AbortSignal): Promise<EmbeddedText>;

  /**
   * How well the words of each text stand for those of a question, one by one, from 0 to 1; in the order of the texts. Only for a model that
   * says {@link EmbedderModel.comparesWords}: one that gives each word a vector whatever stands around it.
   * @throws ModelRequestFailed with another model; and as {@link embedPassages}.
   */
  compareWords(_question: string, _texts: readonly string[], _signal?: AbortSignal): Promise<number[]> {
    return Promise.reject(new ModelRequestFailed('This model has no vectors of single words.'));
  }
}
