import fc from 'fast-check';
import { coverageOf, coverageWith, isPartlyRead, rangesOf } from './coverage.js';
import type { CoverageNote } from './document.js';

const note = (code: string, page?: number, more: Partial<CoverageNote> = {}): CoverageNote => ({
  ...{ code, message: `${code}.`, ...more },
  ...(page === undefined ? {} : { page }),
});

describe('what was read', () => {
  it('is summed up from notes: what is missing first, where and how much', () => {
    const notes = [
      note('image.skipped', 2, { count: 4 }),
      note('page.no_text', 5),
      note('page.no_text', 3),
      note('page.no_text', 4),
      note('page.running_lines'),
      note('page.blank', 9),
    ];
    expect(coverageOf(notes, 14)).toEqual({
      pages: 14,
      unreadPages: 3,
      gaps: [
        { code: 'page.no_text', kind: 'text', count: 3, pages: [[3, 5]] },
        { code: 'image.skipped', kind: 'pictures', count: 4, pages: [[2, 2]] },
      ],
      recognised: [],
      members: null,
    });
  });

  it('has the confidence of each recognised page, from older notes too', () => {
    const old = { code: 'ocr.low_confidence', message: 'Page 1 was read by character recognition, confidence 61 %.' };
    expect(coverageOf([note('ocr.page', 2, { confidence: 92.6 }), { ...old, page: 1 }], 2).recognised).toEqual([
      [1, 61],
      [2, 93],
    ]);
  });

  it('is in part where text is missing, and not for pictures alone', () => {
    expect(isPartlyRead(coverageOf([note('image.skipped')], 1))).toBe(false);
    expect(isPartlyRead(coverageOf([note('member.not_read')], 1, 2))).toBe(true);
  });

  it('grows by what comes to light afterwards', () => {
    const first = coverageOf([note('member.not_read')], 1, 3);
    const grown = coverageWith(first, [note('member.not_read'), note('member.place_taken')], 2);
    expect(grown.gaps.map(({ code, count }) => [code, count])).toEqual([
      ['member.not_read', 2],
      ['member.place_taken', 1],
    ]);
    expect(grown.members).toBe(2);
  });

  it('names each page once in its stretches, and no other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (pages) => {
        const held = rangesOf(pages).flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(held).toEqual([...new Set(pages)].sort((a, b) => a - b));
      }),
    );
  });
});
