import { readLeaf } from '#contracts';
import { strings } from '../strings/index.js';
import { type Names, type Said, readSubject } from './read-subject.js';

/** An entry of the log as people read it. */
export interface ReadEntry {
  readonly index: number;
  /** ISO date-time. */
  readonly at: string;
  readonly kind: string;
  /** Name, where it is known, else the id. */
  readonly who: string;
  readonly about: readonly Said[];
  /** The very text that was hashed. */
  readonly leaf: string;
}

/**
 * Never fails: a leaf that is no entry any more keeps its index and text, and the rest is empty.
 * @param names What ids are told by; an id without a name stands as it is.
 */
export function readEntry({ index, leaf }: { index: number; leaf: string }, names: Names): ReadEntry {
  // What somebody edited in the database still shows, as the text that it is.
  const { at = '', kind = '', actor = '', subject = {} } = readLeaf(leaf) ?? {};
  const who = actor === 'system' ? strings.log.entries.system : (names.people.get(actor) ?? actor);
  return { index, at, kind, who, about: readSubject(kind, subject, names), leaf };
}

/** What an entry of a kind says, in the reader's language; a kind without words, of another version, stands as it is. */
export const kindInWords = (kind: string): string => strings.logKinds[kind] ?? kind;
