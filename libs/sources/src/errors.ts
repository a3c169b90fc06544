import type { Told, Unreadable } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';
import { sayUnreadable } from './say-unreadable.js';

/** Also for one whose collection the caller may not see. */
export class SourceNotFound extends KnowledgeError {
  readonly code = 'source.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such source, or you may not see its collection. List them with: chancery sources list');
  }
}

/** No run has this id, or it is of another source. */
export class RunNotFound extends KnowledgeError {
  readonly code = 'source.run_not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such run of this source.');
  }
}

/** One run of a source goes on at a time, one that waits for a confirmation included. */
export class SourceBusy extends KnowledgeError {
  readonly code = 'source.busy';
  readonly kind = 'conflict';
  constructor() {
    super('A run of this source is under way or waits to be confirmed. Wait for its end, or cancel it.');
  }
}

/** Runs wait only where more has gone than the source's limit; this one does not, or not any more. */
export class NothingToConfirm extends KnowledgeError {
  readonly code = 'source.nothing_to_confirm';
  readonly kind = 'conflict';
  constructor() {
    super('This run does not wait for a confirmation.');
  }
}

/** The kind of a source never changes: what it knows of its entries would mean nothing. */
export class SourceKindFixed extends KnowledgeError {
  readonly code = 'source.kind_fixed';
  readonly kind = 'conflict';
  constructor() {
    super('The kind of a source can not be changed. Add another source.');
  }
}

/** Also for folders that do not exist: what lies outside is not told. Links are followed first. */
export class FolderNotAllowed extends KnowledgeError {
  readonly code = 'source.folder_not_allowed';
  readonly kind = 'forbidden';
  constructor() {
    super(
      "This folder lies outside what SOURCE_FOLDERS allows, or in the service's own data. Whoever runs the server names the folders that sources may read there.",
    );
  }
}

/** A stored secret is sent only where it was meant for. */
export class SecretNeededAgain extends KnowledgeError {
  readonly code = 'source.secret_needed';
  readonly kind = 'invalid';
  constructor() {
    super('The server, the user or its protection changes: send the password or key again, or null to go without.');
  }
}

/** The sealed secret of a source fails its check, so no run can sign in. */
export class SecretUnreadable extends KnowledgeError {
  readonly code = 'source.secret_unreadable';
  readonly kind = 'internal';
  constructor(cause: unknown) {
    super(
      'The stored password or key can not be opened: the vault’s key is another one, or the row was changed. Put both back from one backup, or enter the password again.',
      { cause },
    );
  }
}

/** A source can do no more than the person that it acts for. */
export class SourceRightsGone extends KnowledgeError {
  readonly code = 'source.rights_gone';
  readonly kind = 'forbidden';
  constructor() {
    super(
      'Whoever set this source up may no longer bring documents into its collection. Somebody who may opens its settings and saves them; it then acts with their rights. Nothing was changed.',
    );
  }
}

/** The source as a whole can't be read now. Nothing is changed, and least of all removed. */
export class SourceUnreachable extends DetailedError<Told<'source.unreachable'>> {
  readonly code = 'source.unreachable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  /** @param said Says more than `why` does, where somebody did. */
  constructor(why: Unreadable, cause?: unknown, said = sayUnreadable(why)) {
    super(
      `The source could not be read: ${said.replace(/\.$/, '')}. Nothing was changed.`,
      why,
      cause === undefined ? {} : { cause },
    );
  }
}

/** The place elsewhere does not let this source in, which ends the run. */
export class SourceSignInRefused extends KnowledgeError {
  readonly code = 'source.sign_in_refused';
  readonly kind = 'forbidden';
  constructor(cause?: unknown) {
    super('The source refused the sign-in. Check user, password or key, and their rights there.', { cause });
  }
}

type Place = Told<'source.place_missing'>['particulars']['place'];

const PLACES: Readonly<Record<Place, string>> = {
  folder: 'such folder',
  repository: 'such repository',
  branch: 'such branch',
  default_branch: 'default branch',
  bucket: 'such bucket',
  mailbox: 'such mailbox',
};

/** Whatever was asked for is not there: a bucket, a branch, a folder, a mailbox. */
export class SourcePlaceMissing extends DetailedError<Told<'source.place_missing'>> {
  readonly code = 'source.place_missing';
  readonly kind = 'not-found';
  /** @param name As the settings name it; without it, what the settings name as a whole. */
  constructor(place: Place, name?: string) {
    super(`The source has no ${name === undefined ? PLACES[place] : `${place} "${name}"`}. Check the settings.`, {
      place,
      ...(name !== undefined && { name }),
    });
  }
}

/** A program that a connector runs is not on the path of the server. @param program Its name. */
export class ProgramMissing extends DetailedError<Told<'source.program_missing'>> {
  readonly code = 'source.program_missing';
  readonly kind = 'unavailable';
  constructor(program: string) {
    super(`"${program}" is not installed on the server, and this kind of source needs it.`, { program });
  }
}

/** One entry is left out and noted; the run goes on. @param limitMb In MiB. */
export class EntryTooLarge extends DetailedError<Told<'source.entry_too_large'>> {
  readonly code = 'source.entry_too_large';
  readonly kind = 'too-large';
  constructor(limitMb: number) {
    super(`It is larger than ${limitMb} MB, the limit of this source. Raise the limit, or split the file.`, {
      limitMb,
    });
  }
}

/** Two entries that would be one document, of which each run could take in no more than one. */
export class EntryPlaceTaken extends KnowledgeError {
  readonly code = 'source.place_taken';
  readonly kind = 'conflict';
  constructor() {
    super(
      'Another entry of the source has the same place in the collection: the names differ in nothing that a place keeps ' +
        '(spaces around a slash, doubled slashes, two ways of writing an accent). Rename one of the two there.',
    );
  }
}

/** In the middle of a run nothing answers any more, so the rest would only be tried in vain, entry by entry. */
export class SourceWentSilent extends KnowledgeError {
  readonly code = 'source.went_silent';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor() {
    super(
      'The source stopped answering in the middle of the run. What had come by then stays, nothing was removed, and the next run goes on from there.',
    );
  }
}

/** One entry, or one folder, is left out and noted; the run goes on, and takes nothing below it for gone. */
export class EntryUnreadable extends DetailedError<Told<'source.entry_unreadable'>> {
  readonly code = 'source.entry_unreadable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(why: Unreadable, cause?: unknown) {
    super(`It could not be fetched: ${sayUnreadable(why)}. The next run tries again.`, why, { cause });
  }
}

/** No answer, or one that broke off: the source as a whole may be gone. */
export class EntryCutOff extends EntryUnreadable {}
