import { fillIn } from './particulars.js';
import { strings } from '../strings/index.js';

/** What the service said: a stable code, and a sentence in English. */
interface Message {
  readonly code: string;
  readonly message: string;
}

/**
 * A message of the service in the reader's language, as far as its code is known there. Particulars of the English
 * sentence are put into the translation, or the sentence follows it; it stands alone for a code without a translation.
 */
export function said({ code, message }: Message): string {
  // Who reads it here has signed in again since.
  if (code === 'auth.required') return strings.errors.sessionEnded;
  const { whole, filled, before } = strings.messages;
  const told = fillIn(filled, code, message);
  if (told !== null) return told;
  if (whole[code] !== undefined) return whole[code];
  return before[code] === undefined ? message : `${before[code]} ${message}`;
}
