import fc from 'fast-check';
import { ANALYSER_VERSION, lexiconOf } from '#search-index';
import { AskedWords } from './asked-words.js';
import { exactness } from './exactness.js';

const lexicon = lexiconOf({ analyserVersion: ANALYSER_VERSION, languages: ['en', 'de', 'zh'] });
const exact = (query: string, texts: readonly string[]): number[] => {
  const asked = new AskedWords(lexicon.words(query), query, lexicon);
  const said = texts.map((text) => asked.in(text));
  return exactness(said, asked.count, said.reduce((sum, { length }) => sum + length, 0) / said.length);
};

describe('exactness', () => {
  it('prefers what is said as it was asked for to other forms of the word, and to words that only share its stem', () => {
    const [asAsked, plural, other] = exact('universe', ['the universe expands', 'universes expand', 'the university']);
    expect(asAsked).toBeGreaterThan(0);
    expect([plural, other]).toEqual([0, 0]);
  });

  it('lets case, accents and a possessive differ', () => {
    expect(exact('Kündigung', ['KUNDIGUNG der Wohnung'])[0]).toBeGreaterThan(0);
    expect(exact('tenant', ["the TENANT's duty"])[0]).toBeGreaterThan(0);
  });

  it('counts no words that only hold the question together', () => {
    const [asking, answering] = exact('who would have given notice', ['who would have been there', 'notice is given']);
    expect(asking).toBe(0);
    expect(answering).toBeGreaterThan(0);
    expect(exact('wer darf kündigen, und wann ist das möglich', ['wer und wann'])).toEqual([0]);
  });

  it('counts rare words for more', () => {
    const texts = ['notice sabbatical', 'notice period', 'notice in writing', 'sabbatical leave'];
    const [both, , common, rare] = exact('notice sabbatical', texts);
    expect(rare!).toBeGreaterThan(common!);
    expect(both!).toBeGreaterThan(rare!);
  });

  it('says nothing of scripts whose words have one form, of nothing and of no texts', () => {
    expect(exact('竞业限制', ['本合同的竞业限制条款'])).toEqual([0]);
    expect(exact('notice', ['', 'nothing of it'])).toEqual([0, 0]);
    expect(exact('notice', [])).toEqual([]);
  });

  it('stays between nothing and 2.2, however often the words are said', () => {
    const text = fc.array(fc.constantFrom('alpha', 'beta', 'gamma', 'alphas'), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        for (const value of exact(
          'alpha beta',
          texts.map((words) => words.join(' ')),
        )) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(2.2);
        }
      }),
    );
  });
});
