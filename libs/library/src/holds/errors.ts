import { KnowledgeError } from '#knowledge';

export class HoldInPlace extends KnowledgeError {
  readonly code = 'hold.in_place';
  readonly kind = 'conflict';
  constructor(what: string) {
    super(`A legal hold keeps ${what} from being deleted. It can be lifted by who manages holds: chancery holds list.`);
  }
}

export class HoldNotFound extends KnowledgeError {
  readonly code = 'hold.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such hold, or it was lifted already.');
  }
}
