import type { Failure } from '#contracts';
import { strings } from '../strings/index.js';
import { sayIn } from './say-in.js';

/** A message of the service in the reader's language, or in English for a code that this one does not know. */
export function said(message: Failure): string {
  // Who reads it here has signed in again since.
  if (message.code === 'auth.required') return strings.errors.sessionEnded;
  return sayIn(strings.messages, message);
}
