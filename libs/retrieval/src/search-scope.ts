import { Injectable } from '@nestjs/common';
import type { Visibility } from '#knowledge';
import { CollectionRepository, CoverageRepository, LibraryChangeRepository } from '#library';
import {
  type IndexGeneration,
  IndexGenerationRepository,
  type Lexicon,
  lexiconOf,
  tableNameFor,
  unspecifiedLexicon,
} from '#search-index';

/** What a person named to search in, turned into what the index and the library understand. */
export interface SearchScope {
  readonly tables: readonly string[];
  /** The embedder that the searched index was made with; null while there is none. */
  readonly embedder: string | null;
  /** Share of the vectors that was measured for it; null for the default of its embedder. */
  readonly fusionWeight: number | null;
  /** How its words are read. */
  readonly lexicon: Lexicon;
  /** Empty: every visible collection of the library. */
  readonly collectionIds: readonly string[];
  /** Library change to search as of; null for now. */
  readonly asOf: number | null;
  /** Counted beside the search, which need not wait for it. */
  readonly coverage: Promise<ScopeCoverage>;
}

/** Of the documents that the person may see and the search was put to. */
export interface ScopeCoverage {
  /** Documents whose text was searched. */
  readonly searched: number;
  /** Documents in scope that could not be read. */
  readonly unreadable: number;
  /** Of those searched, the ones of which text is missing. */
  readonly partly: number;
}

/** Counting goes over every document in scope; a search may rely on a count this old. */
const COUNT_FRESH_MS = 1_000;
const MOST_COUNTS = 500;

/**
 * Turns the names that a search is put to into what is searched: collections in sight, the moment, the tables, and how much of it was read.
 */
@Injectable()
export class SearchScopes {
  private readonly counts = new Map<string, { readonly at: number; readonly coverage: Promise<ScopeCoverage> }>();

  constructor(
    private readonly collections: CollectionRepository,
    private readonly coverages: CoverageRepository,
    private readonly changes: LibraryChangeRepository,
    private readonly generations: IndexGenerationRepository,
  ) {}

  /**
   * @param names Collections by name or id; none means all of the library that may be seen.
   * @param asOf A moment, or null for now.
   * @param searched The index generation to search; the one that serves when left out.
   * @throws CollectionNotFound
   */
  async resolve(
    visibility: Visibility,
    names: readonly string[],
    asOf: Date | null,
    searched?: IndexGeneration,
  ): Promise<SearchScope> {
    const named = await this.collections.resolve(visibility, names);
    const collectionIds = named.map((collection) => collection.id);
    const counted = asOf ? null : this.coverageNow(visibility, collectionIds);
    const [generation, change] = await Promise.all([
      searched ?? this.generations.live(),
      asOf ? this.changes.changeAsOf(asOf) : null,
    ]);
    const coverage = counted ?? this.coverageAsOf(visibility, collectionIds, change!, asOf!);
    // Whoever asks for it is told; a search that fails before does not ask.
    coverage.catch(() => undefined);
    const scratch = named.filter((collection) => collection.kind === 'scratch');
    const isLibrarySearched = named.length === 0 || scratch.length < named.length;
    const tables = generation
      ? [
          ...(isLibrarySearched ? [tableNameFor(generation.id)] : []),
          ...scratch.map((collection) => tableNameFor(generation.id, collection.id)),
        ]
      : [];
    const { embedderId: embedder = null, fusionWeight = null } = generation ?? {};
    const lexicon = generation ? lexiconOf(generation) : unspecifiedLexicon();
    return { tables, embedder, fusionWeight, lexicon, collectionIds, asOf: change, coverage };
  }

  /** Ids of collections by name or id. @throws CollectionNotFound */
  async idsOf(visibility: Visibility, names: readonly string[]): Promise<string[]> {
    return (await this.collections.resolve(visibility, names)).map(({ id }) => id);
  }

  /** As it stood: a superseded revision, or one of a document that is gone by now, counts if it was in force. */
  private async coverageAsOf(
    visibility: Visibility,
    collectionIds: readonly string[],
    change: number,
    moment: Date,
  ): Promise<ScopeCoverage> {
    const { live, failed, partly } = await this.coverages.tallyAsOf(visibility, collectionIds, change, moment);
    return { searched: live, unreadable: failed, partly };
  }

  private coverageNow(visibility: Visibility, collectionIds: readonly string[]): Promise<ScopeCoverage> {
    const key = [visibility.key, ...collectionIds].join(' ');
    const known = this.counts.get(key);
    if (known && Date.now() - known.at < COUNT_FRESH_MS) return known.coverage;
    if (this.counts.size >= MOST_COUNTS) this.counts.clear();
    const coverage = this.collections
      .tally(visibility, collectionIds)
      .then(({ live, failed, partly }) => ({ searched: live, unreadable: failed, partly }));
    coverage.catch(() => this.counts.delete(key));
    this.counts.set(key, { at: Date.now(), coverage });
    return coverage;
  }
}
