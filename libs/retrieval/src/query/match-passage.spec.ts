import fc from 'fast-check';
import { unspecifiedLexicon } from '#search-index';
import { PassageMatcher } from './match-passage.js';
import { parseQuery } from './parse-query.js';
import { planQuery } from './plan-query.js';

const matcher = (query: string) => new PassageMatcher(planQuery(parseQuery(query)), unspecifiedLexicon());
const seen = (text: string, title = '', headingPath: string[] = []) => ({ text, title, headingPath });
const marked = (query: string, text: string) =>
  matcher(query)
    .highlights(seen(text))
    .text.map(({ start, end }) => text.slice(start, end));

describe('fits', () => {
  it.each([
    ['"termination of the lease"', 'On Termination\nof the  lease, keys are returned.', true],
    ['"termination of the lease"', 'terminating the leases', false],
    ['"termination lease"', 'termination of the lease', false],
    ['"resume"', 'Her résumé was attached.', true],
    ['"貸契約"', '賃貸契約書', true],
    ['"租賃合同"', '房屋租赁合同', true],
    ['"租賃合同"', '房屋买卖合同', false],
    ['"มาตรา 5"', 'มาตรา ๕', true],
    ['"มาตรา ๑๒"', 'มาตรา 12', true],
    ['"มาตรา 1"', 'มาตรา ๑๒', false],
    ['"頭髮"', '头发', true],
    ['"翻訳契約"', '翻译契约', true],
    ['"हिन्दी में"', 'हिंदी में अनुबंध', true],
    ['"cap of 12500 euros"', 'a cap of 12,500 euros', true],
    ['"12,500 euros"', 'a cap of 12 500 euros', true],
    ['"12,500 euros"', 'a cap of 12500 euros', true],
    ['"12500 euros"', 'a cap of 13,500 euros', false],
    ['"17 CFR 240"', 'under 17 CFR 240.100', true],
    ['"room 102"', 'rooms 101,102,103', false],
    ['"102"', 'rooms 101,102,103', true],
    ['合同 -租賃合同', '房屋租赁合同', false],
    ['合同 -租賃合同', '房屋买卖合同', true],
    ['lease -draft', 'A drafted lease.', false],
    ['lease -e-mail', 'Mail the lease', true],
    ['lease -e-mail', 'An e-mail', false],
    ['lease -"first draft"', 'The first\ndraft of a lease', false],
    ['lease -"first draft"', 'A draft first', true],
  ])('of %s and %j: %s', (query, text, fits) => expect(matcher(query).fits(seen(text))).toBe(fits));

  it('looks at title and headings too', () => {
    expect(matcher('"notice period"').fits(seen('Three months.', 'Lease', ['Notice period']))).toBe(true);
    expect(matcher('title:"master lease"').fits(seen('master lease', 'Lease, master'))).toBe(false);
  });
});

describe('highlights', () => {
  it('marks every form of a word, and phrases as a whole', () => {
    expect(marked('terminate', 'Terminated, or terminating?')).toEqual(['Terminated', 'terminating']);
    expect(marked('"notice period" lease', 'The notice period of this lease.')).toEqual(['notice period', 'lease']);
    expect(marked('契約', '賃貸契約書')).toEqual(['契約']);
    expect(marked('"租賃合同"', '房屋租赁合同。')).toEqual(['租赁合同']);
    expect(marked('"มาตรา 12"', 'ตาม มาตรา ๑๒ ของ')).toEqual(['มาตรา ๑๒']);
  });

  it('stays in order, apart and within the text', () => {
    const text = fc
      .array(fc.constantFrom('notice', 'period', '契約書', ' ', '. ', 'Ünïcode', 'a'))
      .map((some) => some.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('notice "notice period"', '契約 "約書"', 'unicode -x'), (words, query) => {
        let last = 0;
        for (const { start, end } of matcher(query).highlights(seen(words)).text) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(words.length);
      }),
    );
  });
});
