import type { Span } from '#knowledge';
import type { Word } from './aligned-gaps.js';
import { clausesOf } from './clauses.js';

/** Least share of a clause's content words that the evidence must hold. */
const LEAST_HELD = 0.4;

/**
 * Content words of clauses that say something of their own: "… and the parties share the costs". A sentence may hold enough words of its source and yet
 * add a fact to it.
 * @param content Content words of the sentence, in order.
 * @param isHeld Whether a word is in the evidence.
 */
export function addedClauses(sentence: string, content: readonly Word[], isHeld: (word: Word) => boolean): Span[] {
  const clauses = clausesOf(sentence).map(({ start, end }) =>
    content.filter((word) => word.start >= start && word.end <= end),
  );
  const isFound = (words: readonly Word[]): boolean => words.filter(isHeld).length >= LEAST_HELD * words.length;
  const added = clauses.filter((words) => !isFound(words));
  // Where nothing is found there is nothing that they are added to.
  return added.length === clauses.length ? [] : added.map((words) => words.find((word) => !isHeld(word))!);
}
