import { backing } from './backing.js';

const found = (documentId: string, score: number) => ({ documentId, score });

describe('backing', () => {
  it('lends a document its second best score, and a half of each further one of the share before it', () => {
    const lent = backing([found('a', 1), found('b', 0.9), found('a', 0.8), found('a', 0.4), found('a', 0.4)]);
    expect(lent.get('a')).toBeCloseTo(0.8 + 0.2 + 0.1);
    expect(lent.get('b')).toBe(0);
  });

  it('takes nothing away for passages that are worse than nothing', () => {
    expect(backing([found('a', 0.2), found('a', -0.5)]).get('a')).toBe(0);
    expect(backing([]).size).toBe(0);
  });
});
