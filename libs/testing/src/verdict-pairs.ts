import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';
import type { Support } from '#contracts';

/** A sentence, what it is said to rest on, and what a careful reader says of it. */
export interface VerdictPair {
  readonly language: string;
  /** What was changed from the source. */
  readonly change: string;
  readonly verdict: Support;
  readonly source: string;
  readonly sentence: string;
}

/** Shares between 0 and 1. */
export interface VerdictScore {
  /** Of the sentences that were given the verdict, how many deserve it. */
  readonly precision: number;
  /** Of those that deserve it, how many were given it. */
  readonly recall: number;
}

/** The pairs of `test/data/verdict-pairs`. @see its README */
export const verdictPairs = (set: 'in-view' | 'fresh'): VerdictPair[] =>
  JSON.parse(
    readFileSync(join(projectRoot(), 'test', 'data', 'verdict-pairs', `${set}.json`), 'utf8'),
  ) as VerdictPair[];

/** How well a verdict does on pairs. */
export function verdictScores(
  pairs: readonly VerdictPair[],
  judge: (pair: VerdictPair) => Support,
): Record<Support, VerdictScore> {
  const judged = pairs.map((pair) => ({ deserved: pair.verdict, given: judge(pair) }));
  const score = (verdict: Support): VerdictScore => {
    const right = judged.filter(({ deserved, given }) => deserved === verdict && given === verdict).length;
    const count = (which: 'deserved' | 'given') => judged.filter((each) => each[which] === verdict).length;
    return { precision: right / count('given'), recall: right / count('deserved') };
  };
  return { verbatim: score('verbatim'), supported: score('supported'), unsupported: score('unsupported') };
}
