import { countedAs } from './counted-as.js';
import { ListCounters, type NumberedLevel } from './list-counters.js';

const level = (
  pattern: string,
  format: string | null = 'decimal',
  more: Partial<NumberedLevel> = {},
): NumberedLevel => ({
  ...{ start: 1, format, pattern },
  ...more,
});
/** What stands before each item of a list whose items have these levels, from 0. */
const counted = (levels: NumberedLevel[], ...items: number[]) => {
  const counters = new ListCounters();
  return items.map((item) => counters.next(levels, item));
};

describe('ListCounters', () => {
  const contract = [level('Article %1', 'upperRoman'), level('%1.%2'), level('(%3)', 'lowerLetter')];

  it('counts each level within the one above it', () => {
    expect(counted(contract, 0, 1, 1, 2, 2, 1, 0, 1)).toEqual([
      'Article I',
      'I.1',
      'I.2',
      '(a)',
      '(b)',
      'I.3',
      'Article II',
      'II.1',
    ]);
  });

  it('shows the first number of a level that nothing stands at yet', () => {
    expect(counted(contract, 1, 0, 1)).toEqual(['I.1', 'Article I', 'I.1']);
  });

  it('shows figures in legal numbering, and goes on counting where a level says so', () => {
    const levels = [level('%1.', 'upperRoman'), level('%1.%2', 'decimal', { isLegal: true, restartsAfter: null })];
    expect(counted(levels, 0, 1, 0, 1)).toEqual(['I.', '1.1', 'II.', '2.2']);
  });

  it('begins where it is told to', () => {
    const counters = new ListCounters();
    counters.restart(0, 7);
    expect([counters.next([level('%1)', 'decimal', { start: 3 })], 0)]).toEqual(['7)']);
    expect(counted([level('§ %1', 'decimal', { start: 3 })], 0, 0)).toEqual(['§ 3', '§ 4']);
  });

  it('has nothing to say of bullets, levels without numbers and levels that are not there', () => {
    expect(counted([level('•', null), level('Note:', 'decimal')], 0, 1, 5)).toEqual(['', '', '']);
  });
});

describe('countedAs', () => {
  it.each([
    ['lowerRoman', [1, 4, 9, 14, 40, 1999], ['i', 'iv', 'ix', 'xiv', 'xl', 'mcmxcix']],
    ['upperLetter', [1, 26, 27, 53], ['A', 'Z', 'AA', 'AAA']],
    ['decimalZero', [3, 12], ['03', '12']],
    [
      'chineseCounting',
      [1, 10, 11, 20, 21, 101, 110, 1001],
      ['一', '十', '十一', '二十', '二十一', '一百零一', '一百一十', '一千零一'],
    ],
    ['japaneseCounting', [10, 15, 101, 110], ['十', '十五', '百一', '百十']],
    ['russianLower', [1, 5], ['а', 'д']],
    ['thaiNumbers', [12], ['๑๒']],
    ['somethingNew', [12], ['12']],
    ['lowerLetter', [0], ['0']],
  ])('writes %s', (format, numbers, written) => {
    expect(numbers.map((number) => countedAs(number, format))).toEqual(written);
  });
});
