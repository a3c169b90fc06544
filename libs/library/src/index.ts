export { holdBlobs, originalsIn, purgesIn, unreferencedBlobs } from './blob-references.js';
export { BlobStore, PlainBlobStore } from './blob-store.port.js';
export { type Collection, CollectionRepository, type DocumentTally } from './collection.repository.js';
export {
  type CollectionRemoval,
  CollectionRemovalRepository,
  type NamedRemoval,
} from './collection-removal.repository.js';
export type { RemovalState } from './entities/collection-removal.entity.js';
export { CoverageRepository, type PartlyReadDocument } from './coverage.repository.js';
export {
  DescriptionRepository,
  type RevisionDescription,
  type UnindexedDescription,
} from './description.repository.js';
export { type ArrivedFile, DocumentRegister, type Registration } from './document-register.js';
export { type DocumentFilter, DocumentRepository } from './document.repository.js';
export { type ComparedLine, type Comparison, compareTexts } from './compare-texts.js';
export * from './errors.js';
export { type DocumentHoldings, EraseDocument, type IndexPurge } from './erasure/erase-document.js';
export * from './holds/index.js';
export { itemOf as blobItemOf, SealedBlobStore } from './sealed-blob-store.adapter.js';
export { FolderBlobStore } from './folder-blob-store.adapter.js';
export { type LiveRevision, liveRevisionsIn } from './live-revisions.js';
export { type Matter, type MatterChange, MatterRepository, type MovedDocument } from './matter.repository.js';
export { LibraryModule, storedBlobsIn } from './library.module.js';
export { type FamilyUse, type HeldParent, MemberRepository, type Relative } from './member.repository.js';
export {
  PassageRepository,
  type PlacedPassage,
  type RevisionPresent,
  type RevisionText,
  type StoredPassage,
} from './passage.repository.js';
export type { DocumentRecord, RevisionRecord } from './records.js';
export {
  type IndexableChunk,
  type IndexableRevision,
  type IndexedRevision,
  type IndexedState,
  IndexFeedRepository,
} from './index-feed.repository.js';
export type { ProposedValue } from './proposed-value.js';
export { LibraryChangeRepository, type ValidityChange } from './library-change.repository.js';
export {
  type ParsedChunk,
  type ParsedRevision,
  type RevisionHashes,
  RevisionRepository,
} from './revision.repository.js';
export { type RevisionDescribed, RevisionFactsRepository } from './revision-facts.repository.js';
export { documentsInSight, documentsUnbarred, matterInSight } from './visibility-sql.js';
export { S3BlobStore } from './s3-blob-store.adapter.js';
export { type S3BlobPlace, s3ClientFor } from './s3-place.js';
