import { ChunkEntity } from './chunk.entity.js';
import { CollectionEntity } from './collection.entity.js';
import { CollectionRemovalEntity } from './collection-removal.entity.js';
import { RevisionDescriptionEntity } from './description.entity.js';
import { DocumentMatterEntity } from './document-matter.entity.js';
import { DocumentEntity } from './document.entity.js';
import { LibraryChangeEntity } from './library-change.entity.js';
import { MatterEntity } from './matter.entity.js';
import { MatterNumberEntity } from './matter-number.entity.js';
import { RevisionEntity } from './revision.entity.js';
import { IndexPurgeEntity } from '../erasure/index-purge.entity.js';
import { HoldEntity } from '../holds/hold.entity.js';
import { RevisionTextEntity } from './text.entity.js';

/** Every table of this room, for the data source. */
export const LIBRARY_ENTITIES = [
  CollectionEntity,
  CollectionRemovalEntity,
  DocumentEntity,
  RevisionEntity,
  RevisionTextEntity,
  ChunkEntity,
  LibraryChangeEntity,
  RevisionDescriptionEntity,
  MatterEntity,
  MatterNumberEntity,
  DocumentMatterEntity,
  HoldEntity,
  IndexPurgeEntity,
];
