import { termsOf } from '../text/terms.js';
import type { AnalysedQuestion, QuestionTerm } from './analyse-question.js';
import type { Idiom } from './idioms.js';

/** A question whose everyday phrases are one term each, which counts in full and is told by the words of rules too. */
export function inOfficialWords(question: AnalysedQuestion, idioms: readonly Idiom[]): AnalysedQuestion {
  if (idioms.length === 0) return question;
  const isApart = (term: QuestionTerm) => !idioms.some((idiom) => term.start < idiom.end && term.end > idiom.start);
  const terms = [...question.terms.filter(isApart), ...idioms.map((idiom) => termOf(question, idiom))];
  return { ...question, terms: terms.sort((a, b) => a.start - b.start) };
}

function termOf({ text, terms }: AnalysedQuestion, { start, end, official }: Idiom): QuestionTerm {
  const surface = text.slice(start, end);
  const within = terms.filter((term) => term.start < end && term.end > start);
  const own = within.length > 0 ? within : termsOf(surface);
  const wording = {
    own: own.map(({ key }) => key),
    official: official.map((words) => termsOf(words).map(({ key }) => key)),
  };
  return { start, end, surface, key: own.at(-1)!.key, isSpecific: false, weight: 1, wording };
}
