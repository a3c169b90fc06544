import { affinity, affinityTo } from './terms.js';

/** A thing that a question asks about in words of every day. */
export interface Wording {
  /** Keys of the words that it is asked with. */
  readonly own: readonly string[];
  /** How rules say it: keys of the words of each way. */
  readonly official: readonly (readonly string[])[];
}

/** What the words of rules are worth beside those of the question. */
const OFFICIAL = 0.9;

/**
 * As `affinityTo` for one word; for a phrase of every day how far the candidates hold its words on the mean, or all words of
 * one of the ways in which rules say the same.
 */
export function affinityToWording({
  key,
  wording,
}: {
  readonly key: string;
  readonly wording?: Wording;
}): (candidates: Iterable<string>) => number {
  if (!wording) return affinityTo(key);
  const own = wording.own.map(affinityTo);
  const official = wording.official.map((words) => words.map(nearestTo));
  return (candidates) => {
    const held = [...candidates];
    const asked = own.reduce((sum, affinityOf) => sum + affinityOf(held), 0) / (own.length || 1);
    const told = official.map((words) => Math.min(...words.map((affinityOf) => affinityOf(held))));
    return Math.max(asked, OFFICIAL * Math.max(0, ...told));
  };
}

/** The best affinity of one word to any of some, related ones left out: what is official already stands for another word. */
function nearestTo(key: string): (candidates: readonly string[]) => number {
  const known = new Map<string, number>();
  return (candidates) => {
    let best = 0;
    for (const candidate of candidates) {
      let value = known.get(candidate);
      if (value === undefined) known.set(candidate, (value = affinity(key, candidate)));
      if (value === 1) return 1;
      if (value > best) best = value;
    }
    return best;
  };
}
