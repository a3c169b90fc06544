import type { Word } from './aligned-gaps.js';

/** What makes a doer stand behind the deed. */
const DONE_BY = /^(?:by|par|por)$/iu;
const ARTICLE = /^(?:the|an?|l[ea]s?|une?|du|el|l[ao]s|its?|their|his|her)$/iu;
/** Words between a deed and its object, at most. */
const MOST_BETWEEN = 4;

/** A deed and who is said to have done it: "insured by the carrier". */
interface Deed {
  readonly deed: Word;
  readonly doer: Word;
}

/**
 * Words of who does in a sentence what its source says is done by another: "Pike acquired Harlow" of "Pike, which was acquired by Harlow", or the other way
 * round. Only languages whose order says who did it.
 */
export const turnedVoice = (own: readonly Word[], source: readonly Word[]): Word[] => [
  ...deedsOf(source).flatMap((deed) => suffered(deed, own)),
  ...deedsOf(own).flatMap((deed) => (suffered(deed, source).length > 0 ? [deed.doer] : [])),
];

/** "… acquired by Harlow": a deed right before the "by", and the first word behind it that is no article. */
function deedsOf(words: readonly Word[]): Deed[] {
  return words.flatMap(({ surface }, i): Deed[] => {
    if (!DONE_BY.test(surface)) return [];
    const doer = words.find((word, place) => place > i && !ARTICLE.test(word.surface));
    const deed = words[i - 1];
    return deed && doer && /^\p{Ll}{4,}/u.test(deed.surface) ? [{ deed, doer }] : [];
  });
}

/** The doer of a deed where other words have it behind the same deed without a "by", and nowhere before it: it suffers there what it did. */
function suffered({ deed, doer }: Deed, words: readonly Word[]): Word[] {
  const at = words.findIndex(({ key }) => key === deed.key);
  if (at < 0 || words.some(({ surface }) => DONE_BY.test(surface))) return [];
  const places = words.flatMap(({ key }, i) => (key === doer.key ? [i] : []));
  const isObject = places.length > 0 && places.every((place) => place > at && place <= at + MOST_BETWEEN);
  return isObject ? [words[places[0]!]!] : [];
}
