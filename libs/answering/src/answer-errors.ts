import { KnowledgeError } from '#knowledge';

/** The model stopped before its answer was whole. Nothing of what it had written counts. */
export class GenerationFailed extends KnowledgeError {
  readonly code = 'answer.generation_failed';
  readonly kind = 'unavailable';
  override readonly retryable = true;

  constructor(options?: ErrorOptions) {
    super(
      'The model stopped before it finished the answer. Ask again, or ask for quotations (model "quoted").',
      options,
    );
  }
}
