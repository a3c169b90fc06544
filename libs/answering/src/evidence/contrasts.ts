import { termsOf } from '../text/terms.js';
import { FLANK, type Gap, type Word } from './aligned-gaps.js';

/** Words more in a gap than these, and it is other wording rather than another word. */
const MOST_WORDS = 4;

/** Words of which none may stand for one of another group of its line: how far something goes, whether it has to be, and when it was. */
const CONTRASTS = `
may might can could | must shall should
kann können darf dürfen | muss müssen
all every each | some many most few several
many most | few
many most some several | none
always | usually often sometimes rarely seldom occasionally
usually often | rarely seldom
during | before after
until | since
second | minute
minute | hour
hour | day
day | week
week | month
month | year
daily | weekly
weekly | monthly
monthly | yearly annually
alle jeder jede | einige manche viele wenige
immer | oft manchmal selten meistens
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((group) => new Set(termsOf(group).map(({ key }) => key))));
const ONLY = new Set(termsOf('only solely exclusively merely just nur ausschließlich').map(({ key }) => key));

/**
 * Whether a sentence, otherwise worded as its source, says in one place what the source contrasts with: "must" for "may", "all" for "some",
 * "until" for "since", or "only" where the source knows of no limit.
 * @param source Keys of the source's words.
 */
export function contrasts(gaps: readonly Gap[], source: ReadonlySet<string>): boolean {
  return gaps.some(({ written, stood, flank }) => {
    if (flank <= FLANK || written.length > MOST_WORDS || stood.length > MOST_WORDS) return false;
    const limits = holdsOf(ONLY, written) && ![...ONLY].some((key) => source.has(key));
    return limits || CONTRASTS.some(([some, others]) => isOther(some!, others!, written, stood));
  });
}

const isOther = (
  some: ReadonlySet<string>,
  others: ReadonlySet<string>,
  written: readonly Word[],
  stood: readonly Word[],
) =>
  (onlyOf(some, others, written) && onlyOf(others, some, stood)) ||
  (onlyOf(others, some, written) && onlyOf(some, others, stood));

const onlyOf = (group: ReadonlySet<string>, other: ReadonlySet<string>, words: readonly Word[]): boolean =>
  holdsOf(group, words) && !holdsOf(other, words);

const holdsOf = (group: ReadonlySet<string>, words: readonly Word[]): boolean =>
  words.some(({ key }) => group.has(key));
