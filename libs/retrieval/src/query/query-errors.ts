import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

/** An operator whose value can't be what it means; the sentence says what to write. */
export class BadOperator extends DetailedError<Told<'search.bad_operator'>> {
  readonly code = 'search.bad_operator';
  readonly kind = 'invalid';
  constructor(problem: string, advice: string, told: Told<'search.bad_operator'>['particulars']) {
    super(`"${told.written}" ${problem}. ${advice}`, told);
  }
}

/** A query that says only what is not wanted. */
export class OnlyExclusions extends KnowledgeError {
  readonly code = 'search.only_exclusions';
  readonly kind = 'invalid';
  constructor() {
    super('The query says only what to leave out. Add a word, a "phrase" or an operator that should be found.');
  }
}

/** A phrase of words that the index does not hold because every text has them. */
export class PhraseTooCommon extends DetailedError<Told<'search.phrase_too_common'>> {
  readonly code = 'search.phrase_too_common';
  readonly kind = 'invalid';
  constructor(phrase: string) {
    super(`"${phrase}" has only words that nearly every text has. Add a rarer word to the phrase.`, { phrase });
  }
}

/** Something to find the like of that is not there, or may not be seen, or has no text. */
export class NothingLikeIt extends KnowledgeError {
  readonly code = 'search.nothing_to_compare';
  readonly kind = 'not-found';
  constructor() {
    super(
      'There is no such document, revision or record to find the like of, or you may not see it, or it has no text.',
    );
  }
}
