import { KnowledgeError } from '#knowledge';

/** The model server does not answer, or asks to come back later. */
export class ModelUnavailable extends KnowledgeError {
  readonly code = 'model.unavailable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
}

export class ModelNotFound extends KnowledgeError {
  readonly code = 'model.not_found';
  readonly kind = 'not-found';
}

/** A model file that is not what was recorded, or not a GGUF file at all. */
export class ModelCorrupt extends KnowledgeError {
  readonly code = 'model.corrupt';
  readonly kind = 'unavailable';
}

/** A sound file that this service has no use for. */
export class ModelUnsupported extends KnowledgeError {
  readonly code = 'model.unsupported';
  readonly kind = 'invalid';
}

/** Another file already goes by this name. */
export class ModelNameTaken extends KnowledgeError {
  readonly code = 'model.name_taken';
  readonly kind = 'conflict';
}

export class ModelRoleEmpty extends KnowledgeError {
  readonly code = 'model.role_empty';
  readonly kind = 'not-found';
}

export class ModelContextExceeded extends KnowledgeError {
  readonly code = 'model.context_exceeded';
  readonly kind = 'invalid';
}

export class ModelRequestFailed extends KnowledgeError {
  readonly code = 'model.request_failed';
  readonly kind = 'internal';
}

const BY_CODE = {
  'model.unavailable': ModelUnavailable,
  'model.not_found': ModelNotFound,
  'model.corrupt': ModelCorrupt,
  'model.unsupported': ModelUnsupported,
  'model.name_taken': ModelNameTaken,
  'model.role_empty': ModelRoleEmpty,
  'model.context_exceeded': ModelContextExceeded,
  'model.request_failed': ModelRequestFailed,
} as const;

/** The error that another process of this service reported by its code; null for a code that is not ours. */
export function modelErrorOf(code: string, message: string): KnowledgeError | null {
  return Object.hasOwn(BY_CODE, code) ? new BY_CODE[code as keyof typeof BY_CODE](message) : null;
}
