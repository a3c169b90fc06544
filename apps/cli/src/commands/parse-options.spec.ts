import {
  collection,
  day,
  eachCollection,
  eachDisposition,
  eachPair,
  eachText,
  moment,
  sha256,
  textUpTo,
  uuid,
  wholeNumber,
} from './parse-options.js';

describe('option parsers', () => {
  it('take whole numbers within bounds', () => {
    expect(wholeNumber(1, 100)('100')).toBe(100);
    for (const bad of ['0', '101', '1.5', '-1', 'ten', '', '1e1'])
      expect(() => wholeNumber(1, 100)(bad)).toThrow('1 to 100');
  });

  it('collect what is repeated', () => {
    expect(eachCollection('B', ['A'])).toEqual(['A', 'B']);
    expect(eachPair('site=a=b', { type: 'text/plain' })).toEqual({ type: 'text/plain', site: 'a=b' });
  });

  it('refuse pairs that are none', () => {
    for (const bad of ['site', '=x', 'Site=x', `site=${'x'.repeat(501)}`]) expect(() => eachPair(bad)).toThrow();
  });

  it('take dates and times, and nothing else', () => {
    expect(moment('2024-03-01')).toBe('2024-03-01');
    expect(moment('2024-03-01T09:30:00+01:00')).toBe('2024-03-01T09:30:00+01:00');
    for (const bad of ['yesterday', '2024-13-01', '01.03.2024']) expect(() => moment(bad)).toThrow('Give a date');
  });

  it('refuse names with invisible characters, long texts, broken ids and checksums', () => {
    expect(collection(' Case files ')).toBe('Case files');
    expect(() => collection('Case\u200bfiles')).toThrow('invisible');
    expect(() => textUpTo(3)('abcd')).toThrow('1 to 3');
    expect(() => uuid('17')).toThrow('id');
    expect(sha256('AB'.repeat(32))).toBe('ab'.repeat(32));
    expect(() => sha256('ab')).toThrow('64');
  });

  it('collect judgements of answers, with a reason unless they are approved', () => {
    const record = '0190c3a1-2b4d-4e8f-9a0b-1c2d3e4f5a6b';
    const first = eachDisposition(`${record}=approved`);
    expect(first).toEqual([{ record, verdict: 'approved', reason: '', timeSpentMs: null, openedCitations: null }]);
    expect(eachDisposition(`${record}=overridden:see: annex=2`, first)[1]).toMatchObject({
      verdict: 'overridden',
      reason: 'see: annex=2',
    });
    for (const bad of [`${record}=rejected`, `${record}=fine`, 'x=approved', record])
      expect(() => eachDisposition(bad)).toThrow('RECORD=approved');
  });

  it('take days, and several texts', () => {
    expect(day('2031-03-01')).toBe('2031-03-01');
    for (const bad of ['2031-02-30', '1.3.2031', '2031-03-01T09:00:00Z']) expect(() => day(bad)).toThrow('Give a date');
    expect(eachText(5)('two', ['one'])).toEqual(['one', 'two']);
    expect(() => eachText(3)('long')).toThrow('1 to 3');
  });
});
