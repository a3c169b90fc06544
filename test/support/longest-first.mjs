import Sequencer from '@jest/test-sequencer';

/**
 * Files that take a minute or more. Jest knows how long a file took only where it ran before, and orders a fresh clone's by
 * size, so that the longest may begin when the other worker is about to be done.
 */
const LONG = [
  'e2e/documents',
  'e2e/bad-surroundings',
  'e2e/reindex',
  'e2e/no-network',
  'browser/conversations',
  'kill/ingestion',
];
const placeOf = ({ path }) => {
  const place = LONG.findIndex((name) => path.endsWith(`/test/${name}.spec.ts`));
  return place < 0 ? LONG.length : place;
};

/** Begins with the files that are known to be long, then Jest's own order. */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const others = await super.sort(tests);
    return [...others].sort((a, b) => placeOf(a) - placeOf(b));
  }
}
