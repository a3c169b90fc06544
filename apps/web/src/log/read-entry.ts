import { strings } from '../strings/index.js';

/** An entry of the log as people read it. */
export interface ReadEntry {
  readonly index: number;
  /** ISO date-time. */
  readonly at: string;
  readonly kind: string;
  /** Name, where it is known, else the id. */
  readonly who: string;
  readonly about: readonly (readonly [name: string, value: string])[];
  /** The very text that was hashed. */
  readonly leaf: string;
}

/** @param names Of people, by id. */
export function readEntry(
  { index, leaf }: { index: number; leaf: string },
  names: ReadonlyMap<string, string>,
): ReadEntry {
  const {
    at = '',
    kind = '',
    actor = '',
    subject = {},
  } = JSON.parse(leaf) as {
    at?: string;
    kind?: string;
    actor?: string;
    subject?: Readonly<Record<string, unknown>>;
  };
  const who = actor === 'system' ? strings.log.entries.system : (names.get(actor) ?? actor);
  return { index, at, kind, who, about: Object.entries(subject).map(([name, value]) => [name, inWords(value)]), leaf };
}

/** What an entry of a kind says, in the reader's language; a kind without words, of another version, stands as it is. */
export const kindInWords = (kind: string): string => strings.logKinds[kind] ?? kind;

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
