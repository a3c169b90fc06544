import type { DecisionContent } from './decision.js';
import { mayTake } from './who-may.js';

const decision = {
  owner: { id: 'anna', name: 'Anna' },
  content: { responsible: { id: 'ben', name: 'Ben' } } as DecisionContent,
};

describe('mayTake', () => {
  it('leaves yes and no to the person responsible', () => {
    for (const step of ['approve', 'reject'] as const) {
      expect(mayTake(decision, 'ben', step)).toBe(true);
      expect(mayTake(decision, 'anna', step)).toBe(false);
    }
  });

  it('lets the owner do the rest, and nobody else anything', () => {
    for (const step of ['edit', 'propose', 'withdraw', 'supersede'] as const) {
      expect(mayTake(decision, 'anna', step)).toBe(true);
      expect(mayTake(decision, 'ben', step)).toBe(true);
      expect(mayTake(decision, 'carl', step)).toBe(false);
    }
  });

  it('lets reviewers judge, and do nothing else', () => {
    const reviewed = {
      ...decision,
      content: { ...decision.content, reviewers: [{ id: 'dora', name: 'Dora' }] },
    };
    expect(
      ['approve', 'reject', 'withdraw', 'outcome'].map((step) => mayTake(reviewed, 'dora', step as 'edit')),
    ).toEqual([true, true, false, false]);
  });

  it('keeps owner and proposer from approving where four eyes are needed, and anybody from approving twice', () => {
    const content = {
      responsible: { id: 'anna', name: 'Anna' },
      reviewers: ['ben', 'carl', 'dora'].map((id) => ({ id, name: id })),
    } as unknown as DecisionContent;
    const judged = { ...decision, content, proposerId: 'ben', approvers: ['carl'] };
    const who = (approvals: number) =>
      ['anna', 'ben', 'carl', 'dora'].filter((id) =>
        mayTake({ ...judged, rule: { approvals, from: ['service'] } }, id, 'approve'),
      );
    expect(who(1)).toEqual(['dora']);
    expect(who(0)).toEqual(['anna', 'ben', 'dora']);
  });
});
