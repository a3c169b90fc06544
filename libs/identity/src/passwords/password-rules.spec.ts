import fc from 'fast-check';
import { weaknessOf } from './password-rules.js';

const weakness = (password: string) => weaknessOf(password, ['ada.lovelace', 'Ada Lovelace', 'ada@firm.example']);

describe('what passwords may be', () => {
  it.each([
    ['elevenchars', 'short'],
    ['x'.repeat(257), 'long'],
    ['aaaaaaaaaaaaaaa', 'repetitive'],
    ['abcabcabcabcabc', 'repetitive'],
    ['123456789012', 'repetitive'],
    ['qwertyuiop[]', 'repetitive'],
    ['abcdefghijklmnop', 'repetitive'],
    ['password1234', 'common'],
    ['Passw0rd!2024', 'common'],
    ['P@$$w0rd2026!!', 'common'],
    ['Welcome2026!!', 'common'],
    ['iloveyouforever', 'common'],
    ['CorrectHorseBatteryStaple', 'common'],
    ['chancery-password', 'common'],
    ['AdaLovelace2026', 'personal'],
    ['lovelace-password', 'personal'],
  ])('refuses %s as %s', (password, expected) => expect(weakness(password)).toBe(expected));

  it.each([
    'nine violet umbrellas sing',
    'tr4velling-otter-lamp',
    'ßtraße über den fluss',
    '鷹が空を舞う、静かな秋の夕暮れ',
  ])('takes %s', (password) => expect(weakness(password)).toBeNull());

  it('takes what is random, whatever characters it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), { minLength: 16, maxLength: 40 }), (letters) => {
        fc.pre(new Set(letters).size > 8);
        expect(['common', 'personal']).not.toContain(weakness(letters.join('')));
      }),
    );
  });

  it('judges in time however long and odd the text is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void weakness(text)));
    expect(weakness('a1'.repeat(128))).toBe('repetitive');
  });
});
