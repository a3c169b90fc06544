import { citationWindow } from './citation-window.js';

const revision = (text: string) => ({
  text,
  pages: [
    { page: 1, start: 0, end: 10 },
    { page: 2, start: 10, end: text.length },
  ],
});

describe('citationWindow', () => {
  it('gives the words, what stands around them, and the page', () => {
    expect(citationWindow(revision('0123456789The end.'), [10, 13], 3)).toEqual({
      ...{ page: 2, before: '789', quote: 'The', after: ' en' },
    });
  });

  it('ends with the text', () => {
    expect(citationWindow(revision('0123456789'), [0, 10], 500)).toMatchObject({ before: '', after: '', page: 1 });
  });

  it('cuts no character in half', () => {
    const text = '😀leave😀 is long';
    const { before, after } = citationWindow(revision(text), [2, 7], 1);
    expect([before, after]).toEqual(['😀', '😀']);
  });

  it.each([
    [5, 5],
    [7, 5],
    [0, 11],
    [10, 11],
  ])('refuses [%i, %i)', (start, end) => {
    expect(() => citationWindow(revision('0123456789'), [start, end], 3)).toThrow(
      expect.objectContaining({ code: 'citation.outside_text' }),
    );
  });
});
