import type { Passage, Visibility } from '#knowledge';
import type { FoundRevision } from './facets.js';

/** What the library knows of a passage, without the scores that a search gives it. */
export type StoredPassage = Omit<Passage, 'score' | 'scores'>;

/** A moment of the library: a sequence number, or null for now. */
interface Moment {
  readonly asOf: number | null;
}

/** Where the words of a passage come from: the index finds chunks and holds no text. */
export abstract class PassageSource {
  /**
   * Passages by chunk id. A chunk that is gone, not visible, or not valid at `asOf` is left out: the index may lag behind
   * the library, and the library decides.
   */
  abstract hydrate(
    visibility: Visibility,
    chunkIds: readonly string[],
    moment: Moment,
  ): Promise<ReadonlyMap<string, StoredPassage>>;

  /** What revisions are, by id, under the same rules. */
  abstract describe(
    visibility: Visibility,
    revisionIds: readonly string[],
    moment: Moment,
  ): Promise<ReadonlyMap<string, FoundRevision>>;
}
