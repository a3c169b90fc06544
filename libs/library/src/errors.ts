import { KnowledgeError } from '#knowledge';

/** Also for one that the caller may not see. @param name Name or id, as given. */
export class CollectionNotFound extends KnowledgeError {
  readonly code = 'collection.not_found';
  readonly kind = 'not-found';
  constructor(name: string) {
    super(`There is no collection "${name}" that you may see. List them with: chancery collections list`);
  }
}

/** Names that read alike are one, over all collections, also those out of the caller's sight. */
export class CollectionExists extends KnowledgeError {
  readonly code = 'collection.exists';
  readonly kind = 'conflict';
  /** @param taken Id of the collection that has the name, in sight or not: for the log alone. */
  constructor(
    name: string,
    readonly taken: string,
  ) {
    super(`There is a collection "${name}" already. Choose another name.`);
  }
}

/** Only a library collection without a single document, removed ones included, is deleted outright. */
export class CollectionNotEmpty extends KnowledgeError {
  readonly code = 'collection.not_empty';
  readonly kind = 'conflict';
  /** It does not say how many: some may be out of the asker's sight. */
  constructor(name: string) {
    super(
      `"${name}" holds documents. Remove it together with them (they can be put back): chancery collections remove --with-documents`,
    );
  }
}

/** A document can't come back where there is no place for it. */
export class CollectionRemoved extends KnowledgeError {
  readonly code = 'collection.removed';
  readonly kind = 'conflict';
  constructor() {
    super('The collection was removed. Put it back first: chancery collections restore');
  }
}

/** One removal or restoration of a collection goes on at a time. */
export class CollectionHasRemoval extends KnowledgeError {
  readonly code = 'collection.being_removed';
  readonly kind = 'conflict';
  constructor(name: string) {
    super(`"${name}" is being removed or put back already. Follow it with: chancery collections removals`);
  }
}

/** No removal has this id, or it is of a collection out of the caller's sight. */
export class RemovalNotFound extends KnowledgeError {
  readonly code = 'removal.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such removal of a collection. List them with: chancery collections removals');
  }
}

/** Only a removal under way can be stopped. */
export class RemovalNotAtWork extends KnowledgeError {
  readonly code = 'removal.not_at_work';
  readonly kind = 'conflict';
  constructor() {
    super('Nothing is being removed any more, so there is nothing to stop. It can be put back.');
  }
}

/** Only a removal that ended, or was stopped, and has not been put back can be. */
export class RemovalNotUndoable extends KnowledgeError {
  readonly code = 'removal.not_undoable';
  readonly kind = 'conflict';
  constructor() {
    super('It is still at work, or everything is back already. Stop it first if it is at work.');
  }
}

/** A document that was only removed comes back; one that was erased does not. */
export class DocumentErased extends KnowledgeError {
  readonly code = 'document.erased';
  readonly kind = 'conflict';
  constructor() {
    super('This document was erased and cannot come back. Upload the file again if it is wanted.');
  }
}

/** Also for one that the caller may not see. */
export class DocumentNotFound extends KnowledgeError {
  readonly code = 'document.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such document, or you may not see it.');
  }
}

/** Also for one whose document the caller may not see. */
export class RevisionNotFound extends KnowledgeError {
  readonly code = 'revision.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such revision, or you may not see it.');
  }
}

/** Not read yet, or reading failed; its state says which. */
export class RevisionHasNoText extends KnowledgeError {
  readonly code = 'revision.no_text';
  readonly kind = 'conflict';
  constructor() {
    super('This revision has no text yet: it is still being read, or reading it failed.');
  }
}

/** The disk is full or the blob folder can't be written; nothing of the file was kept. */
export class BlobUnwritable extends KnowledgeError {
  readonly code = 'storage.unwritable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(cause: unknown) {
    super(
      'The file could not be stored: the disk is full or the data folder is not writable. Nothing was kept; free space and send it again.',
      {
        cause,
      },
    );
  }
}

/** The store of original files does not answer. */
export class BlobStoreUnreachable extends KnowledgeError {
  readonly code = 'storage.unreachable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(cause: unknown) {
    super('The store of original files can not be reached. Check S3_ENDPOINT, its keys and the network.', { cause });
  }
}

/** The row is there and the file is not: data was lost or only half restored. Nothing mends it but a backup. */
export class BlobMissing extends KnowledgeError {
  readonly code = 'storage.blob_missing';
  readonly kind = 'internal';
  constructor(sha256: string) {
    super(`The stored file ${sha256} is missing. Restore the data folder's blobs from a backup.`);
  }
}

/** Also for one behind a wall; the two can't be told apart. @param number Number or id, as given. */
export class MatterNotFound extends KnowledgeError {
  readonly code = 'matter.not_found';
  readonly kind = 'not-found';
  constructor(number: string) {
    super(`There is no matter "${number}". List them with: npx chancery matters list`);
  }
}

/** Numbers that read alike are one, also those of matters out of the caller's sight. */
export class MatterExists extends KnowledgeError {
  readonly code = 'matter.exists';
  readonly kind = 'conflict';
  /** @param taken Id of the matter that has the number, in sight or not: for the log alone. */
  constructor(
    number: string,
    readonly taken: string,
  ) {
    super(`The number "${number}" is taken.`);
  }
}

/** Nothing new comes under a closed matter: no document, no question. */
export class MatterClosed extends KnowledgeError {
  readonly code = 'matter.closed';
  readonly kind = 'conflict';
  constructor(number: string) {
    super(`The matter "${number}" is closed. Open it again first: npx chancery matters open`);
  }
}

/** The place is taken by a document out of the caller's sight; that there is one is not told. */
export class PlaceNotWritable extends KnowledgeError {
  readonly code = 'document.place_not_writable';
  readonly kind = 'conflict';
  constructor() {
    super('Nothing can be stored under this name. Choose another one, or ask an administrator.');
  }
}
