import { questionKind, type QuestionKind } from '../question/question-kind.js';
import type { ScoredSentence } from '../quoting/score-sentences.js';
import { guessLanguage } from '../text/stop-words.js';

const RUN =
  /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}'’&.-]*(?:\s(?:(?:of|the|and|for|de|der|von|van|&)\s){0,2}\p{Lu}[\p{L}\p{N}'’&-]*)*/gu;
const DATE = /(?<![\p{L}\p{N}])(?:\p{Nd}{1,2}\.?\s(?:\p{Lu}\p{Ll}+\s)?)?(?:1\d|20)\p{Nd}{2}(?![\p{L}\p{N}])/gu;

/** Opens a sentence or stands before a name, and is no part of it. */
const BEFORE_NAME =
  /^(?:(?:An?|The|Any|All|Each|Every|Some|No|This|That|These|Those|Our|Your|Their|If|When|While|Once|In|At|On|From|To|By|For|Of|With|Since|Until|After|Before|Der|Die|Das|Den|Dem|Des|Eine?[rmns]?|Im|Am|Bei|Nach|Aus|Für|Mit|Von|Seit|Bis|Wenn|Jede[rmns]?|Unsere?[rmns]?)\s)+/u;
/** A day, a month or a word that opens sentences: alone it names nothing. */
const NO_NAME =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|An?|The|Any|All|Each|Every|Some|No|This|That|These|Those|Our|Your|Their|If|When|While|Once|You|We|It|They|Please|EUR|USD|GBP|CHF)$/u;
/** What a question of "which …" or "welche …" asks for. */
const ASKED_NOUN =
  /^(?:in |by |from )?(?:which|what|the|welche[rsnm]?)\s+(?!(?:the|is|are|was|were|do|does|did)\s)([\p{L}-]{3,})(?!\p{L})/iu;

/** Right before a name: where something is, or who does it, gives it or gets it. */
const AT = /(?<!\p{L})(?:in|at|near|im|am|bei)\s(?:the\s|der\s|dem\s)?$/iu;
const AGENT = /(?<!\p{L})(?:by|from|to|with|von|vom|an|durch|mit)\s(?:the\s|our\s|der\s|dem\s|die\s|den\s)?$/iu;
const LONGEST_BEFORE = 12;

/** Answered by an amount, a reason or a yes: a name that stands beside is no answer. */
const NAMELESS: ReadonlySet<QuestionKind> = new Set(['duration', 'percent', 'money', 'number', 'reason', 'yes-no']);

interface Name {
  readonly name: string;
  /** What stands right before it, its article included. */
  readonly before: string;
}

/**
 * What a step found, in few words: the one name of its best sentence, or the date, that its question asks for and does not
 * hold already. Whether the sentence is evidence enough is for the caller to say.
 * @returns null when it holds none of the kind, or several and nothing tells which.
 */
export function findingOf(
  question: string,
  best: Pick<ScoredSentence, 'text' | 'isIntroduction'> | undefined,
): string | null {
  if (!best || best.isIntroduction) return null;
  const kind = questionKind(question);
  if (NAMELESS.has(kind)) return null;
  const asked = question.toLowerCase();
  const isNew = (found: string) => !asked.includes(found.toLowerCase());
  if (kind === 'date') return onlyOne([...best.text.matchAll(DATE)].map(([date]) => date).filter(isNew));
  const names = namesIn(best.text).filter(({ name }) => isNew(name));
  return onlyOne(askedFor(question, kind, best.text, names).map(({ name }) => name));
}

/** Whether words that nothing holds tell of something else than what was found; "person" in "which person signs" does not. */
export function isElsewhere(question: string, missing: readonly string[]): boolean {
  const noun = ASKED_NOUN.exec(question)?.[1]?.toLowerCase();
  return missing.some((word) => word.toLowerCase() !== noun);
}

/** Runs of capitals without what only opens the sentence. German writes every noun so: there one word is a name only in capitals. */
function namesIn(text: string): Name[] {
  const isGerman = guessLanguage(text) === 'de';
  return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) => {
    const whole = run.replace(BEFORE_NAME, '');
    const name = whole.replace(/(?:['’]s)?[.,'’]*$/u, '');
    const at = index + run.length - whole.length;
    const isOneWord = !name.includes(' ') && !/^\p{Lu}[\p{Lu}\p{N}&-]+$/u.test(name);
    const isNone = name.length < 2 || NO_NAME.test(name) || (isOneWord && (at === 0 || isGerman));
    return isNone ? [] : [{ name, before: text.slice(Math.max(0, at - LONGEST_BEFORE), at) }];
  });
}

/** Of several names those of the kind: called what is asked for ("the Finance department"), no place of a person, no doer of a thing. */
function askedFor(question: string, kind: QuestionKind, text: string, names: readonly Name[]): readonly Name[] {
  if (kind === 'place') return names.filter(({ before }) => AT.test(before));
  if (kind === 'person') return names.filter(({ before }) => !AT.test(before));
  const noun = ASKED_NOUN.exec(question)?.[1]?.toLowerCase();
  if (!noun) return names.filter(({ before }) => !AT.test(before) && !AGENT.test(before));
  const lower = text.toLowerCase();
  const called = names.filter(({ name }) => {
    const bare = name.toLowerCase();
    return bare.split(' ').includes(noun) || lower.includes(`${bare} ${noun}`) || lower.includes(`${noun} ${bare}`);
  });
  return called.length > 0 ? called : names.filter(({ before }) => !AT.test(before));
}

function onlyOne(found: readonly string[]): string | null {
  const distinct = [...new Set(found)];
  return distinct.length === 1 ? distinct[0]! : null;
}

/** The question of a step with what the steps before it found; null when one of them found nothing to put in. */
export function filledIn(question: string, findings: readonly (string | null)[]): string | null {
  let isWhole = true;
  const filled = question.replace(/#(\d)/gu, (place, digit: string) => {
    const finding = findings[Number(digit) - 1];
    if (!finding) isWhole = false;
    return finding ?? place;
  });
  return isWhole ? filled : null;
}
