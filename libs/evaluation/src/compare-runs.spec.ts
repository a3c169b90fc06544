import { compareRuns } from './compare-runs.js';
import type { GoldenQuestion, GoldenResult } from './golden-question.js';
import { versionOf } from './golden-version.js';

const asked = (id: string): GoldenQuestion => ({
  ...{
    id,
    question: `What of ${id}?`,
    collectionIds: [],
    expected: [{ documentId: `d-${id}`, quote: null, page: null }],
  },
  ...{ origin: 'manual', note: '', createdAt: new Date(0), updatedAt: new Date(0) },
});
const answered = (question: GoldenQuestion, rank: number | null): GoldenResult => {
  return { questionId: question.id, version: versionOf(question), ranks: [rank], top: [] };
};
const QUESTIONS = Array.from({ length: 10 }, (_, i) => asked(`q${i}`));
const run = (rank: (i: number) => number | null) => QUESTIONS.map((question, i) => answered(question, rank(i)));

it('lets an index pass that finds the same, or better, and says which questions changed', () => {
  const first = run(() => 2);
  expect(compareRuns(QUESTIONS, first, first)).toMatchObject({ verdict: 'same', gate: { passes: true } });
  const better = compareRuns(
    QUESTIONS,
    first,
    run((i) => (i === 0 ? 1 : 2)),
  );
  expect(better).toMatchObject({ verdict: 'better', gate: { passes: true } });
  expect(better.questions.map(({ verdict }) => verdict)).toEqual(['better', ...Array<string>(9).fill('same')]);
  expect(better.questions[0]!.rank).toEqual({ from: 2, to: 1 });
});

it('stops an index that finds less than it may', () => {
  const worse = compareRuns(
    QUESTIONS,
    run(() => 1),
    run((i) => (i < 2 ? null : 1)),
  );
  expect(worse).toMatchObject({ verdict: 'worse', gate: { passes: false } });
  expect(worse.gate.reason).toBe(
    'nDCG@10 fell from 1.000 to 0.800 and hit@5 fell from 1.000 to 0.800; up to 0.02 is let pass.',
  );
});

it('lets pass what falls by no more than the tolerance', () => {
  const many = Array.from({ length: 100 }, (_, i) => asked(`m${i}`));
  const all = (rank: (i: number) => number | null) => many.map((question, i) => answered(question, rank(i)));
  const gate = (lost: number) =>
    compareRuns(
      many,
      all(() => 1),
      all((i) => (i < lost ? null : 1)),
    ).gate.passes;
  expect([gate(1), gate(2), gate(3)]).toEqual([true, true, false]);
});

it('judges by nothing where there is nothing, and not by half', () => {
  expect(compareRuns([], null, null)).toMatchObject({ verdict: 'unknown', gate: { passes: true } });
  expect(
    compareRuns(
      QUESTIONS,
      run(() => 1),
      null,
    ),
  ).toMatchObject({ verdict: 'unknown', gate: { passes: false } });
  const edited = [{ ...QUESTIONS[0]!, question: 'What else?' }, ...QUESTIONS.slice(1)];
  const compared = compareRuns(
    edited,
    run(() => 1),
    run(() => 1),
  );
  expect(compared.questions).toHaveLength(9);
  expect(compared.gate.passes).toBe(false);
});
