import { stemmer } from 'stemmer';

/** Lower case, without accents, possessive endings or vowel marks. */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/gu, 'ss')
    .replace(/['’](?:s)?$/u, '')
    .replace(/[أإآٱ]/gu, 'ا')
    .replace(/ى/gu, 'ي')
    .replace(/ة/gu, 'ه');
}

/** The common form of a folded word's inflections: Porter for Latin letters, light affix removal for Arabic. */
export function stem(folded: string): string {
  if (/^[a-z]+$/.test(folded)) return stemmer(folded);
  if (!/^\p{Script=Arabic}+$/u.test(folded)) return folded;
  const bare = folded.replace(/^(?:وال|بال|كال|فال|لل|ال)(?=..)/u, '').replace(/^[وبلف](?=....)/u, '');
  return bare.replace(/(?<=...)(?:ها|ان|ات|ون|ين|يه|هم|ه|ي)$/u, '');
}
