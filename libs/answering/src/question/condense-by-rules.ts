import { analyseQuestion, type AnalysedQuestion, type QuestionTerm } from './analyse-question.js';
import type { PreviousExchange, Rewrite } from './rewrite.js';

/** Words that point back at something said before (en, de, fr, es, ar, ja, zh). */
const POINTS_BACK =
  /(?<!\p{L})(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|that(?=\s*(?:\?|$|one|too|also|apply|mean|work|happen|cost))|the same|there(?=\s*\??$)|er|ihm|ihn|ihre?[rnms]?|es|dies(?:e[rsmn]?)?|davon|dafür|damit|dazu|dabei|darin|dort|deren|dessen|cela|ça|celui-ci|celle-ci|ils|elles?|eso|esto|ello|ellos|ellas)(?!\p{L})|^(?:它|他|她|这|那)|它们?|他们|她们|这个|那个|それ|これ|その|この(?=場合)|彼|彼女|(?:^|\s)(?:هو|هي|هم|ذلك|هذا|هذه|له|لها)(?:\s|[؟?]|$)/iu;
const PERSON = /(?<!\p{L})(?:he|him|his|she|her|hers|they|them|their|er|ihn|ihm|il|elle|él|ella)(?!\p{L})|彼|他|她/iu;
/** Openings of a question that leaves its subject out. */
const ELLIPSIS =
  /^(?:and|but|or|so|also|what about|how about|what if|why(?: not)?\s*\?*$|since when|until when|und|aber|oder|auch|was ist mit|wie ist es mit|warum|seit wann|bis wann|et|mais|qu'en est-il|y|pero|¿y|qué tal|那么?|还有|では|じゃあ|また|وماذا|و)(?![\p{Script=Latin}])/iu;
const FEW_TERMS = 1;
/** "Who is Carl?", or "Who is CEO?": nobody can tell the one from the other, nor in German from any noun. */
const ASKS_OF_NAME = /^(?:[Ww]ho|[Ww]hat|[Ww]here)\s+(?:is|are|was|were)\s+\p{Lu}/u;
const MOST_NAMES = 3;
/** A conversation of pronouns would pile up its words; those of the latest question come first. */
const MOST_ADDED = 12;

/**
 * Give a question that leans on the exchange before it the words that it leaves out, for the search.
 * @returns null when the question stands on its own; otherwise the question with the earlier one's content words after it.
 */
export function condenseByRules(previous: PreviousExchange | null | undefined, question: string): Rewrite | null {
  if (!previous) return null;
  const asked = analyseQuestion(question);
  const reason = POINTS_BACK.test(question)
    ? 'pronoun'
    : isEllipsis(asked) && !asksOfNext(question, previous)
      ? 'ellipsis'
      : null;
  if (!reason) return null;
  const before = analyseQuestion(previous.question);
  const replaced =
    reason === 'ellipsis'
      ? [...replacedBy(asked, previous), ...contrasted(asked, before), ...foundNowhere(asked, before, previous)]
      : [];
  const known = new Set([...asked.terms, ...replaced].map(({ key }) => key));
  const earlier = before.terms.filter(({ key }) => !known.has(key)).map(({ surface }) => surface);
  const names = PERSON.test(question) ? namesIn(previous.answer) : [];
  const added = [...new Set([...earlier, ...names])].slice(0, MOST_ADDED);
  return added.length === 0 ? null : { from: question, to: `${question} ${added.join(' ')}`, reason };
}

const isEllipsis = ({ text, terms }: AnalysedQuestion): boolean =>
  ELLIPSIS.test(text.trim()) || terms.length <= FEW_TERMS;

/** "Who is Ben?", "Who is Carl?": asked one after another in the same way, each says all that it asks in a single word. */
const asksOfNext = (question: string, previous: PreviousExchange): boolean =>
  [question, previous.typed ?? previous.question].every((text) => ASKS_OF_NAME.test(text.trim()));

/** "And in Geneva?", "And in Zurich?": what the one before put in the place of something, this one puts something else in. */
function replacedBy(asked: AnalysedQuestion, { question, typed }: PreviousExchange): AnalysedQuestion['terms'] {
  const before = typed === undefined || typed === question ? null : analyseQuestion(typed);
  if (!before || !isEllipsis(before)) return [];
  const [places, placesBefore] = [new Set(placesOf(asked)), placesOf(before)];
  return before.terms.filter((_, i) => places.has(placesBefore[i]!));
}

/** "What does a room in Geneva cost?", "And in Zurich?": names after the same preposition, numbers after it, and years. */
function contrasted(asked: AnalysedQuestion, before: AnalysedQuestion): AnalysedQuestion['terms'] {
  const places = new Set(placesOf(asked).filter((place, i) => isNaming(asked.terms[i]!) && place !== NO_PLACE));
  const hasYear = asked.terms.some(isYear);
  const placesBefore = placesOf(before);
  return before.terms.filter(
    (term, i) => isNaming(term) && (places.has(placesBefore[i]!) || (hasYear && isYear(term))),
  );
}

const NO_PLACE = 'word';

/** Where each term of a question stands: after which preposition, and whether it is a number; names of several words in one place. */
function placesOf({ text, terms }: AnalysedQuestion): string[] {
  const places: string[] = [];
  for (const [i, term] of terms.entries()) {
    const last = terms[i - 1];
    const kind = isNumber(term) ? 'number' : NO_PLACE;
    const goesOn =
      last &&
      isNaming(last) &&
      isNaming(term) &&
      isNumber(last) === isNumber(term) &&
      text.slice(last.end, term.start) === ' ';
    const preposition = prepositionBefore(text, term);
    places.push(goesOn ? places[i - 1]! : preposition === null ? kind : `${kind} ${preposition}`);
  }
  return places;
}

const isNumber = ({ surface }: QuestionTerm): boolean => /^\p{Nd}/u.test(surface);
const isYear = ({ surface }: QuestionTerm): boolean => /^(?:19|20)\d\d$/u.test(surface);

/**
 * What made the question before be refused, where this one has a subject of its own: "What is the moon made of?", "And the gym?". One
 * that only adds to it ("And for children?") keeps it: what holds for something else is no answer.
 */
function foundNowhere(
  asked: AnalysedQuestion,
  before: AnalysedQuestion,
  { missing = [] }: PreviousExchange,
): AnalysedQuestion['terms'] {
  const words = new Set(missing);
  const hasSubject = asked.terms.some((term) => term.weight === 1 && prepositionBefore(asked.text, term) === null);
  return hasSubject ? before.terms.filter(({ surface }) => words.has(surface)) : [];
}

const isNaming = ({ surface }: QuestionTerm): boolean => /^[\p{Lu}\p{Nd}]/u.test(surface);

const prepositionBefore = (text: string, { start }: QuestionTerm): string | null =>
  /(?<!\p{L})(in|at|for|from|under|on|by|with|bei|für|aus|mit|nach|à|en|pour|para|de)\s(?:the\s)?$/iu
    .exec(text.slice(Math.max(0, start - 12), start))?.[1]
    ?.toLowerCase() ?? null;

/** The first capitalised words of an answer that do not open a sentence. */
function namesIn(answer: string): string[] {
  const names =
    answer.match(/(?<=[\p{L}\p{N},;]\s)\p{Lu}\p{Ll}[\p{L}'’-]*|\p{Lu}[\p{L}'’-]+(?=\s\p{Lu}\p{Ll})/gu) ?? [];
  return [...new Set(names)].slice(0, MOST_NAMES);
}
