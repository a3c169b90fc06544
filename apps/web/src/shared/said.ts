import { strings } from '../strings/index.js';

/** What the service said: a stable code, and a sentence in English. */
interface Message {
  readonly code: string;
  readonly message: string;
}

/**
 * A message of the service in the reader's language, as far as its code is known there. Particulars that only the English
 * sentence holds are not lost: it follows where it has some, and stands alone for a code without a translation.
 */
export function said({ code, message }: Message): string {
  // Who reads it here has signed in again since.
  if (code === 'auth.required') return strings.errors.sessionEnded;
  const { whole, before } = strings.messages;
  if (whole[code] !== undefined) return whole[code];
  return before[code] === undefined ? message : `${before[code]} ${message}`;
}
