import { failureOf } from '#knowledge';
import { EntryCutOff, SourceUnreachable } from '../errors.js';

/** Entries in a row without any answer after which the source counts as gone. */
export const MOST_UNANSWERED = 6;

/** Whether nothing was heard, or an answer broke off, so that the source as a whole may be gone. */
export const isSilence = (error: unknown): boolean =>
  error instanceof EntryCutOff ||
  error instanceof SourceUnreachable ||
  failureOf(error).code === 'outbound.unreachable';
