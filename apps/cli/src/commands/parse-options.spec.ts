import { collection, eachCollection, eachPair, moment, sha256, textUpTo, uuid, wholeNumber } from './parse-options.js';

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
});
