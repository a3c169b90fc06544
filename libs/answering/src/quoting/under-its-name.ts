import { factsOf, holdsFact, type Fact } from '../evidence/facts.js';
import type { AnalysedQuestion, QuestionTerm } from '../question/analyse-question.js';
import { documentNames, type DocumentName } from '../question/document-names.js';
import type { ReadSentence } from './read-passages.js';

/** A document is named by its title, or by what it begins with: so many characters. */
const BEGINNING = 1_200;

/**
 * Read what stands in a document that the question names ("RFC 9110", "the minutes of 12.03.2024") as standing under that name, in whichever
 * notation title or beginning have it: its sentences need not repeat the numbers of the name.
 * @returns All sentences in their order; those of a named document have the name's words in their `frame`.
 */
export function underItsName(question: AnalysedQuestion, sentences: readonly ReadSentence[]): ReadSentence[] {
  const names = documentNames(question.text).map((name) => ({ name, keys: keysOf(name, question.terms) }));
  if (names.length === 0) return [...sentences];
  const known = new Map<string, ReadonlySet<string>>();
  for (const { passage } of sentences) known.set(passage.revisionId, new Set());
  for (const { name, keys } of names)
    for (const sentence of sentences.filter((each) => isNamed(each, name, keys)))
      known.set(sentence.passage.revisionId, new Set([...known.get(sentence.passage.revisionId)!, ...keys]));
  return sentences.map((sentence) => {
    const keys = known.get(sentence.passage.revisionId)!;
    return keys.size === 0 ? sentence : { ...sentence, frame: new Set([...sentence.frame, ...keys]) };
  });
}

/** Whether a sentence's document is the named one, as far as its title or this sentence of its beginning tells. */
function isNamed(
  { passage, span, text, keys: own, frame }: ReadSentence,
  name: DocumentName,
  keys: readonly string[],
): boolean {
  const title = [passage.title, ...passage.headingPath].join('\n');
  const begins = span.start < BEGINNING;
  if (keys.every((key) => frame.has(key)) || (begins && keys.every((key) => own.has(key)))) return true;
  return name.dates.length > 0 && holdsFact(dateOf(name), factsOf(begins ? `${title}\n${text}` : title));
}

const dateOf = ({ start, end, dates }: DocumentName): Fact => ({
  start,
  end,
  dates,
  surface: '',
  value: '',
  unit: null,
});

const keysOf = ({ start, end }: DocumentName, terms: readonly QuestionTerm[]): string[] =>
  terms.filter((term) => term.start >= start && term.end <= end).map(({ key }) => key);
