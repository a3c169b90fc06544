import { isStillLookedAt } from './pdf-looking.js';

describe('looking for hidden text, page after page', () => {
  it('ends by a count of what was drawn, whatever time it took, and by time only where most of it has gone', () => {
    expect(isStillLookedAt(9_999_999, 0, 120_000)).toBe(true);
    expect(isStillLookedAt(9_999_999, 71_999, 120_000)).toBe(true);
    expect(isStillLookedAt(10_000_000, 0, 120_000)).toBe(false);
    expect(isStillLookedAt(0, 72_000, 120_000)).toBe(false);
  });
});
