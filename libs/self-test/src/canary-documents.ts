import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, type CanaryPlace, placeCanaries } from '#access';
import { CreateCollection, UploadDocuments } from '#ingestion';
import type { Principal } from '#knowledge';
import { CollectionRepository, DocumentRepository } from '#library';
import { DataSource } from 'typeorm';

/** Who puts the canary documents there. */
export const CANARY_KEEPER: Principal = {
  ...{ userId: '00000000-0000-0000-0000-000000000000', name: 'system', role: 'administrator', via: 'system' },
};
const WORD = 'canarywatchword';
const LIVE_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;

/** A document of the self-test, with the revision that stands now. */
export interface CanaryDocument extends CanaryPlace {
  readonly revisionId: string;
}

/** Three documents in scratch collections of their own, which no ordinary list shows, for the self-test to look for. */
@Injectable()
export class CanaryDocuments {
  /** What each of them holds, and nothing else. */
  readonly word = WORD;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly documents: DocumentRepository,
    private readonly creating: CreateCollection,
    private readonly uploads: UploadDocuments,
  ) {}

  /** The documents, put there if they are not, with the canaries' rights. @throws Error when they do not go live in time. */
  async ready(): Promise<[CanaryDocument, CanaryDocument, CanaryDocument]> {
    const found = [await this.one('first'), await this.one('second'), await this.one('third')] as const;
    await this.source.transaction((manager) => placeCanaries(manager, found));
    return [...found];
  }

  private async one(name: string): Promise<CanaryDocument> {
    const visibility = await this.access.visibilityOf(CANARY_KEEPER);
    const collection =
      (await this.collections.find(visibility, `canary ${name}`)) ??
      (await this.creating.run(CANARY_KEEPER, `canary ${name}`, 'scratch'));
    const temporaryPath = join(tmpdir(), `chancery-canary-${randomUUID()}`);
    await writeFile(temporaryPath, `${WORD} ${name}\n`);
    const file = { path: 'canary.txt', temporaryPath, sizeBytes: WORD.length + name.length + 2, metadata: {} };
    const { registrations } = await this.uploads.run(CANARY_KEEPER, collection.id, [file]);
    const { documentId } = registrations[0]!;
    return { collectionId: collection.id, documentId, revisionId: await this.live(documentId) };
  }

  private async live(documentId: string): Promise<string> {
    const visibility = await this.access.visibilityOf(CANARY_KEEPER);
    for (const end = Date.now() + LIVE_WITHIN_MS; Date.now() < end; await delay(LOOK_EVERY_MS)) {
      const { current } = await this.documents.show(visibility, documentId);
      if (current) return current.id;
    }
    throw new Error('the canary documents were not read in time: is the worker running?');
  }
}
