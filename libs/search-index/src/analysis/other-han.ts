import { HAN_GROUPS, JAPANESE_FORMS } from './han-variants.js';

/** Characters of Japanese names that are written in two ways. */
const IN_NAMES = ['高高髙', '崎崎﨑'];

interface Group {
  readonly simplified: string;
  /** The usual one first; one simplified character may stand for several. */
  readonly traditional: readonly string[];
}

/** By every character of each group. */
const groups = new Map<string, Group>();
for (const [simplified = '', ...traditional] of [...HAN_GROUPS.split(' '), ...IN_NAMES].map((group) => [...group]))
  for (const character of [simplified, ...traditional])
    if (!groups.has(character)) groups.set(character, { simplified, traditional });

/** New Japanese forms by traditional ones, and the reverse. */
const japanese = new Map<string, string>();
const ofJapanese = new Map<string, string>();
for (const [traditional = '', form = ''] of JAPANESE_FORMS.split(' ').map((pair) => [...pair])) {
  japanese.set(traditional, form);
  ofJapanese.set(form, traditional);
}

const groupOf = (character: string): Group | undefined =>
  groups.get(character) ?? groups.get(ofJapanese.get(character) ?? '');

const simplified = (character: string): string => groupOf(character)?.simplified ?? character;

/** What stands for a simplified or Japanese character by itself; a traditional one stays. */
function traditional(character: string): string {
  const group = groupOf(character);
  if (!group) return ofJapanese.get(character) ?? character;
  const isTraditional = character !== group.simplified && group.traditional.includes(character);
  return isTraditional ? character : group.traditional[0]!;
}

const inJapanese = (character: string): string => {
  const old = traditional(character);
  return japanese.get(old) ?? old;
};

const HAN = /^\p{Script=Han}+$/u;
const MOST_FORMS = 8;

/** A token as it is written in simplified characters, in traditional ones and in Japanese, in this order; none of other scripts. */
export function hanWays(token: string): string[] {
  if (!HAN.test(token)) return [];
  return [simplified, traditional, inJapanese].map((written) => [...token].map(written).join(''));
}

/** Every other way in which a token of Han characters may be written. */
export function otherHan(token: string): string[] {
  const ways = hanWays(token);
  if (ways.length === 0) return [];
  let all = [''];
  for (const character of token) {
    const choices = groupOf(character)?.traditional ?? [character];
    all = all.flatMap((begun) => choices.map((choice) => begun + choice)).slice(0, MOST_FORMS);
  }
  return [...new Set([...ways, ...all])].filter((other) => other !== token);
}
