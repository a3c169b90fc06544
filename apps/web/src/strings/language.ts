/** The languages of the portal, each under its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', ja: '日本語' } as const;
export type Language = keyof typeof LANGUAGES;

const STORED_AS = 'chancery-language';

/**
 * @param chosen What the reader chose before, if anything.
 * @param preferred Languages of the browser (BCP 47), best first.
 * @returns The choice, else the first preferred language that the portal speaks in any variety, else English.
 */
export function languageFor(chosen: string | null, preferred: readonly string[]): Language {
  const wanted = [chosen ?? '', ...preferred].map((tag) => tag.toLowerCase().split('-')[0]!);
  return wanted.find(isLanguage) ?? 'en';
}

/** The language to show the portal in to whoever uses this browser. */
export const languageOfReader = (): Language => languageFor(storedLanguage(), navigator.languages);

/** Keep a choice in this browser and show the portal in it: the page is loaded anew, at the same place. */
export function chooseLanguage(language: Language): void {
  try {
    window.localStorage.setItem(STORED_AS, language);
  } catch (error) {
    console.info('No local storage; the choice of a language can not be kept.', error);
  }
  window.location.reload();
}

function storedLanguage(): string | null {
  try {
    return window.localStorage.getItem(STORED_AS);
  } catch (error) {
    console.info('No local storage; following the languages of the browser.', error);
    return null;
  }
}

const isLanguage = (code: string): code is Language => Object.hasOwn(LANGUAGES, code);
