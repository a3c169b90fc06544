import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

/** The row stands, but its content can't be opened: erased on purpose, or its key is lost, which a backup may mend. */
export class RecordErased extends DetailedError<Told<'record.erased'>> {
  readonly code = 'record.erased';
  readonly kind = 'not-found';
  /** @param certificate Id of the erasure certificate, where it is known. */
  constructor(certificate: string | null) {
    super(
      certificate
        ? `This record was erased under certificate ${certificate}; its place in the log is kept.`
        : 'The key of this record is gone, and nobody can read it any more. Put the key back from a backup.',
      certificate ? { certificate } : {},
    );
  }
}

/** Also for one that the caller may not see. */
export class RecordNotFound extends KnowledgeError {
  readonly code = 'record.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such record, or you may not see it.');
  }
}

/** A collection that is searched takes questions only with a matter, and the question names none. */
export class MatterRequired extends KnowledgeError {
  readonly code = 'question.matter_required';
  readonly kind = 'invalid';
  constructor() {
    super('Questions to this collection must name the matter that they belong to. Add its number and ask again.');
  }
}
