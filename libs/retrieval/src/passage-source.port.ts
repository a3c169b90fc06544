import type { Passage, Visibility } from '#knowledge';

/** What the library knows of a passage, without the scores that a search gives it. */
export type StoredPassage = Omit<Passage, 'score' | 'scores'>;

/** Where the words of a passage come from: the index finds chunks and holds no text. */
export abstract class PassageSource {
  /**
   * Passages by chunk id. A chunk that is gone, not visible, or not valid at `asOf` is left out: the index may lag behind
   * the library, and the library decides.
   * @param options.asOf Sequence number, or null for now.
   */
  abstract hydrate(
    visibility: Visibility,
    chunkIds: readonly string[],
    options: { readonly asOf: number | null },
  ): Promise<ReadonlyMap<string, StoredPassage>>;
}
