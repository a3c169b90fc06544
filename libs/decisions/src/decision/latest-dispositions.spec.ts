import type { Disposition } from '#contracts';
import { latestDispositions, refuseForeign } from './latest-dispositions.js';

const judged = (record: string, verdict: Disposition['verdict']): Disposition => ({
  ...{ record, verdict, reason: 'because', timeSpentMs: null, openedCitations: null },
});

describe('latestDispositions', () => {
  it('keeps the last word on each answer', () => {
    const steps = [
      { dispositions: [judged('a', 'approved'), judged('b', 'rejected')] },
      { dispositions: [] },
      { dispositions: [judged('a', 'overridden')] },
    ];
    expect(latestDispositions(steps)).toEqual([judged('a', 'overridden'), judged('b', 'rejected')]);
  });
});

describe('refuseForeign', () => {
  it('takes judgements of its own answers alone', () => {
    expect(() => refuseForeign([judged('a', 'approved')], [{ id: 'a' }])).not.toThrow();
    expect(() => refuseForeign([judged('b', 'approved')], [{ id: 'a' }])).toThrow(
      expect.objectContaining({ code: 'decision.disposition_foreign' }),
    );
  });
});
