import type { OpenAiError } from '#contracts';
import { KnowledgeError } from '#knowledge';
import { RequestInvalid } from '../http/http-errors.js';

/** No such model; or one of a collection that is hidden, which reads the same. */
export class ModelNotServed extends KnowledgeError {
  readonly code = 'openai.model_not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such model here, or you may not use it. GET /v1/models lists yours.');
  }
}

/** The messages hold no question that can be asked: the last has to be the user's, of a question's length. */
export class ConversationUnfit extends KnowledgeError {
  readonly code = 'openai.conversation_unfit';
  readonly kind = 'invalid';
}

/** Shortened embeddings were asked for; vectors of a cut length would not compare with those of the index. */
export class DimensionsFixed extends KnowledgeError {
  readonly code = 'openai.dimensions_fixed';
  readonly kind = 'invalid';
  constructor(dimensions: number) {
    super(`The embedder in use gives ${dimensions} numbers, no fewer and no more. Leave "dimensions" out.`);
  }
}

/** What OpenAI calls the kinds of errors. @see https://platform.openai.com/docs/guides/error-codes */
const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

/** The parameter that a failure of these codes is about. */
const PARAMS: Readonly<Record<string, string>> = {
  'openai.model_not_found': 'model',
  'openai.conversation_unfit': 'messages',
  'openai.dimensions_fixed': 'dimensions',
  'collection.not_found': 'collections',
  'record.not_found': 'follow_up',
};

/** The parameter of a request that a failure is about, as OpenAI writes it (`messages[0].content`); null where none is known. */
export function paramOf(error: unknown): string | null {
  if (error instanceof RequestInvalid)
    return (
      error.path
        .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${String(part)}`))
        .join('') || null
    );
  return (error instanceof KnowledgeError && PARAMS[error.code]) || null;
}

/**
 * A failure in the shape that OpenAI's clients read.
 * @param param See {@link paramOf}.
 */
export function toOpenAiError(
  failure: { status: number; code: string; message: string },
  param: string | null = null,
): OpenAiError {
  const type = TYPES[failure.status] ?? (failure.status >= 500 ? 'server_error' : 'invalid_request_error');
  return { error: { message: failure.message, type, param, code: failure.code } };
}

/** Whether an address speaks OpenAI's protocol. */
export const speaksOpenAi = (path: string): boolean => path.startsWith('/v1/');
