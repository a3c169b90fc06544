import { isStorable } from './storable-text.js';

describe('isStorable', () => {
  it('lets ordinary text through, emoji and line breaks too', () => {
    expect(
      isStorable({ question: 'Wie viel?\n😀', filter: { matter: 'M-1' }, limit: 3, model: null, collections: ['A'] }),
    ).toBe(true);
  });

  it('goes however deep a value is nested', () => {
    const nested = (innermost: unknown) =>
      Array.from({ length: 200_000 }).reduce<unknown>((inner) => [inner], innermost);
    expect([isStorable(nested('a')), isStorable(nested('\0'))]).toEqual([true, false]);
  });

  it.each([['a\0b'], ['a\ud800'], ['\udc00a'], [{ filter: { matter: '\0' } }], [['ok', '\ud800']], [{ 'a\0': 'x' }]])(
    'finds %j',
    (value) => {
      expect(isStorable(value)).toBe(false);
    },
  );
});
