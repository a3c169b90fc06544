import fc from 'fast-check';
import { ANALYSER_VERSION, lexiconOf } from '#search-index';
import { AskedWords } from './asked-words.js';
import { nearness, neighbours } from './nearness.js';

const lexicon = lexiconOf({ analyserVersion: ANALYSER_VERSION, languages: ['en', 'de', 'zh', 'th'] });
const near = (query: string, text: string): number => {
  const asked = new AskedWords(lexicon.words(query), query, lexicon);
  const weights = Array.from({ length: asked.count }, () => 1);
  return nearness(asked.in(text), neighbours(asked.sequence), weights, 10) / Math.max(1, asked.count);
};

describe('nearness', () => {
  it('counts neighbours of the query that stand together in their order, in any inflection', () => {
    expect(near('notice period', 'The notice periods are long')).toBeGreaterThan(0);
    expect(near('notice period', 'A period of notice')).toBe(0);
    expect(near('Kündigung Frist', 'Die Kündigungen, deren Fristen laufen')).toBeGreaterThan(0);
  });

  it('lets one word stand between, words too common to be indexed aside, and no more', () => {
    expect(near('notice period', 'notice and the period')).toBeGreaterThan(0);
    expect(near('notice period', 'notice long period')).toBeGreaterThan(0);
    expect(near('notice period', 'notice long winter period')).toBe(0);
  });

  it('counts the sequences of scripts without spaces', () => {
    expect(near('竞业限制', '本合同的竞业限制条款')).toBeGreaterThan(near('竞业限制', '竞业的限制条款'));
    expect(near('การบอกเลิกสัญญา', 'เงื่อนไขการบอกเลิกสัญญาจ้าง')).toBeGreaterThan(0);
  });

  it('is 0 for one word, for a word said twice, and where nothing is said', () => {
    expect(near('notice', 'notice notice notice')).toBe(0);
    expect(near('notice notice', 'notice notice')).toBe(0);
    expect(near('notice period', '')).toBe(0);
  });

  it('grows by less the more often the words are said, in any text', () => {
    const times = fc.integer({ min: 1, max: 30 });
    const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta');
    fc.assert(
      fc.property(times, fc.array(word, { maxLength: 20 }), (n, filler) => {
        const said = (count: number) =>
          near('notice period', `${'notice period stop '.repeat(count)}${filler.join(' ')}`);
        const [once, more, most] = [said(n), said(n + 1), said(n + 2)];
        expect(once).toBeGreaterThan(0);
        expect(most - more).toBeLessThanOrEqual(more - once + 1e-12);
        expect(most).toBeLessThan(2.2);
      }),
    );
  });
});
