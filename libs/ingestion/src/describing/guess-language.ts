/** Scripts that one of our languages owns. Japanese before Chinese: it uses Han as well. */
export const SCRIPTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
];

/** Words that carry a language's grammar, and that few others share. */
const WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words('the of and to is that for with are was be this which from by shall not'),
  de: words('der die das und ist nicht mit für auf dem den ein eine werden wird sich zu von'),
  fr: words('le les des est et une dans pour que qui sur du au avec sont pas aux cette'),
  es: words('el los las del y es una por para con que se no su al como más entre'),
  it: words('il di che è della per una con non sono del dei nel alla gli le si più'),
  pt: words('o os do da em um uma para com não que se ao dos das pela são mais'),
  nl: words('de het een van en is dat niet voor met op zijn te aan door worden bij wordt'),
  tr: words('ve bir bu için ile olarak de da olan gibi daha çok en ne kadar olduğu'),
  vi: words('và của là các được trong cho không có với một những này theo'),
};

/** Languages that {@link guessLanguage} knows. */
export const GUESSED = new Set([...SCRIPTS.map(([language]) => language), ...Object.keys(WORDS)]);

const LEAST_LETTERS = 20;
const LEAST_WORDS = 3;

/**
 * The language that a text is mostly written in, as a code of two letters, by its script and its commonest words; null when
 * that does not settle it. Good for a second opinion on a longer text, not for a sentence.
 */
export function guessLanguage(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < LEAST_LETTERS) return null;
  for (const [language, script] of SCRIPTS) {
    const share = (text.match(script)?.length ?? 0) / letters;
    if (share > (language === 'ja' ? 0.1 : 0.5)) return language;
  }
  const tokens = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counted = Object.entries(WORDS).map(([language, known]) => {
    return { language, n: tokens.filter((token) => known.has(token)).length };
  });
  const [first, second] = counted.sort((a, b) => b.n - a.n);
  return first!.n >= LEAST_WORDS && first!.n > second!.n ? first!.language : null;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
