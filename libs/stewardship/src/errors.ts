import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

/** Something came or went since the preview, so that the confirmed hash is of another plan; nothing was erased. */
export class ErasurePlanChanged extends KnowledgeError {
  readonly code = 'erasure.plan_changed';
  readonly kind = 'conflict';
  constructor() {
    super('What would be erased is no longer what was previewed. Look at the preview again, then confirm that.');
  }
}

/** No erasure has this id or waits any more, or what it is of is not there. */
export class ErasureNotFound extends KnowledgeError {
  readonly code = 'erasure.not_found';
  readonly kind = 'not-found';
  constructor(message = 'There is no such erasure, or nothing of that id to erase.') {
    super(message);
  }
}

/** Where the settings ask for two, who asked for an erasure can't approve it. */
export class ErasureNeedsAnother extends KnowledgeError {
  readonly code = 'erasure.needs_another';
  readonly kind = 'forbidden';
  constructor() {
    super('Erasures take four eyes here: another administrator has to approve what you asked for.');
  }
}

/** Nobody begins the erasure of their own account. */
export class ErasureNotOneself extends KnowledgeError {
  readonly code = 'erasure.not_oneself';
  readonly kind = 'conflict';
  constructor() {
    super('Nobody erases themselves: another administrator has to.');
  }
}

/** The operator sets a floor below which nobody may set a rule. @param leastDays That floor. */
export class RetentionTooShort extends DetailedError<Told<'retention.too_short'>> {
  readonly code = 'retention.too_short';
  readonly kind = 'invalid';
  constructor(leastDays: number) {
    super(`Records are kept for at least ${leastDays} days.`, { leastDays });
  }
}
