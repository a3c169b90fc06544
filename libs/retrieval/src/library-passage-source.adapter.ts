import { Injectable } from '@nestjs/common';
import { type DescribedRevision, type DocumentFacts, type Visibility, documentFacts, documentTypeOf } from '#knowledge';
import { PassageRepository, RevisionFactsRepository } from '#library';
import type { FoundRevision } from './facets.js';
import { PassageSource, type StoredPassage } from './passage-source.port.js';

/** Passages from the library's own tables. */
@Injectable()
export class LibraryPassageSource extends PassageSource {
  constructor(
    private readonly passages: PassageRepository,
    private readonly facts: RevisionFactsRepository,
  ) {
    super();
  }

  hydrate(
    visibility: Visibility,
    chunkIds: readonly string[],
    { asOf }: { readonly asOf: number | null },
  ): Promise<ReadonlyMap<string, StoredPassage>> {
    return this.passages.hydrate(visibility, chunkIds, asOf);
  }

  async describe(
    visibility: Visibility,
    revisionIds: readonly string[],
    { asOf }: { readonly asOf: number | null },
  ): Promise<ReadonlyMap<string, FoundRevision>> {
    const known = await this.facts.describe(visibility, revisionIds, asOf);
    return new Map(
      known.map(({ revisionId, documentId, collectionName, mediaType, matter, ...revision }) => [
        revisionId,
        { documentId, collectionName, type: documentTypeOf(mediaType), ...factsOf(revision, matter) },
      ]),
    );
  }
}

/** The matter that a document is under says more than what somebody wrote beside the file. */
function factsOf(revision: DescribedRevision, matter: string | null): DocumentFacts {
  const facts = documentFacts(revision);
  return { ...facts, matter: matter ?? facts.matter };
}
