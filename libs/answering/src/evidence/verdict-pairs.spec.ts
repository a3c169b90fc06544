import { aPassage, type VerdictPair, verdictPairs, verdictScores } from '#testing';
import { bindAnswer } from './bind-answer.js';

const judge = ({ sentence, source }: VerdictPair) =>
  bindAnswer([{ text: sentence, markers: [1] }], [aPassage(source)])[0]!.verdict.support;

/** A little under what was seen. */
const FLOORS = [
  ['in-view', 'verbatim', 1, 1],
  ['in-view', 'supported', 0.95, 0.95],
  ['in-view', 'unsupported', 0.96, 0.96],
  ['fresh', 'verbatim', 1, 1],
  ['fresh', 'supported', 0.75, 0.8],
  ['fresh', 'unsupported', 0.83, 0.8],
] as const;

it.each(FLOORS)('of the pairs %s, "%s" has a precision of %d and a recall of %d', (set, verdict, precision, recall) => {
  const score = verdictScores(verdictPairs(set), judge)[verdict];
  expect(score.precision).toBeGreaterThanOrEqual(precision);
  expect(score.recall).toBeGreaterThanOrEqual(recall);
});
