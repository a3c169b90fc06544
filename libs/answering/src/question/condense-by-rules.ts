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
const MOST_NAMES = 3;

/**
 * Give a question that leans on the exchange before it the words that it leaves out, for the search.
 * @returns null when the question stands on its own; otherwise the question with the earlier one's content words after it.
 */
export function condenseByRules(previous: PreviousExchange | null | undefined, question: string): Rewrite | null {
  if (!previous) return null;
  const asked = analyseQuestion(question);
  const reason = POINTS_BACK.test(question) ? 'pronoun' : isEllipsis(asked) ? 'ellipsis' : null;
  if (!reason) return null;
  const before = analyseQuestion(previous.question);
  const replaced =
    reason === 'ellipsis'
      ? [...replacedBy(asked, previous), ...contrasted(asked, before), ...foundNowhere(asked, before, previous)]
      : [];
  const known = new Set([...asked.terms, ...replaced].map(({ key }) => key));
  const earlier = before.terms.filter(({ key }) => !known.has(key)).map(({ surface }) => surface);
  const names = PERSON.test(question) ? namesIn(previous.answer) : [];
  const added = [...new Set([...earlier, ...names])];
  return added.length === 0 ? null : { from: question, to: `${question} ${added.join(' ')}`, reason };
}

const isEllipsis = ({ text, terms }: AnalysedQuestion): boolean =>
  ELLIPSIS.test(text.trim()) || terms.length <= FEW_TERMS;

/** "And in Geneva?", "And in Zurich?": what the one before put in the place of something, this one puts something else in. */
function replacedBy(asked: AnalysedQuestion, { question, typed }: PreviousExchange): AnalysedQuestion['terms'] {
  const before = typed === undefined || typed === question ? null : analyseQuestion(typed);
  return before && asked.terms.length > 0 && isEllipsis(before) ? before.terms : [];
}

/** "What does a room in Geneva cost?", "And in Zurich?": names and numbers after the same preposition. */
function contrasted(asked: AnalysedQuestion, before: AnalysedQuestion): AnalysedQuestion['terms'] {
  const places = new Set(asked.terms.filter(isNaming).map((term) => prepositionBefore(asked.text, term)));
  let last: QuestionTerm | null = null;
  return before.terms.filter((term) => {
    const goesOn = last !== null && before.text.slice(last.end, term.start) === ' ';
    const preposition = prepositionBefore(before.text, term);
    const isContrasted = isNaming(term) && (goesOn || (preposition !== null && places.has(preposition)));
    last = isContrasted ? term : null;
    return isContrasted;
  });
}

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
