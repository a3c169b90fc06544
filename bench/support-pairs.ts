import { bySeed } from './seeded-choice.js';
import type { EvalDocument, EvalSet } from './eval-set.js';

/** A sentence with passages that it is said to rest on, and whether it really does. */
export interface SupportPair {
  /** How it was made. */
  readonly made: string;
  readonly isTrue: boolean;
  readonly sentence: string;
  /** The first one is cited. */
  readonly passages: readonly EvalDocument[];
}

const LEAST_WORDS = 6;
const SENTENCE = /[^.!?。！？]+(?:[.!?](?=\d)[^.!?。！？]*)*[.!?。！？]+["”')\]]*/gu;
const NAME = /(?<=[\p{Ll}\p{N},;]\s)\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)*/gu;
const NUMERAL = /(?<![\p{L}\p{N}.,])\d[\d,]*(?:\.\d+)?(?![\p{L}\d])/gu;
const AUXILIARY = /\b(?:is|are|was|were|can|may|must|should|will|would|could|has|have|had|does|do|did)\b(?! not)/u;
const UNIT_SWAPS: readonly (readonly [RegExp, string])[] = [
  [/(?<=\d\s?)percent\b|(?<=\d\s?)%/u, ' million'],
  [/(?<=\d\s)years?\b/u, 'months'],
  [/(?<=\d\s)days?\b/u, 'weeks'],
  [/(?<=\d\s)months?\b/u, 'years'],
  [/\$(?=\d)/u, '£'],
  [/€(?=\d)/u, '$'],
  [/(?<=\d\s)miles?\b/u, 'km'],
];
/** Sets whose capitals are headings and defined terms rather than names. */
const WITHOUT_NAMES = new Set(['policyqa']);
const MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December';

/**
 * Labelled pairs from a set of questions with answers and their passages. True: the sentence that holds the answer as it stands,
 * shortened, reordered or with its figures written otherwise, and the question turned into a statement with its answer. False:
 * the same with a number, unit or name exchanged (for one from elsewhere, or, harder, for another one of the same passage), a
 * negation put in or taken out, a sentence of another document, or the statement with another question's answer.
 * The same set and limit always give the same pairs.
 */
export function supportPairs(set: EvalSet, limit: number): SupportPair[] {
  const choose = bySeed(set.name);
  const namesIn = WITHOUT_NAMES.has(set.name) ? () => [] : namesOf;
  const swapName = (sentence: string, other: string | null): string | null => {
    const name = namesIn(sentence)[0];
    return name && other && other !== name ? sentence.replace(name, other) : null;
  };
  const byId = new Map(set.documents.map((document) => [document.id, document]));
  const questions = choose.some(
    set.queries.filter((query) => answersOf(query).length > 0),
    limit,
  );
  const answersByDocument = new Map<string, string[]>();
  for (const query of set.queries)
    for (const id of query.relevant.keys())
      answersByDocument.set(id, [...(answersByDocument.get(id) ?? []), answersOf(query)[0] ?? '']);
  return questions.flatMap((query): SupportPair[] => {
    const source = byId.get([...query.relevant.keys()][0]!);
    const answer = answersOf(query)[0]!;
    const sentence = source && sentencesOf(source.text).find((each) => each.includes(answer));
    if (!source || !sentence) return [];
    const others = choose.some(
      set.documents.filter(({ id, text }) => id !== source.id && !text.includes(sentence)),
      4,
    );
    const foreign = sentencesOf(others[3]!.text)[0];
    const passages = [source, ...others.slice(0, 3)];
    const pair = (made: string, isTrue: boolean, text: string | null | undefined): SupportPair[] =>
      text && text !== sentence && text.split(/\s+/u).length >= 4 ? [{ made, isTrue, sentence: text, passages }] : [];
    const wrong = choose.one(
      (answersByDocument.get(source.id) ?? []).filter((other) => !overlaps(other, answer) && !sentence.includes(other)),
    );
    return [
      { made: 'verbatim', isTrue: true, sentence, passages },
      ...pair('shortened', true, shortened(sentence, answer)),
      ...pair('reordered', true, reordered(sentence)),
      ...pair('figures written otherwise', true, rewrittenFigures(sentence)),
      ...pair('question as statement', true, asStatement(query.text, answer)),
      ...pair(
        'number from elsewhere',
        false,
        swapNumber(sentence, (value) => elsewhere(value, source.text)),
      ),
      ...pair(
        'number of the same passage',
        false,
        swapNumber(sentence, () => choose.one(numbersIn(source.text.replace(sentence, ''))) ?? null),
      ),
      ...pair('unit exchanged', false, swapUnit(sentence)),
      ...pair(
        'name from elsewhere',
        false,
        swapName(sentence, choose.one(namesIn(others[3]!.text).filter((name) => !source.text.includes(name)))),
      ),
      ...pair(
        'name of the same passage',
        false,
        swapName(
          sentence,
          choose.one(namesIn(source.text.replace(sentence, '')).filter((name) => !sentence.includes(name))),
        ),
      ),
      ...pair('negated', false, negated(sentence)),
      ...pair(
        'sentence of another document',
        false,
        foreign && foreign.split(/\s+/u).length >= LEAST_WORDS ? foreign : null,
      ),
      ...pair('statement with a wrong answer', false, wrong ? asStatement(query.text, wrong) : null),
    ];
  });
}

