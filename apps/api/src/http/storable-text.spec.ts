import { isStorable } from './storable-text.js';

describe('isStorable', () => {
  it('lets ordinary text through, emoji and line breaks too', () => {
    expect(
      isStorable({ question: 'Wie viel?\n😀', filter: { matter: 'M-1' }, limit: 3, model: null, collections: ['A'] }),
    ).toBe(true);
  });

  it.each([['a\0b'], ['a\ud800'], ['\udc00a'], [{ filter: { matter: '\0' } }], [['ok', '\ud800']], [{ 'a\0': 'x' }]])(
    'finds %j',
    (value) => {
      expect(isStorable(value)).toBe(false);
    },
  );
});
