import Sequencer from '@jest/test-sequencer';

/**
 * Files that take longer than their neighbours, the longest first, whatever their tier. Jest knows how long a file took only where
 * it ran before, and orders a fresh clone's by size, so that a long one may begin when the other workers are about to be done.
 */
const LONG = [
  ...['kill/ingestion', 'e2e/replicas', 'e2e/stewardship', 'e2e/documents', 'browser/looks'],
  ...['e2e/objects-of-others', 'e2e/bad-surroundings', 'browser/sign-in-and-library', 'browser/access'],
  ...['e2e/no-network', 'browser/conversations', 'e2e/main-job', 'medium/sources/folder', 'browser/search'],
  ...['model/memory-estimate', 'browser/accountability', 'e2e/processes-apart', 'medium/access/visibility'],
  ...['e2e/decisions', 'browser/accounts', 'e2e/generated', 'e2e/hardening', 'e2e/reindex', 'medium/sources/servers'],
  ...['browser/ask-and-records', 'e2e/search', 'e2e/models', 'browser/decisions', 'e2e/proofs', 'e2e/people'],
  ...['browser/models', 'e2e/second-models', 'e2e/mcp', 'e2e/answers-hostile', 'e2e/inference-survival'],
  ...['medium/stewardship/killed-jobs', 'medium/backup/backup', 'medium/stewardship/stewardship'],
  ...['medium/jobs/postgres-queues', 'e2e/bad-input', 'e2e/conversations', 'e2e/access', 'browser/sources'],
  ...['medium/search-index/search-index', 'medium/ingestion/members', 'medium/jobs/redis-queues'],
  ...['medium/ingestion/parsing-recognition', 'model/inference-parallel', 'medium/database/embedded-postgres'],
  ...['e2e/identity', 'model/embedder', 'e2e/openai-api', 'model/chat-templates', 'e2e/openapi'],
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
