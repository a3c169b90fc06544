import type { IndexComparison } from '#contracts';
import { gateReason } from './gate-reason.js';

const side = (ndcgAt10: number, hitAt5: number): IndexComparison['from'] => ({
  ...{ generation: 'g1', embedder: 'e', ranAt: null },
  figures: { questions: 40, hitAt1: 0.5, mrr: 0.5, ndcgAt10, hitAt5 },
});
const reason = (from: [number, number], to: [number, number], untried = 0) =>
  gateReason({
    ...{ from: side(...from), to: side(...to) },
    gate: { passes: true, reason: 'Said by the service.', tolerance: 0.02, untried },
  });

it.each([
  [reason([0.7, 0.9], [0.69, 0.9]), 'nDCG@10 went from 0.700 to 0.690.'],
  [reason([0.7, 0.9], [0.68, 0.88]), 'nDCG@10 went from 0.700 to 0.680.'],
  [reason([0.7, 0.9], [0.6, 0.9]), 'nDCG@10 fell from 0.700 to 0.600; up to 0.02 is let pass.'],
  [reason([0.7, 0.9], [0.7, 0.9], 1), '1 golden question was not put to both; compare them first.'],
  [reason([0.7, 0.9], [0.7, 0.9], 3), '3 golden questions were not put to both; compare them first.'],
])('says why in the words of the portal: %s', (said, expected) => expect(said).toBe(expected));

it('names everything that fell', () =>
  expect(reason([0.7, 0.9], [0.6, 0.8])).toMatch(
    /^nDCG@10 fell from 0\.700 to 0\.600.+Among the first five fell from 0\.900 to 0\.800; up to 0\.02 is let pass\.$/,
  ));
