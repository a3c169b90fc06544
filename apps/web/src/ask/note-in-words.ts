import type { AnswerStep } from '#contracts';
import { strings } from '../strings/index.js';

const words = strings.ask.stepNotes;

/**
 * What there is to say of a step, in the reader's language; empty where nothing is.
 * @returns What the record says, in English, for one from before reasons had codes.
 */
export function noteInWords({ note, reason }: Pick<AnswerStep, 'note' | 'reason'>): string {
  if (!reason) return note;
  return reason.code === 'missing' ? words.missing(reason.words) : words[reason.code];
}
