import type { RevisionText } from '#library';
import { quotedPlace } from './quoted-place.js';

const of = (text: string) => ({ revision: { id: 'r', number: 2 }, text }) as RevisionText;

describe('a quoted place', () => {
  it('has all that stands around it where that is little', () => {
    expect(quotedPlace(of('One two three.'), 4, 7)).toEqual({
      ...{ revision: 'r', revisionNumber: 2, span: [4, 7] },
      ...{ before: 'One ', text: 'two', after: ' three.' },
    });
  });

  it('is cut between words where the text goes on, and says so', () => {
    const text = `${'before '.repeat(60)}HERE${' behind'.repeat(60)}`;
    const { before, after } = quotedPlace(of(text), 420, 424);
    expect(before).toMatch(/^…(before )+$/);
    expect(after).toMatch(/^( behind)+…$/);
  });

  it('is cut through no character where words are not parted', () => {
    const text = `${'😀'.repeat(150)}x${'😀'.repeat(150)}`;
    const { before, after } = quotedPlace(of(text), 300, 301);
    expect([before, after]).toEqual([`…${'😀'.repeat(100)}`, `${'😀'.repeat(100)}…`]);
    const odd = quotedPlace(of(`x${text}`), 302, 303);
    expect(odd.before.isWellFormed() && odd.after.isWellFormed()).toBe(true);
  });
});
