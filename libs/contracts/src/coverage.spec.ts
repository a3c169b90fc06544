import { pagesInWords, sayCoverage, sayGap } from './coverage.js';

const gap = (code: string, count: number, pages: [number, number][] = []) => ({
  ...{ code, count, pages },
  kind: 'text' as const,
});

describe('what was not read, in words', () => {
  it('names pages, and only so many', () => {
    expect(pagesInWords([[3, 3]], 1)).toBe('page 3');
    expect(
      pagesInWords(
        [
          [3, 5],
          [8, 8],
        ],
        4,
      ),
    ).toBe('pages 3–5 and 8');
    const many = Array.from({ length: 9 }, (_, i): [number, number] => [i * 2 + 1, i * 2 + 1]);
    expect(pagesInWords(many, 9)).toBe('9 pages (1, 3, 5, 7, 9, 11, …)');
  });

  it.each([
    [gap('page.no_text', 3, [[3, 5]]), 'pages 3–5 hold no text'],
    [gap('page.unreadable', 1, [[2, 2]]), 'page 2 is damaged'],
    [gap('member.not_read', 2), '2 files in it were not read'],
    [gap('image.skipped', 1), 'a picture was not looked at'],
    [gap('some.thing', 1), 'a part was not read (some.thing)'],
  ])('says a gap', (given, said) => expect(sayGap(given)).toBe(said));

  it('says what a search did not see', () => {
    const listed = [{ document: 'd', revision: 'r', title: 'Lease', gaps: [gap('page.no_text', 3, [[3, 5]])] }];
    expect(sayCoverage({ searched: 14, unreadable: 0 })).toEqual([]);
    expect(sayCoverage({ searched: 14, unreadable: 1, partly: { documents: 2, listed } })).toEqual([
      'One more document could not be read.',
      '2 of the 14 documents searched were only read in part: in “Lease” pages 3–5 hold no text; and more.',
    ]);
    expect(sayCoverage({ searched: 14, unreadable: 0, partly: { documents: 1, listed: [] } })).toEqual([
      '1 of the 14 documents searched was only read in part.',
    ]);
  });
});
