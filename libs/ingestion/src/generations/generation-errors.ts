import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

/** No generation has this id; or, to compare, there are no two. */
export class GenerationNotFound extends KnowledgeError {
  readonly code = 'index.generation_not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such index generation. "chancery index list" shows those there are.');
  }
}

/** Another index is on its way. */
export class IndexBeingBuilt extends KnowledgeError {
  readonly code = 'index.being_built';
  readonly kind = 'conflict';
  constructor(generation: string, embedder: string) {
    super(
      `Generation ${generation} is being built with ${embedder}. Wait for it, or cancel it with "chancery index drop ${generation}".`,
    );
  }
}

/** A generation that is not in the state that an act needs. */
export class GenerationNotReady extends DetailedError<Told<'index.generation_not_ready'>> {
  readonly code = 'index.generation_not_ready';
  readonly kind = 'conflict';
}
