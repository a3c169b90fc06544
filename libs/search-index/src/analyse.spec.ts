import fc from 'fast-check';
import { analyse, MAX_TOKEN_LENGTH } from './analyse.js';

describe('analyse', () => {
  it('lowers, drops English stop words and stems', () => {
    expect(analyse('The employees were Travelling to the offices')).toEqual(['employe', 'were', 'travel', 'offic']);
  });

  it('splits identifiers and numbers at punctuation', () => {
    expect(analyse('RFC-7231, max_retry_count=3.5')).toEqual(['rfc', '7231', 'max', 'retri', 'count', '3', '5']);
  });

  it('drops the possessive', () => {
    expect(analyse("the company's policy")).toEqual(analyse('company policy'));
    expect(analyse('the company’s policy')).toEqual(analyse('company policy'));
  });

  it('reads accents, ligatures and full-width letters as their plain forms', () => {
    expect(analyse('Café Straße Œuvre ＡＢＣ')).toEqual(analyse('cafe strasse oeuvre abc'));
    expect(analyse('İstanbul')).toEqual(analyse('istanbul'));
  });

  it('gives one form to composed and decomposed text', () => {
    const text = 'Überprüfung, приём, 한국어, がく';
    expect(analyse(text.normalize('NFD'))).toEqual(analyse(text.normalize('NFC')));
  });

  it('makes pairs of Chinese and Japanese characters and keeps a lone one', () => {
    expect(analyse('知识库')).toEqual(['知识', '识库']);
    expect(analyse('データ')).toEqual(['デー', 'ータ']);
    expect(analyse('人')).toEqual(['人']);
  });

  it('makes pairs of Hangul and Thai characters', () => {
    expect(analyse('휴가규정')).toEqual(['휴가', '가규', '규정']);
    expect(analyse('ลา')).toEqual(['ลา']);
  });

  it('parts the scripts within a word', () => {
    expect(analyse('使用Python3编程')).toEqual(['使用', 'python3', '编程']);
  });

  it('drops Arabic diacritics and tatweel', () => {
    expect(analyse('كِتَـــابٌ')).toEqual(['كتاب']);
  });

  it('keeps the vowel signs of Devanagari', () => {
    expect(analyse('हिन्दी')).toEqual(['हिन्दी']);
  });

  it('finds nothing in stop words and punctuation', () => {
    expect(analyse('to be or not to be?!')).toEqual([]);
    expect(analyse(' … — 😀')).toEqual([]);
  });

  it('cuts endless tokens', () => {
    expect(analyse('9'.repeat(500))).toEqual(['9'.repeat(MAX_TOKEN_LENGTH)]);
  });

  it('gives short tokens without white space for any text, and the same ones for a text put in other cases of spacing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const tokens = analyse(text);
        expect(
          tokens.every((token) => token.length > 0 && token.length <= MAX_TOKEN_LENGTH && !/\s/u.test(token)),
        ).toBe(true);
        expect(analyse(`  ${text}\n`)).toEqual(tokens);
      }),
    );
  });
});
