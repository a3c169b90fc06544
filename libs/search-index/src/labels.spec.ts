import fc from 'fast-check';
import { dateRangeLabels, labelsOf } from './labels.js';

const datesOf = (date: string) =>
  labelsOf({ title: '', metadata: { date } }).filter((label) => label.startsWith('date~'));

const day = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));

describe('dateRangeLabels', () => {
  it('covers exactly the days of the range', () => {
    fc.assert(
      fc.property(day, fc.option(day), fc.option(day), (date, from, to) => {
        const labels = new Set(dateRangeLabels(from, to));
        const isWithin = (from === null || date >= from) && (to === null || date <= to);
        expect(datesOf(date).some((label) => labels.has(label))).toBe(isWithin);
      }),
    );
  });

  it('stays short', () => {
    expect(dateRangeLabels('2024-01-01', '2024-12-31')).toEqual(['date~2024']);
    expect(dateRangeLabels('2024-02-28', '2024-03-01')).toEqual([
      'date~2024-02-28',
      'date~2024-02-29',
      'date~2024-03-01',
    ]);
    fc.assert(fc.property(day, day, (from, to) => expect(dateRangeLabels(from, to).length).toBeLessThan(260)));
  });

  it('holds nothing when it ends before it begins', () => {
    expect(dateRangeLabels('2024-03-02', '2024-03-01')).toEqual([]);
  });
});

describe('labelsOf', () => {
  it('names what can be asked for, and looks like no metadata pair', () => {
    const metadata = { author: 'Ada Lovelace', language: 'EN', matter: '2024=17/A' };
    const labels = labelsOf({ title: 'The Expenses Policy', metadata });
    expect(labels).toEqual([
      'title~expens',
      'title~polici',
      'author~ada',
      'author~lovelac',
      'language~en',
      'matter~2024 17/a',
    ]);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('author', 'language', 'matter', 'date'), fc.string()), (more) => {
        expect(labelsOf({ title: '=', metadata: more }).every((one) => !one.includes('='))).toBe(true);
      }),
    );
  });
});
