import fc from 'fast-check';
import { MAX_TOKEN_LENGTH } from '../analyse.js';
import { ANALYSER_VERSION, lexiconOf } from './lexicon.js';

const lexicon = lexiconOf({ analyserVersion: ANALYSER_VERSION, languages: ['de', 'es', 'vi', 'ja', 'th', 'tr'] });
const LANGUAGES = [null, 'en', 'de', 'es', 'vi', 'ja', 'th', 'tr', 'pl'];
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'Straße',
    'Kündigung',
    'información',
    'hợp đồng',
    '契約書',
    'สัญญา',
    'IŞIK',
    "company's",
    '한국어',
    'ｶﾞｸ',
    'ﬁ½',
  ),
);

describe('tokens', () => {
  it('are stems in the language of the text', () => {
    expect(lexicon.tokens('Die Kündigungen der Verträge', 'de')).toEqual(['die', 'kundig', 'der', 'vertrag']);
    expect(lexicon.tokens('The employees were travelling', 'en')).toEqual(['employe', 'were', 'travel']);
    expect(lexicon.tokens('The employees were travelling', null)).toEqual(['employe', 'were', 'travel']);
  });

  it('have what a word is without its accents behind all others, where that is another stem', () => {
    expect(lexicon.tokens('la información pública', 'es')).toEqual(['la', 'inform', 'public', 'informacion']);
  });

  it('know the two letters of Turkish', () => {
    expect(lexicon.tokens('IŞIK ışık', 'tr')).toEqual(['isik', 'isik']);
    expect(lexicon.tokens('INDIA', 'en')).toEqual(lexicon.tokens('india', 'en'));
  });

  it('are pairs and single ideographs where no spaces are written, and words where a dictionary knows them', () => {
    expect(lexicon.tokens('契約書を', 'ja')).toEqual(['契約', '約書', '書を', '契', '約', '書']);
    expect(lexicon.tokens('ค่าน้ำประปา', 'th')).toEqual(lexicon.tokens('ค่าน้ำประปา'.normalize('NFKC'), 'th'));
  });

  it('are short, never empty and without white space, whatever the text and its language', () => {
    fc.assert(
      fc.property(fc.array(texts), fc.constantFrom(...LANGUAGES), (parts, language) => {
        for (const token of lexicon.tokens(parts.join(' '), language)) {
          expect(token).not.toBe('');
          expect(token.length).toBeLessThanOrEqual(MAX_TOKEN_LENGTH);
          expect(token).not.toMatch(/\s/u);
        }
      }),
    );
  });
});

describe('words', () => {
  it('have the forms of the query’s language, and faintly those of the others', () => {
    const [word] = lexicon.words('Verlängerungen werden dem Mieter schriftlich mitgeteilt');
    expect(word).toEqual({ forms: ['verlanger', 'verlangerungen'], faint: expect.not.arrayContaining(['verlanger']) });
  });

  it('have all forms in full where the language can not be told', () => {
    const [word] = lexicon.words('Häuser');
    expect(word!.forms).toEqual(expect.arrayContaining(['haus', 'hauser']));
    expect(word!.faint).toEqual([]);
  });

  it('find every text that says the same word', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('en', 'de', 'es', 'vi', 'ja', 'th', 'tr'), (text, language) => {
        const tokens = new Set(lexicon.tokens(text, language));
        for (const { forms, faint } of lexicon.words(text))
          expect([...forms, ...faint].some((form) => tokens.has(form))).toBe(true);
      }),
    );
  });
});

describe('spans', () => {
  it('stand where the words do, in order', () => {
    fc.assert(
      fc.property(fc.array(texts), (parts) => {
        const text = parts.join(' ');
        let last = 0;
        for (const { start, end } of lexicon.spans(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
    );
  });
});

describe('contentWords', () => {
  it('are as they are written, without those that hold the sentence together', () => {
    expect([...lexicon.contentWords('What are the tenants’ notice periods?')]).toEqual([
      'tenants',
      'notice',
      'periods',
    ]);
    expect([...lexicon.contentWords('Wann darf der Mieter die Wohnung kündigen?')]).toEqual(
      expect.arrayContaining(['mieter', 'wohnung', 'kundigen']),
    );
    expect(lexicon.contentWords('Wann darf der Mieter die Wohnung kündigen?').has('wann')).toBe(false);
  });

  it('are none of scripts without spaces', () => {
    expect([...lexicon.contentWords('契約書の条件')]).toEqual([]);
  });
});
