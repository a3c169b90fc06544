import { affinity } from '../text/terms.js';
import { wordsOf, type Word } from './aligned-gaps.js';
import { factsOf, type Fact } from './facts.js';

/** A stored sentence, with the keys of the title and headings above it: they say what it is about. */
export interface Source {
  readonly text: string;
  readonly frame?: ReadonlySet<string>;
}

/** A source as it is compared. */
export interface SourceRead {
  readonly text: string;
  readonly words: readonly Word[];
  readonly keys: ReadonlySet<string>;
  readonly frame: ReadonlySet<string>;
  readonly facts: readonly Fact[];
}

const known = new WeakMap<Source, SourceRead>();

/** Read a source, once however many sentences of an answer are held against it. */
export function readSource(source: Source): SourceRead {
  const before = known.get(source);
  if (before) return before;
  const words = wordsOf(source.text);
  const keys = new Set(words.map(({ key }) => key));
  const read = { text: source.text, words, keys, frame: source.frame ?? new Set(), facts: factsOf(source.text) };
  known.set(source, read);
  return read;
}

/** Whether a source, or what stands above it, holds a word. @param least What its affinity to one there must exceed. */
export function isHeld({ key }: { readonly key: string }, { keys, frame }: SourceRead, least = 0): boolean {
  const isIn = (held: ReadonlySet<string>) => held.has(key) || [...held].some((each) => affinity(key, each) > least);
  return isIn(keys) || isIn(frame);
}
