import { ANALYSER_VERSION, lexiconOf } from './lexicon.js';
import { inOneHan, otherHan } from './other-han.js';
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
    ['翻译', '翻譯', 'zh'],
    ['翻訳', '翻译', 'zh'],
    ['翻译', '翻訳', 'ja'],
    ['授予权利', '授予權利', 'zh'],
    ['研究实验', '研究實驗', 'zh'],
    ['瓶装饮料', '瓶裝飲料', 'zh'],
    ['芸術', '艺术', 'zh'],
    ['芸術', '藝術', 'zh'],
    ['艺术', '芸術', 'ja'],
    ['猶予', '猶豫', 'zh'],
    ['里面', '裡面', 'zh'],
    ['面包', '麵包', 'zh'],
    ['头发', '頭髮', 'zh'],
    ['头发', '頭髪', 'ja'],
    ['干净', '乾淨', 'zh'],
    ['准许', '準許', 'zh'],
    ['准许', '准許', 'zh'],
    ['制造', '製造', 'zh'],
    ['签署制造合同之后', '簽署製造合同之後', 'zh'],
    ['房屋租赁合同里面的家具', '房屋租賃合同裡面的家具', 'zh'],
    ['缺陷', '欠陥', 'ja'],
    ['हिन्दी', 'हिंदी में अनुबंध', 'hi'],
  ])('of “%s” finds “%s”', (query, text, language) => {
    expect(finds(query, text, language)).toBe(true);
    expect(isPhraseIn(query, text, language)).toBe(true);
  });

  it.each([
    ['संबंध', 'सम्बन्ध और शर्तें', 'hi'],
    ['高橋', '髙橋株式会社', 'ja'],
  ])('of the word “%s” finds “%s”', (query, text, language) => expect(finds(query, text, language)).toBe(true));

  it('keeps every character in some way', () => {
    for (let code = 0x4e00; code <= 0x9fff; code++) {
      const character = String.fromCodePoint(code);
      const ways = otherHan(character);
      expect(ways).not.toContain('');
      expect(new Set([character, ...ways].map(inOneHan)).size).toBe(1);
    }
  });

  it('finds no more than that', () => {
    expect(finds('租賃合同', '房屋买卖合同', 'zh')).toBe(false);
    expect(finds('มาตรา 5', 'มาตรา ๖', 'th')).toBe(false);
    expect(finds('欠款', '缺款', 'zh')).toBe(false);
    expect(writtenOtherwise('5', ['en'])).toEqual([]);
    expect(writtenOtherwise('rent', ['th', 'zh'])).toEqual([]);
  });
});
