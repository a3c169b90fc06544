import { wordingIn } from '../wording.js';

export const { number, size, decimal, form } = wordingIn('de-DE');

/** `1 Dokument`, `2 Dokumente`; numbers grouped for reading. */
export const counted = (n: number, one: string, many: string): string =>
  `${number(n)} ${form(n, { one, other: many })}`;

/** Nouns that several areas count. */
export const documents = (n: number) => counted(n, 'Dokument', 'Dokumente');
/** After "aus", "von", "mit". */
export const ofDocuments = (n: number) => counted(n, 'Dokument', 'Dokumenten');
export const passages = (n: number) => counted(n, 'Textstelle', 'Textstellen');
export const entries = (n: number) => counted(n, 'Eintrag', 'Einträge');
