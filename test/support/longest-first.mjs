import Sequencer from '@jest/test-sequencer';

/**
 * Files that take longer than their neighbours, the longest of each tier first. Jest knows how long a file took only where it ran
 * before, and orders a fresh clone's by size, so that a long one may begin when the other workers are about to be done.
 */
const LONG = [
  ...['medium/sources/folder', 'medium/access/visibility', 'medium/sources/servers', 'medium/backup/backup'],
  ...['medium/stewardship/killed-jobs', 'medium/stewardship/stewardship', 'medium/jobs/postgres-queues'],
  ...['medium/jobs/redis-queues', 'medium/ingestion/parsing-recognition', 'medium/database/embedded-postgres'],
  ...['kill/ingestion', 'model/memory-estimate'],
  // Those of e2e wait half of their time, those of the browser seldom: they run by turns.
  ...['e2e/stewardship', 'browser/looks', 'e2e/documents', 'e2e/bad-surroundings', 'browser/search'],
  ...['e2e/objects-of-others', 'browser/access', 'e2e/replicas', 'browser/sign-in-and-library', 'e2e/no-network'],
  ...[
    'browser/conversations',
    'e2e/main-job',
    'e2e/hardening',
    'browser/accountability',
    'e2e/search',
    'e2e/decisions',
  ],
  ...['browser/accounts', 'e2e/generated', 'e2e/reindex', 'browser/ask-and-records', 'e2e/models', 'e2e/proofs'],
  ...['browser/decisions', 'e2e/people', 'e2e/mcp', 'browser/models', 'e2e/processes-apart', 'e2e/second-models'],
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
