/** Languages that can be named in English; any other by its code. */
const CODES = [
  ...['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ru', 'ar', 'tr', 'el', 'hi', 'th', 'vi', 'zh', 'ja', 'ko'],
  ...['pl', 'cs', 'da', 'sv', 'nb', 'fi', 'hu', 'ro', 'uk', 'he', 'id', 'fa'],
] as const;

const NAMES = new Intl.DisplayNames(['en'], { type: 'language' });
const BY_NAME = new Map(CODES.map((code) => [NAMES.of(code)!.toLowerCase(), code as string]));

/** The code of a language that is written as a code of two or three letters or by its English name; null for anything else. */
export function languageCode(written: string): string | null {
  const key = written.toLowerCase();
  return BY_NAME.get(key) ?? (/^[a-z]{2,3}$/.test(key) ? key : null);
}
