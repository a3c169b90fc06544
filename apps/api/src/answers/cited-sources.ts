import { Injectable } from '@nestjs/common';
import type { CitedSource, PageUnit } from '#contracts';
import type { AnswerRecord } from '#decisions';
import { type Visibility, pageUnitOf } from '#knowledge';
import { EraseDocument, PassageRepository } from '#library';
import { viewCitedSources } from './cited-sources.view.js';

/** How what answers cite stands today. */
@Injectable()
export class CitedSources {
  constructor(
    private readonly passages: PassageRepository,
    private readonly erasing: EraseDocument,
  ) {}

  /** @returns For each of these records, by its id, the revisions that it cites, each once, in order of first use. */
  async of(visibility: Visibility, records: readonly AnswerRecord[]): Promise<Map<string, CitedSource[]>> {
    const cited = records.flatMap(({ body }) => body.trace.citations);
    const present = await this.passages.presentOf(
      visibility,
      cited.map(({ revisionId }) => revisionId),
    );
    const erased = await this.erasing.erasedAmong(cited.map(({ documentId }) => documentId));
    return new Map(records.map(({ id, body }) => [id, viewCitedSources(body.trace.citations, present, erased)]));
  }

  /** What a page is in each revision that a record considered, by its id; those that may not be seen are absent. */
  async pageUnits(visibility: Visibility, { body }: AnswerRecord): Promise<Record<string, PageUnit>> {
    const considered = body.passages.map(({ revisionId }) => revisionId);
    const mediaTypes = await this.passages.mediaTypesOf(visibility, considered);
    return Object.fromEntries([...mediaTypes].map(([id, mediaType]) => [id, pageUnitOf(mediaType)]));
  }
}
