import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

/** No golden question has this id; it may have been removed. */
export class GoldenQuestionNotFound extends KnowledgeError {
  readonly code = 'golden.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such golden question. "chancery golden list" shows those there are.');
  }
}

/** A golden question's quote has to stand in a document that the caller can read, when it is added or changed. */
export class GoldenQuoteNotFound extends KnowledgeError {
  readonly code = 'golden.quote_not_found';
  readonly kind = 'invalid';
  constructor() {
    super('The quote does not stand in the document: no index could ever find it. Copy the words from the document.');
  }
}

/** The golden questions speak against an index. */
export class SwitchRefused extends DetailedError<Told<'index.switch_refused'>> {
  readonly code = 'index.switch_refused';
  readonly kind = 'conflict';
  constructor(
    generation: string,
    { reason, untried }: { readonly reason: string; readonly untried: number },
    questions: number,
  ) {
    super(
      `Generation ${generation} does not take over: ${reason} See "chancery index compare", or switch with --force and a reason.`,
      { generation, why: untried > 0 ? 'untried' : 'worse', untried, questions },
    );
  }
}

/** A switch that passes over the golden questions needs a reason, because the log keeps it. */
export class ReasonMissing extends KnowledgeError {
  readonly code = 'index.reason_missing';
  readonly kind = 'invalid';
  constructor() {
    super('Say why the switch is forced.');
  }
}
