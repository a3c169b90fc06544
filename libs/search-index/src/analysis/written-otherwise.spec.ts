import { ANALYSER_VERSION, lexiconOf } from './lexicon.js';
import { writtenOtherwise } from './written-otherwise.js';

const lexicon = lexiconOf({ analyserVersion: ANALYSER_VERSION, languages: ['th', 'zh', 'ja', 'hi', 'en'] });
/** Whether every word of a query is in a text. */
const finds = (query: string, text: string, language: string) => {
  const tokens = new Set(lexicon.tokens(text, language));
  const needed = lexicon.words(query).filter(({ forms }) => forms.length > 0);
  return needed.length > 0 && needed.every(({ forms }) => forms.some((form) => tokens.has(form)));
};
const isPhraseIn = (phrase: string, text: string, language: string) => {
  const tokens = ` ${lexicon.tokens(text, language).join(' ')} `;
  return lexicon.phrase(phrase).some((way) => tokens.includes(` ${way.join(' ')} `));
};

describe('a query', () => {
  it.each([
    ['มาตรา 5', 'มาตรา ๕ สัญญาเช่า', 'th'],
    ['มาตรา ๑๒', 'มาตรา 12 สัญญาเช่า', 'th'],
    ['租賃合同', '房屋租赁合同', 'zh'],
    ['租赁合同', '房屋租賃合同', 'zh'],
    ['王后', '王后', 'zh'],
    ['頭髮', '头发', 'zh'],
    ['国際契約', '國際契約', 'zh'],
  ])('of “%s” finds “%s”', (query, text, language) => {
    expect(finds(query, text, language)).toBe(true);
    expect(isPhraseIn(query, text, language)).toBe(true);
  });

  it.each([
    ['हिन्दी', 'हिंदी में अनुबंध', 'hi'],
    ['संबंध', 'सम्बन्ध और शर्तें', 'hi'],
    ['高橋', '髙橋株式会社', 'ja'],
  ])('of the word “%s” finds “%s”', (query, text, language) => expect(finds(query, text, language)).toBe(true));

  it('finds no more than that', () => {
    expect(finds('租賃合同', '房屋买卖合同', 'zh')).toBe(false);
    expect(finds('มาตรา 5', 'มาตรา ๖', 'th')).toBe(false);
    expect(writtenOtherwise('5', ['en'])).toEqual([]);
    expect(writtenOtherwise('rent', ['th', 'zh'])).toEqual([]);
  });
});
