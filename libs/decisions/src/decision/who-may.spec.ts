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
});
