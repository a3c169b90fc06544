import { KnowledgeError } from '#knowledge';

export class RecordNotFound extends KnowledgeError {
  readonly code = 'record.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such record, or you may not see it.');
  }
}