const answersOf = (query: object): string[] => (query as { answers?: string[] }).answers?.filter(Boolean) ?? [];

export function sentencesOf(text: string): string[] {
  return (text.match(SENTENCE) ?? [])
    .map((each) => each.trim())
    .filter((each) => each.split(/\s+/u).length >= LEAST_WORDS);
}

const overlaps = (a: string, b: string): boolean =>
  a === '' || a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase());

/** Without what stands in round brackets, or else without the clause after the last comma, as long as the answer stays. */
function shortened(sentence: string, answer: string): string | null {
  const bare = sentence.replace(/\s*\([^()]*\)/u, '');
  const cut = bare === sentence ? `${sentence.slice(0, sentence.lastIndexOf(','))}.` : bare;
  return cut.includes(answer) && cut.split(/\s+/u).length >= LEAST_WORDS ? cut : null;
}

/** `In May, it rained.` → `It rained in May.`, for sentences of one comma. */
function reordered(sentence: string): string | null {
  const [first, second, ...more] = sentence.replace(/[.]$/u, '').split(/,\s/u);
  if (!first || !second || more.length > 0 || first.split(' ').length < 2 || second.split(' ').length < 3) return null;
  return `${second[0]!.toUpperCase()}${second.slice(1)} ${/^(?:In|On|At|By|For|After|Before|During|From|Since|As|When|With)\b/u.test(first) ? first[0]!.toLowerCase() + first.slice(1) : first}.`;
}

/** Percent signs as words and back, grouped digits without groups, dates in another order. */
function rewrittenFigures(sentence: string): string {
  return sentence
    .replace(/(?<=\d)\s?%/gu, ' percent')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/gu, '')
    .replace(new RegExp(`\\b(${MONTH}) (\\d{1,2}), (\\d{4})`, 'gu'), '$2 $1 $3')
    .replace(/\$(\d[\d.,]*\d|\d)(?! ?(?:m|b|tr)illion)/gu, '$1 dollars');
}

/** "Who won the cup?" and "Ann" → "Ann won the cup."; null for questions that turn their words around. */
function asStatement(question: string, answer: string): string | null {
  const rest =
    /^(?:who|what|which(?: \w+)?|what (?:year|city|country|team|company|person))\s+((?!do\b|does\b|did\b|kind\b|type\b)\w+\s+.+?)\?*$/iu.exec(
      question.trim(),
    )?.[1];
  return rest && answer.split(' ').length <= 8 ? `${answer} ${rest}.` : null;
}

function swapNumber(sentence: string, other: (value: string) => string | null): string | null {
  const numerals = numbersIn(sentence);
  const value = numerals[Math.floor(numerals.length / 2)];
  const swapped = value === undefined ? null : other(value);
  return swapped && !numerals.includes(swapped) ? sentence.replace(value!, swapped) : null;
}

/** A number of the same size that the text does not hold. */
function elsewhere(value: string, text: string): string {
  let digits = Number(value.replaceAll(',', ''));
  do digits = Math.round((digits + 7) * 100) / 100;
  while (text.includes(String(digits)));
  return String(digits);
}

function swapUnit(sentence: string): string | null {
  const swap = UNIT_SWAPS.find(([pattern]) => pattern.test(sentence));
  return swap ? sentence.replace(swap[0], swap[1]) : null;
}

function negated(sentence: string): string | null {
  if (/\b(?:not|never|no|none|nor|without)\b|n['’]t/iu.test(sentence))
    return /\bnot\s/u.test(sentence) ? sentence.replace(/\bnot\s/u, '') : null;
  return AUXILIARY.test(sentence) ? sentence.replace(AUXILIARY, '$& not') : null;
}

const namesOf = (text: string): string[] => [...new Set(text.match(NAME) ?? [])];
const numbersIn = (text: string): string[] => [...new Set(text.match(NUMERAL) ?? [])];
