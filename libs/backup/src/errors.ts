import { KnowledgeError } from '#knowledge';

/** The folder for backups can't be read or written. */
export class BackupFolderUnusable extends KnowledgeError {
  readonly code = 'backup.folder_unusable';
  readonly kind = 'unavailable';
  constructor(folder: string, cause: unknown) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
    super(
      `The folder ${folder} can't be used (${reason}). See that it is there and that this user may read and write it.`,
      {
        cause,
      },
    );
  }
}

/** The folder is part of what is to be backed up. */
export class BackupFolderInside extends KnowledgeError {
  readonly code = 'backup.folder_inside';
  readonly kind = 'invalid';
  constructor(folder: string, dataDir: string) {
    super(
      `${folder} is inside the data folder ${dataDir}: what befalls one befalls the other. Name a folder elsewhere.`,
    );
  }
}

/** The folder holds something else. */
export class BackupFolderForeign extends KnowledgeError {
  readonly code = 'backup.folder_foreign';
  readonly kind = 'conflict';
}

/** There is no more room where backups are kept. */
export class BackupFolderFull extends KnowledgeError {
  readonly code = 'backup.folder_full';
  readonly kind = 'unavailable';
  constructor(folder: string, cause: unknown) {
    super(
      `There is no room left in ${folder}; the backup was given up, and the ones before it are as they were. Make room, or let go of old ones: chancery backup prune ${folder} --keep N.`,
      { cause },
    );
  }
}

/** Another backup is being made, or the folder is in use. */
export class BackupRunning extends KnowledgeError {
  readonly code = 'backup.running';
  readonly kind = 'conflict';
  override readonly retryable = true;
}

/** There is no backup of that name, or none at all. */
export class BackupNotFound extends KnowledgeError {
  readonly code = 'backup.not_found';
  readonly kind = 'not-found';
}

/** A backup is not what it was when it was made. */
export class BackupDamaged extends KnowledgeError {
  readonly code = 'backup.damaged';
  readonly kind = 'conflict';
}

/** A backup of a later version of the program, or of a form that this one does not know. */
export class BackupTooNew extends KnowledgeError {
  readonly code = 'backup.too_new';
  readonly kind = 'conflict';
}

/** So much was erased while the backup was made that no moment could be held fast. */
export class BackupUnsettled extends KnowledgeError {
  readonly code = 'backup.unsettled';
  readonly kind = 'conflict';
  override readonly retryable = true;
  constructor() {
    super(
      'Documents were erased each time that a moment was to be held fast. Nothing is lost; start the backup again.',
    );
  }
}

/** A vault key that the backup needs is not here. */
export class RestoreKeyMissing extends KnowledgeError {
  readonly code = 'restore.key_missing';
  readonly kind = 'invalid';
  constructor(lacking: readonly string[]) {
    super(
      `The backup opens with the vault key ${lacking.join(', ')}, which is not among those at hand. Name the file that has it: --vault-keys FILE (a copy from before a rotation, where the key was changed since).`,
    );
  }
}
