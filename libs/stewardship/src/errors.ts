import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

export class ErasurePlanChanged extends KnowledgeError {
  readonly code = 'erasure.plan_changed';
  readonly kind = 'conflict';
  constructor() {
    super('What would be erased is no longer what was previewed. Look at the preview again, then confirm that.');
  }
}

export class ErasureNotFound extends KnowledgeError {
  readonly code = 'erasure.not_found';
  readonly kind = 'not-found';
  constructor(message = 'There is no such erasure, or nothing of that id to erase.') {
    super(message);
  }
}

export class ErasureNeedsAnother extends KnowledgeError {
  readonly code = 'erasure.needs_another';
  readonly kind = 'forbidden';
  constructor() {
    super('Erasures take four eyes here: another administrator has to approve what you asked for.');
  }
}

export class ErasureNotOneself extends KnowledgeError {
  readonly code = 'erasure.not_oneself';
  readonly kind = 'conflict';
  constructor() {
    super('Nobody erases themselves: another administrator has to.');
  }
}

export class RetentionTooShort extends DetailedError<Told<'retention.too_short'>> {
  readonly code = 'retention.too_short';
  readonly kind = 'invalid';
  constructor(leastDays: number) {
    super(`Records are kept for at least ${leastDays} days.`, { leastDays });
  }
}
