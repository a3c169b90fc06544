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
}

/** Where the subject of a question is treated; null where it is of one word, or of none. */
export function subjectPlaces(question: AnalysedQuestion): SubjectPlaces | null {
  const subject = subjectOf(question);
  if (subject.length < LEAST_WORDS) return null;
  const known = new Map<string, boolean>();
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
