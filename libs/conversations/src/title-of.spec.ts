import { titleOf } from './title-of.js';

describe('a title from the first question', () => {
  it('is the question on one line when it is short', () => {
    expect(titleOf('  How long\n is leave?')).toBe('How long is leave?');
  });

  it('ends between words', () => {
    const title = titleOf(`${'leave '.repeat(30)}`);
    expect(title.length).toBeLessThanOrEqual(80);
    expect(title).toMatch(/^(leave )+leave…$/);
  });

  it('never cuts a character in two', () => {
    const title = titleOf('👩‍👩‍👧'.repeat(100));
    expect(title).toBe(`${'👩‍👩‍👧'.repeat(79)}…`);
  });
});
