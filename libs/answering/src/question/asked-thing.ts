import type { Span } from '#knowledge';
import { isStopWord } from '../text/stop-words.js';

/** Phrases that name the thing asked for, up to the verb or preposition after it. */
const ASKED = [
  /\b(?:what|which)\s+((?:[\p{L}'’-]+\s+){1,3}?)(?:do|does|did|is|are|was|were|must|may|can|could|should|will|would|has|have|had|applies|apply|to|of|for|in|at|on|with|from|we|I|you|the|\p{L}+ed|\p{L}+s)\b/iu,
  /\b(?:who|what)\s+(?:is|was|are|were)\s+(?:the|our|my|a|an)\s+((?:[\p{L}'’-]+\s+){0,2}?[\p{L}'’-]+)(?=\s+(?:in|of|at|for|to|from|who|that|when|on|with|under|we|I|you)\b|\s*\?)/iu,
];

const WHO = /(?<!\p{L})(?:who|whom|wer|wem|wen|qui|quién)(?!\p{L})/iu;

/** Where a question begins to tell which person it asks for, after its "who"; null where it has none. */
export function afterWho(question: string): number | null {
  const who = WHO.exec(question);
  return who && who.index + who[0].length;
}

/** "the office that moved", "the owner of the house": a thing to look up, and no question. */
const DESCRIBED = /^the\s+((?:[\p{L}'’-]+\s){0,2}?[\p{L}'’-]+)\s(?:of|that|which|who)\b/iu;
const ASKED_IN_GERMAN = /(?<!\p{L})[Ww]elche[rsnm]?\s+(?:\p{Ll}+\s){0,2}?(\p{Lu}[\p{L}-]+)/u;
/** "firm Margaret Corvane": whoever did something with the thing asked for. */
const BEFORE_NAME = /^\p{Ll}.*?(?=\s\p{Lu})/u;
/** Before a verb that looks like none: "which client lost". */
const FIRST_WORD = /^(?:in |by |from )?(?:which|what)\s([\p{L}'’-]{3,})/iu;

/** The place of the word that names what a question asks for ("margin" in "What interest margin do we pay"); null when none does. */
export function askedThing(question: string): Span | null {
  for (const pattern of ASKED) {
    const phrase = pattern.exec(question)?.[1]?.trimEnd();
    if (!phrase) continue;
    const end = question.indexOf(phrase) + phrase.length;
    return { start: end - phrase.split(/\s+/u).at(-1)!.length, end };
  }
  return null;
}

/** The noun of what is asked for, in lower case ("manager" in "which office manager Nora Falk called"); undefined when none is named. */
export function askedNoun(question: string): string | undefined {
  const asked = [ASKED_IN_GERMAN, DESCRIBED, ASKED[0]!, FIRST_WORD].find((pattern) => pattern.test(question));
  const phrase = asked?.exec(question)?.[1]?.trimEnd();
  // "what the policy requires", "what is the rate".
  if (!phrase || isStopWord(phrase.split(/\s+/u)[0]!.toLowerCase(), 'en')) return undefined;
  return (BEFORE_NAME.exec(phrase)?.[0] ?? phrase).split(/\s+/u).at(-1)!.toLowerCase();
}

/** What something is asked of: "leave" and all before it in "How many days of study leave do I get?". */
const OF_WHAT =
  /\bhow (?:many|much) (?:[\p{L}-]+\s){1,2}?of\s((?:(?!(?:do|does|did|is|are|was|were|must|may|can|could|should|will|would|has|have|had|for|in|at|on|by|per|I|we|you|after|before|there|to|from)\b)[\p{L}'’-]+[\s?]*){1,4})/iu;

/** The place of the words that name what an amount is asked of; null where none is. English. */
export function askedAmountOf(question: string): Span | null {
  const found = OF_WHAT.exec(question);
  return found && { start: found.index + found[0].length - found[1]!.length, end: found.index + found[0].length };
}

/** An auxiliary and the article after it, before whoever gets or owes what is asked for: "do", "can an". */
const BEFORE_WHOM =
  /\b(?:how(?! long)|what|which|when|where)\b.*?\s(?:do|does|did|can|could|may|must|should|will|would)\s(?:(?:an?|the|our|my|your|each|every|all)\s)?(?=(?:[\p{L}-]+\s){1,3}?(?:get|receive|have|earn|accrue|take|use|claim|owe|pay|be (?:entitled|paid|given))\b)/iu;

/** Where the one begins of whom an English question asks ("interns" in "How much leave do interns get?"); null where none is named. */
export function askedOfWhom(question: string): number | null {
  const found = BEFORE_WHOM.exec(question);
  return found && found.index + found[0].length;
}
