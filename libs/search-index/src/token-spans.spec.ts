import fc from 'fast-check';
import { analyse } from './analyse.js';
import { tokenSpans, wordSpans } from './token-spans.js';

const placed = (text: string) => tokenSpans(text).map(({ token, start, end }) => [token, text.slice(start, end)]);

describe('tokenSpans', () => {
  it('says where each token stands', () => {
    expect(placed("The tenant's Cafés")).toEqual([
      ['tenant', "tenant's"],
      ['cafe', 'Cafés'],
    ]);
    expect(placed('賃貸契約 2024')).toEqual([
      ['賃貸', '賃貸'],
      ['貸契', '貸契'],
      ['契約', '契約'],
      ['2024', '2024'],
    ]);
  });

  it('gives the tokens of the analysis for ordinary text, in its order', () => {
    const words = fc.constantFrom(
      'notice',
      'Übergabe',
      '契約',
      'a',
      "landlord's",
      '12',
      'x2契',
      'ملاحظة',
      'договор',
      '-',
      '“',
    );
    fc.assert(
      fc.property(fc.array(words), (some) => {
        const text = some.join(' ');
        expect(tokenSpans(text).map(({ token }) => token)).toEqual(analyse(text));
      }),
    );
  });

  it('stays within any text, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { start, end } of [...tokenSpans(text), ...wordSpans(text)]) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe('wordSpans', () => {
  it('leaves no word out and stems none', () => {
    expect(wordSpans('To be terminated, or not').map(({ token }) => token)).toEqual([
      'to',
      'be',
      'terminated',
      'or',
      'not',
    ]);
  });
});
