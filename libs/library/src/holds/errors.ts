import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

type Held = Told<'hold.in_place'>['particulars']['on'];

const HELD: Readonly<Record<Held, string>> = {
  document: 'this document',
  vanished_document: 'this document, which is gone from the source,',
  collection: 'this collection',
  person: 'what this person asked and said',
  records: 'a record among these',
  decisions: 'a decision among these',
};

/** What a hold covers, or holds something covered, is not removed or erased by anybody before it is lifted. */
export class HoldInPlace extends DetailedError<Told<'hold.in_place'>> {
  readonly code = 'hold.in_place';
  readonly kind = 'conflict';
  constructor(on: Held) {
    super(
      `A legal hold keeps ${HELD[on]} from being deleted. It can be lifted by who manages holds: chancery holds list.`,
      { on },
    );
  }
}

/** No hold that stands has this id. */
export class HoldNotFound extends KnowledgeError {
  readonly code = 'hold.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such hold, or it was lifted already.');
  }
}
