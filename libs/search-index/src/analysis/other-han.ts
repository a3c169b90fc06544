import { HAN_GROUPS, JAPANESE_FORMS } from './han-variants.js';

/** Characters of Japanese names that are written in two ways. */
const IN_NAMES = ['高高髙', '崎崎﨑'];
/** Simplified characters that are ordinary traditional ones too; the others never stand in a traditional text. */
const IN_BOTH = new Set(
  '丑丰么于云仆伙余佣儿准几凶划占台吁吃后听咨咸唇坏夸尸岩岳峰帘干并床征愿扑挂斗晒朴杠杰涌游灶痴皂秘筑粽群肴腌苧范荐虫虱辟郁采里雇霉',
);
/** New Japanese forms that are the ordinary ones in Chinese as well. */
const ORDINARY = new Set('予慎晃概瓶研翻萌褒郎');
/** Traditional ones that hardly any text has, of simplified ones that every contract has. */
const SELDOM = new Set('閤衕朮厤曏衚彔寀麪麫');
/** One of them is another word in Chinese: it owes, and what it stands for in Japanese lacks. */
const ANOTHER_WORD = '欠';

interface Group {
  readonly simplified: string;
  /** The usual one first; one simplified character may stand for several. */
  readonly traditional: readonly string[];
}

const written = [...HAN_GROUPS.split(' '), ...IN_NAMES].map((group) => [...group]);
const inNew = JAPANESE_FORMS.split(' ').map((pair) => [...pair]);

/** By every character of each group. */
const groups = new Map<string, Group>();
for (const [simplified = '', ...traditional] of written)
  for (const character of [simplified, ...traditional])
    if (!groups.has(character)) groups.set(character, { simplified, traditional });

/** New Japanese forms by traditional ones, and the reverse. */
const japanese = new Map<string, string>();
const ofJapanese = new Map<string, string>();
for (const [traditional = '', form = ''] of inNew) {
  japanese.set(traditional, form);
  if (form !== ANOTHER_WORD) ofJapanese.set(form, traditional);
}

/** All that are written for one another, by each of them. */
const alike = new Map<string, ReadonlySet<string>>();
for (const some of [...written, ...inNew]) {
  const all = new Set(some.flatMap((one) => [one, ...(alike.get(one) ?? [])]));
  for (const one of all) alike.set(one, all);
}

/** One and the same character for all that are written for one another; others stay. */
export function inOneHan(text: string): string {
  return each(text, (character) => {
    const [one = character] = alike.get(character) ?? [];
    return one;
  });
}

const each = (text: string, write: (character: string) => string): string => [...text].map(write).join('');

const simplified = (character: string): string =>
  (groups.get(character) ?? groups.get(ofJapanese.get(character) ?? ''))?.simplified ?? character;

const inJapanese = (character: string): string => japanese.get(character) ?? character;

/** The traditional characters that one may stand for, the likeliest first; a traditional one is itself most likely. */
function traditional(character: string): string[] {
  const [group, old] = [groups.get(character), ofJapanese.get(character)];
  const itself = old !== undefined && !ORDINARY.has(character) ? old : character;
  const likely = group?.simplified === character ? group.traditional : [itself, ...(group?.traditional ?? [])];
  const all = new Set([...likely, ...(old === undefined ? [] : [old, ...(groups.get(old)?.traditional ?? [])])]);
  return [...all].filter(isTraditional);
}

function isTraditional(character: string): boolean {
  const group = groups.get(character);
  if (!group) return !ofJapanese.has(character) || ORDINARY.has(character);
  return group.simplified !== character || group.traditional[0] === character || IN_BOTH.has(character);
}

/** A text with one of the choices at each place, those first in which the fewest and the likeliest others are taken. */
function combined(choices: readonly (readonly string[])[], most: number): string[] {
  let begun = [{ text: '', rank: 0 }];
  for (const some of choices)
    begun = begun
      .flatMap(({ text, rank }) =>
        some.map((one, i) => ({ text: text + one, rank: rank + i + (SELDOM.has(one) ? 2 : 0) })),
      )
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most);
  return begun.map(({ text }) => text);
}

const HAS_HAN = /\p{Script=Han}/u;

/**
 * A text with its Han characters simplified, traditional and in their Japanese forms, each throughout; none without such characters.
 * @param most Ways; where characters stand for several, the usual ones are kept.
 */
export function hanWays(text: string, most: number): string[] {
  if (!HAS_HAN.test(text)) return [];
  const old = combined([...text].map(traditional), most);
  const ways = old.flatMap((one) => [one, each(one, inJapanese), each(one, simplified)]);
  return [...new Set([each(text, simplified), ...ways])].slice(0, most);
}

const HAN = /^\p{Script=Han}+$/u;
const MOST_FORMS = 12;

/** Every other way in which a token of Han characters may be written. */
export const otherHan = (token: string): string[] =>
  HAN.test(token) ? hanWays(token, MOST_FORMS).filter((other) => other !== token) : [];
