import { factsOf } from '../evidence/facts.js';
import { askedNoun } from '../question/asked-thing.js';
import { questionKind, type QuestionKind } from '../question/question-kind.js';
import type { ScoredSentence } from '../quoting/score-sentences.js';
import { isAtPlace, isDayOrMonth, opensSentence } from '../text/capitals.js';
import { guessLanguage } from '../text/stop-words.js';
import { cellsUnder, doersIn, headOfTitle, namedByKind } from './roles.js';

const RUN =
  /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}'’&.-]*(?:\s(?:(?:of|the|and|for|de|der|von|van|&)\s){0,2}\p{Lu}[\p{L}\p{N}'’&-]*)*/gu;
const YEAR = /^(?:1\d|20)\p{Nd}{2}$/u;
/** Right before a name: who does something, gives it or gets it. */
const AGENT = /(?<!\p{L})(?:by|from|to|with|von|vom|an|durch|mit)\s(?:the\s|our\s|der\s|dem\s|die\s|den\s)?$/iu;
const LONGEST_BEFORE = 12;

/** Answered by an amount, a reason or a yes: a name that stands beside is no answer. */
const NAMELESS: ReadonlySet<QuestionKind> = new Set(['duration', 'percent', 'money', 'number', 'reason', 'yes-no']);

interface Name {
  readonly name: string;
  /** Whether it names where something is. */
  readonly isPlace: boolean;
  /** Whether it names who does something, gives it or gets it. */
  readonly isAgent: boolean;
}

/** The best sentence of a step, and where it stands. */
export type FoundSentence = Pick<ScoredSentence, 'text' | 'isIntroduction'> & {
  readonly passage?: Pick<ScoredSentence['passage'], 'title' | 'headingPath'>;
};

/**
 * What a step found, in few words: the one name of its best sentence, or the date, that its question asks for and does not
 * hold already; else a role of the kind ("the procurement team"). Whether the sentence is evidence enough is for the caller to say.
 * @returns null when it holds none of the kind, or several and nothing tells which.
 */
export function findingOf(question: string, best: FoundSentence | undefined): string | null {
  if (!best || best.isIntroduction) return null;
  const kind = questionKind(question);
  if (NAMELESS.has(kind)) return null;
  const asked = question.toLowerCase();
  const isNew = (found: string) => !asked.includes(found.toLowerCase());
  if (kind === 'date') return onlyOne(datesIn(best.text).filter(isNew));
  for (const found of candidates(question, kind, best, isNew)) {
    const some = found().filter(isNew);
    if (some.length > 0) return onlyOne(some);
  }
  return null;
}

/** Ways to name what is asked for, the surest first. */
function candidates(
  question: string,
  kind: QuestionKind,
  { text, passage }: FoundSentence,
  isNew: (found: string) => boolean,
): readonly (() => string[])[] {
  const names = namesIn(text).filter(({ name }) => isNew(name));
  const others = () => askedFor(kind, question, names).map(({ name }) => name);
  const noun = askedNoun(question);
  const doers = () => doersIn(question, text);
  if (kind === 'person') return [...(noun ? [() => cellsUnder(noun, text)] : []), others, doers];
  if (kind === 'place' || !noun) return [others];
  const above = [...(passage?.headingPath ?? [])].reverse().concat(passage?.title ?? []);
  return [
    () => cellsUnder(noun, text),
    () => calledSo(noun, text, names),
    () => namedByKind(noun, text),
    () => above.flatMap((title) => headOfTitle(noun, title) ?? []).slice(0, 1),
    others,
  ];
}

/** Whether words that nothing holds tell of something else than what was found; "person" in "which person signs" does not. */
export function isElsewhere(question: string, missing: readonly string[]): boolean {
  const noun = askedNoun(question);
  return missing.some((word) => word.toLowerCase() !== noun);
}

/** Dates as written, years alone among them. */
const datesIn = (text: string): string[] =>
  factsOf(text)
    .filter(({ dates, unit, surface }) => dates.length > 0 || (unit === null && YEAR.test(surface)))
    .map(({ surface }) => surface);

/**
 * Runs of capitals without what only opens the sentence, and but for those of dates and amounts. German writes every noun so: there one
 * word is a name only in capitals.
 */
function namesIn(text: string): Name[] {
  const isGerman = guessLanguage(text) === 'de';
  const facts = factsOf(text);
  return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) => {
    const words = run.split(/\s/u);
    const opening = words.findIndex((word) => !opensSentence(word));
    if (opening < 0) return [];
    const whole = words.slice(opening).join(' ');
    const name = whole.replace(/(?:['’]s)?[.,'’]*$/u, '');
    const at = index + run.length - whole.length;
    const isOneWord = !name.includes(' ') && !/^\p{Lu}[\p{Lu}\p{N}&-]+$/u.test(name);
    const isFact = facts.some(({ start, end }) => at >= start && at < end);
    if (name.length < 2 || isDayOrMonth(name) || isFact || (isOneWord && (at === 0 || isGerman))) return [];
    const isAgent = AGENT.test(text.slice(Math.max(0, at - LONGEST_BEFORE), at));
    return [{ name, isPlace: isAtPlace(text, at), isAgent }];
  });
}

/** Names of what is asked for: "the Finance department", "Association of Towns". */
function calledSo(noun: string, text: string, names: readonly Name[]): string[] {
  const lower = text.toLowerCase();
  return names
    .map(({ name }) => name)
    .filter((name) => {
      const bare = name.toLowerCase();
      return bare.split(' ').includes(noun) || lower.includes(`${bare} ${noun}`) || lower.includes(`${noun} ${bare}`);
    });
}

/** Of several names those of the kind: no place of a person, and no doer of a thing. */
function askedFor(kind: QuestionKind, question: string, names: readonly Name[]): readonly Name[] {
  if (kind === 'place') return names.filter(({ isPlace }) => isPlace);
  const others = names.filter(({ isPlace }) => !isPlace);
  return kind === 'person' || askedNoun(question) ? others : others.filter(({ isAgent }) => !isAgent);
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
