import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AnswerTrace } from '#answering';
import { AuditLog } from '#audit';
import { type Visibility, canonicalJson, sha256Hex } from '#knowledge';
import { CollectionRepository, type RevisionHashes, RevisionRepository } from '#library';
import { ModelStore } from '#models';
import type { RecordAnnex, SealedModelFile } from './record-body.js';

/** What an answer was made in: the rights, files and revisions of that moment. */
export interface Surroundings {
  readonly accessNumber: number;
  readonly visibilitySha256: string;
  readonly annex: RecordAnnex;
  readonly revisions: ReadonlyMap<string, RevisionHashes>;
  readonly modelFiles: Readonly<Record<string, SealedModelFile>>;
}

/** Takes down what surrounds an answer, for its record. */
@Injectable()
export class RecordSurroundings {
  constructor(
    private readonly collections: CollectionRepository,
    private readonly revisions: RevisionRepository,
    private readonly models: ModelStore,
    private readonly log: AuditLog,
  ) {}

  /**
   * @param collectionIds The only collections that were asked; empty means the whole library.
   * @param trace Its passages were found within the visibility.
   */
  async take(visibility: Visibility, collectionIds: readonly string[], trace: AnswerTrace): Promise<Surroundings> {
    const [accessNumber, hiddenDocuments, revisions, modelFiles] = await Promise.all([
      this.log.accessNumber(),
      this.collections.hidden(visibility, collectionIds),
      this.revisions.hashesOf(trace.passages.map(({ revisionId }) => revisionId)),
      this.filesOf(trace),
    ]);
    return {
      accessNumber,
      visibilitySha256: sha256Hex(canonicalJson(visibility)),
      annex: { version: 1, salt: randomBytes(32).toString('hex'), hiddenDocuments },
      revisions,
      modelFiles,
    };
  }

  /** The files of this machine's store by role; a model that a server elsewhere runs has none. */
  private async filesOf({ models }: AnswerTrace): Promise<Record<string, SealedModelFile>> {
    const stored = new Map((await this.models.list()).map((model) => [model.name, model]));
    const files: Record<string, SealedModelFile> = {};
    for (const [role, used] of Object.entries(models)) {
      const model = used && stored.get(used.name);
      if (!model) continue;
      const { name, sha256, sizeBytes } = model;
      files[role] = {
        name,
        sha256,
        sizeBytes,
        quantization: (await this.models.describe(model))?.quantization ?? null,
      };
    }
    return files;
  }
}
