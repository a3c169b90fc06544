import { KnowledgeError } from '#knowledge';

export class GoldenQuestionNotFound extends KnowledgeError {
  readonly code = 'golden.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such golden question. "chancery golden list" shows those there are.');
  }
}

/** The golden questions speak against an index. */
export class SwitchRefused extends KnowledgeError {
  readonly code = 'index.switch_refused';
  readonly kind = 'conflict';
  constructor(generation: string, reason: string) {
    super(
      `Generation ${generation} does not take over: ${reason} See "chancery index compare", or switch with --force and a reason.`,
    );
  }
}

export class ReasonMissing extends KnowledgeError {
  readonly code = 'index.reason_missing';
  readonly kind = 'invalid';
  constructor() {
    super('Say why the switch is forced.');
  }
}
