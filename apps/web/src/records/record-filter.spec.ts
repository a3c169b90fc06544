import { isNarrowed, readRecordFilter } from './record-filter.js';

describe('what records an address asks for', () => {
  const read = (address: string) => readRecordFilter(new URLSearchParams(address));

  it('is read member by member', () => {
    const person = '1b4e28ba-2fa1-4d2e-883f-0016d3cca427';
    const filter = read(
      `person=${person}&since=2031-01-02&outcome=refused&matter=%20M-7%20&model=honest&verdict=unsupported&page=3`,
    );
    expect(filter).toEqual({
      person,
      since: '2031-01-02',
      outcome: 'refused',
      matter: 'M-7',
      model: 'honest',
      verdict: 'unsupported',
      page: 3,
    });
    expect(isNarrowed(filter)).toBe(true);
  });

  it('is all records where it says nothing, or what cannot be', () => {
    expect(read('page=-4&person=me&since=yesterday&outcome=&until=2031-02-31&model=&verdict=so-so')).toEqual({
      page: 1,
    });
    expect(isNarrowed(read('page=2'))).toBe(false);
  });
});
