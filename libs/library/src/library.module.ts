import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Vault } from '#vault';
import { BlobStore, type PlainBlobStore } from './blob-store.port.js';
import { CollectionRemovalRepository } from './collection-removal.repository.js';
import { CollectionRepository } from './collection.repository.js';
import { CoverageRepository } from './coverage.repository.js';
import { DescriptionRepository } from './description.repository.js';
import { DocumentRegister } from './document-register.js';
import { DocumentRepository } from './document.repository.js';
import { LIBRARY_ENTITIES } from './entities/index.js';
import { EraseDocument } from './erasure/erase-document.js';
import { FolderBlobStore } from './folder-blob-store.adapter.js';
import { Holds } from './holds/index.js';
import { IndexFeedRepository } from './index-feed.repository.js';
import { LibraryChangeRepository } from './library-change.repository.js';
import { MemberRepository } from './member.repository.js';
import { MatterRepository } from './matter.repository.js';
import { PassageRepository } from './passage.repository.js';
import { RevisionFactsRepository } from './revision-facts.repository.js';
import { RevisionRepository } from './revision.repository.js';
import { S3BlobStore } from './s3-blob-store.adapter.js';
import type { S3BlobPlace } from './s3-place.js';
import { SealedBlobStore } from './sealed-blob-store.adapter.js';

const REPOSITORIES = [
  Holds,
  EraseDocument,
  DescriptionRepository,
  IndexFeedRepository,
  LibraryChangeRepository,
  CollectionRepository,
  CollectionRemovalRepository,
  CoverageRepository,
  DocumentRegister,
  DocumentRepository,
  RevisionRepository,
  PassageRepository,
  RevisionFactsRepository,
  MemberRepository,
  MatterRepository,
];

/** The files as they are stored, encrypted where they were put through a vault. */
export const storedBlobsIn = (place: string | S3BlobPlace): PlainBlobStore =>
  typeof place === 'string' ? new FolderBlobStore(place) : new S3BlobStore(place);

const blobsIn = (place: string | S3BlobPlace, vault?: Vault): BlobStore => {
  const plain = storedBlobsIn(place);
  return vault ? new SealedBlobStore(plain, vault) : plain;
};

/** Collections, documents, revisions, chunks and blobs, which are encrypted where there is a vault. */
@Module({})
export class LibraryModule {
  /** @param blobs Where the original files are: a folder, or a place in an S3-compatible store. */
  static in(blobs: string | S3BlobPlace): DynamicModule {
    return {
      module: LibraryModule,
      imports: [TypeOrmModule.forFeature(LIBRARY_ENTITIES)],
      providers: [
        ...REPOSITORIES,
        {
          provide: BlobStore,
          useFactory: (vault?: Vault) => blobsIn(blobs, vault),
          inject: [{ token: Vault, optional: true }],
        },
      ],
      exports: [...REPOSITORIES, BlobStore],
    };
  }
}
