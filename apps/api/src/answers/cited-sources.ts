import { Injectable } from '@nestjs/common';
import type { CitedSource } from '#contracts';
import type { AnswerRecord } from '#decisions';
import type { Visibility } from '#knowledge';
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
}
