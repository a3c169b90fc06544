import { createHash } from 'node:crypto';

/** Choices that look random and are the same in every run of the same seed. */
export interface Choice {
  /** Up to `count` of the items, each once. */
  some<T>(items: readonly T[], count: number): T[];
  /** One of the items; null of none. */
  one<T>(items: readonly T[]): T | null;
}

export function bySeed(seed: string): Choice {
  let turn = 0;
  const next = (): number => createHash('sha256').update(`${seed} ${turn++}`).digest().readUInt32LE() / 2 ** 32;
  return {
    some(items, count) {
      const left = [...items];
      const chosen = [];
      while (chosen.length < count && left.length > 0) {
        const place = Math.floor(next() * left.length);
        chosen.push(left[place]!);
        left[place] = left.at(-1)!;
        left.pop();
      }
      return chosen;
    },
    one(items) {
      return items.length === 0 ? null : items[Math.floor(next() * items.length)]!;
    },
  };
}
