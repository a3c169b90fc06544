import { Injectable } from '@nestjs/common';
import type { Span, Visibility } from '#knowledge';
import { RevisionFactsRepository } from '#library';
import { type Lexicon, SearchIndex } from '#search-index';
import { meanVector, significantTerms } from './likeness.js';
import type { Likeness } from './retrieval.js';

/** A part of a revision, or all of it. */
export interface Exemplar {
  readonly revisionId: string;
  /** In UTF-16 units of its stored text; null for all of it. */
  readonly span: Span | null;
}

/** Chunks of an exemplar that are looked at: the beginning of a long document says what it is about. */
const MOST_CHUNKS = 64;

/** Turns things that are in the library into what is like them. */
@Injectable()
export class FindLikeness {
  constructor(
    private readonly facts: RevisionFactsRepository,
    private readonly index: SearchIndex,
  ) {}

  /**
   * @param exemplars What may not be seen is left out.
   * @param words Said beside them, such as the question of a record.
   * @returns Null where nothing may be seen and nothing is said.
   */
  async of(
    visibility: Visibility,
    exemplars: readonly Exemplar[],
    words: string,
    { tables, lexicon }: { readonly tables: readonly string[]; readonly lexicon: Lexicon },
  ): Promise<Likeness | null> {
    const found = await Promise.all(
      exemplars.map(({ revisionId, span }) => this.facts.chunksWithin(visibility, revisionId, span, MOST_CHUNKS)),
    );
    const chunks = found.flat();
    if (chunks.length === 0 && words === '') return null;
    const texts = [words, ...new Set(chunks.map(({ title }) => title)), ...chunks.map(({ text }) => text)];
    const vectors = await this.index.vectorsOf(
      tables,
      visibility,
      chunks.map(({ chunkId }) => chunkId),
    );
    return { terms: significantTerms(texts, lexicon), vector: meanVector(vectors) };
  }
}
