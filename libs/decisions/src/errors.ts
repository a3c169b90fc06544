import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

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

export class RecordNotFound extends KnowledgeError {
  readonly code = 'record.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such record, or you may not see it.');
  }
}

export class MatterRequired extends KnowledgeError {
  readonly code = 'question.matter_required';
  readonly kind = 'invalid';
  constructor() {
    super('Questions to this collection must name the matter that they belong to. Add its number and ask again.');
  }
}
