import { type Strings, english } from './en/index.js';
import type { Language } from './language.js';

export type { Strings } from './en/index.js';

/** English is part of the portal, because it is also what is left when a language can't be loaded. */
const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Strings>>> = {
  de: async () => (await import('./de/index.js')).german,
  ja: async () => (await import('./ja/index.js')).japanese,
};

/** Every word that the portal shows. Modules may read it while they load, because `speak` ends before they do. */
export let strings: Strings = english;

/** The language that `strings` is in. */
export let spoken: Language = 'en';

/** To be called once, before anything is loaded that shows words. Never fails: without its words a language gives way to English. */
export async function speak(language: Language): Promise<void> {
  try {
    strings = language === 'en' ? english : await LOADERS[language]();
    spoken = language;
  } catch (error) {
    console.warn(`The words of the language "${language}" could not be loaded; going on in English.`, error);
  }
  document.documentElement.lang = spoken;
}
