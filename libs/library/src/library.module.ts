import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BlobStore } from './blob-store.port.js';
import { CollectionRepository } from './collection.repository.js';
import { DescriptionRepository } from './description.repository.js';
import { DocumentRepository } from './document.repository.js';
import { LIBRARY_ENTITIES } from './entities/index.js';
import { FolderBlobStore } from './folder-blob-store.adapter.js';
import { IndexFeedRepository } from './index-feed.repository.js';
import { LibraryChangeRepository } from './library-change.repository.js';
import { PassageRepository } from './passage.repository.js';
import { RevisionRepository } from './revision.repository.js';

const REPOSITORIES = [
  DescriptionRepository,
  IndexFeedRepository,
  LibraryChangeRepository,
  CollectionRepository,
  DocumentRepository,
  RevisionRepository,
  PassageRepository,
];

/** Collections, documents, revisions, chunks and blobs. */
@Module({})
export class LibraryModule {
  /** @param blobFolder Folder of the original files. */
  static in(blobFolder: string): DynamicModule {
    return {
      module: LibraryModule,
      imports: [TypeOrmModule.forFeature(LIBRARY_ENTITIES)],
      providers: [...REPOSITORIES, { provide: BlobStore, useFactory: () => new FolderBlobStore(blobFolder) }],
      exports: [...REPOSITORIES, BlobStore],
    };
  }
}
