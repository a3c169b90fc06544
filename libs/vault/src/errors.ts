import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

/** The key that unlocks everything else can't be had. */
export class VaultKeyUnavailable extends DetailedError<Told<'vault.key_unavailable'>> {
  readonly code = 'vault.key_unavailable';
  readonly kind = 'unavailable';
}

/** What was asked for was encrypted with a key that has been destroyed. */
export class VaultItemErased extends KnowledgeError {
  readonly code = 'vault.erased';
  readonly kind = 'not-found';
  constructor() {
    super('This was erased: its key has been destroyed, and nobody can read it any more.');
  }
}

/** Wrong key, altered bytes or the wrong place: which of them can't be told, and nothing of it is given out. */
export class VaultSealBroken extends KnowledgeError {
  readonly code = 'vault.seal_broken';
  readonly kind = 'unavailable';
  constructor(options?: ErrorOptions) {
    super(
      'Encrypted data does not fit its key: it was altered, or belongs elsewhere. Put it back from a backup.',
      options,
    );
  }
}

/** One rotation at a time, over all processes. */
export class VaultBeingRotated extends KnowledgeError {
  readonly code = 'vault.rotating';
  readonly kind = 'conflict';
  constructor() {
    super('The key is being replaced already. Wait until that is done.');
  }
}

/** The vault's key is the settings' own, and they still name the same one first. */
export class VaultHasNoNewKey extends KnowledgeError {
  readonly code = 'vault.no_new_key';
  readonly kind = 'conflict';
  constructor() {
    super('The key source names no new key. Put the new one before the old one, then rotate.');
  }
}
