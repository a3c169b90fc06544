import { Injectable } from '@nestjs/common';
import type { Visibility } from '#knowledge';
import { PassageRepository } from '#library';
import { PassageSource, type StoredPassage } from './passage-source.port.js';

/** Passages from the library's own tables. */
@Injectable()
export class LibraryPassageSource extends PassageSource {
  constructor(private readonly passages: PassageRepository) {
    super();
  }

  hydrate(
    visibility: Visibility,
    chunkIds: readonly string[],
    { asOf }: { readonly asOf: number | null },
  ): Promise<ReadonlyMap<string, StoredPassage>> {
    return this.passages.hydrate(visibility, chunkIds, asOf);
  }
}
