import type { Passage } from '#knowledge';
import { FOCUS_WEIGHT, type AnalysedQuestion, type QuestionTerm } from '../question/analyse-question.js';
import { affinity, termsOf } from '../text/terms.js';

/** A subject of a single word heads too much: "Leave" stands above every kind of leave. */
const LEAST_WORDS = 2;
/** Words between two of the subject's in a heading: "Leave of absence". */
const MOST_BETWEEN = 1;
/** As near as an inflection. */
const SAME_WORD = 0.7;

/** Where the subject of a question is treated. */
export interface SubjectPlaces {
  /** Whether the title or a heading of a passage names the whole subject: what stands below need not repeat it. */
  isHeaded(passage: Passage): boolean;
  /** Whether words, by key, name it, together and in its order: "parental leave", not "parental bereavement leave". */
  isNamed(words: readonly string[]): boolean;
  /** Whether a text names another kind of the same thing: "bereavement leave" where "parental leave" is asked about. */
  isOfOtherKind(text: string): boolean;
}

/** Says nothing of the kind that is meant: "paid leave" may be parental. */
const GENERAL =
  /^(?:paid|unpaid|total|extra|additional|first|second|other|another|their|these|those|which|every|whole|entire|daily|weekly|annual|yearly|regular|current|previous|standard)$/u;
/** Words that begin with the same letters are kinds of one stem: "parental", "parent". */
const STEM = 4;

/** Where the subject of a question is treated; null where it is of one word, or of none. */
export function subjectPlaces(question: AnalysedQuestion): SubjectPlaces | null {
  const subject = subjectOf(question);
  if (subject.length < LEAST_WORDS) return null;
  const known = new Map<string, boolean>();
  const isOfOtherKind = otherKindOf(question);
  return {
    isHeaded: ({ title, headingPath }) => {
      const id = [title, ...headingPath].join('\n');
      const isKnown = known.get(id);
      if (isKnown !== undefined) return isKnown;
      const isHeaded = [title, ...headingPath].some((heading) =>
        holdsInOrder(
          termsOf(heading).map(({ key }) => key),
          subject,
          MOST_BETWEEN,
        ),
      );
      known.set(id, isHeaded);
      return isHeaded;
    },
    isNamed: (words) => holdsInOrder(words, subject, 0),
    isOfOtherKind,
  };
}

/** Words that carry a subject in full, with a word that often only asks where it ends their phrase: "parental leave". */
function subjectOf({ text, terms }: AnalysedQuestion): string[] {
  const isSubject = ({ weight, start }: QuestionTerm, i: number): boolean => {
    const before = terms[i - 1];
    return (
      weight === 1 || (weight > FOCUS_WEIGHT && before?.weight === 1 && /^\s$/u.test(text.slice(before.end, start)))
    );
  };
  return terms.filter(isSubject).map(({ key }) => key);
}

/** "parental" and "leave": a subject of two words in lower case, which stand alone in an English question; null for any other. */
function kindAndThing({ text, terms, language }: AnalysedQuestion): { kind: string; thing: string } | null {
  const adjoins = (one?: QuestionTerm, next?: QuestionTerm) =>
    one !== undefined && next !== undefined && /^\s$/u.test(text.slice(one.end, next.start));
  const isPlain = ({ surface, isSpecific }: QuestionTerm) => !isSpecific && /^\p{Ll}{4,}$/u.test(surface);
  const last = terms.findIndex((thing, i) => {
    const kind = terms[i - 1];
    const isPair = kind?.weight === 1 && thing.weight > FOCUS_WEIGHT && isPlain(kind) && isPlain(thing);
    return isPair && adjoins(kind, thing) && !adjoins(terms[i - 2], kind) && !adjoins(thing, terms[i + 1]);
  });
  return language === 'en' && last > 0 ? { kind: terms[last - 1]!.surface, thing: terms[last]!.surface } : null;
}

/** Tells of texts whether another kind stands right before the thing: a word of five letters or more. */
function otherKindOf(question: AnalysedQuestion): (text: string) => boolean {
  const pair = kindAndThing(question);
  if (!pair) return () => false;
  const named = new RegExp(`(?<!\\p{L})(\\p{L}{5,30})\\s${pair.thing}(?!\\p{L})`, 'giu');
  return (text) => Array.from(text.matchAll(named)).some(([, kind]) => isOther(kind!.toLowerCase(), pair.kind));
}

const isOther = (kind: string, asked: string): boolean =>
  !GENERAL.test(kind) && kind.slice(0, STEM) !== asked.slice(0, STEM);

/** @param between Other words that may stand before each word of the subject but the first. */
function holdsInOrder(words: readonly string[], subject: readonly string[], between: number): boolean {
  const [opening, ...rest] = subject;
  return words.some((word, first) => {
    if (!isSameWord(word, opening!)) return false;
    let from = first + 1;
    return rest.every((key) => {
      const gap = words.slice(from, from + between + 1).findIndex((next) => isSameWord(next, key));
      from += gap + 1;
      return gap >= 0;
    });
  });
}

const isSameWord = (word: string, key: string): boolean => affinity(word, key) >= SAME_WORD;
