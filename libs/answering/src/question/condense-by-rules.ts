import { analyseQuestion } from './analyse-question.js';
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
  const isEllipsis = ELLIPSIS.test(question.trim()) || asked.terms.length <= FEW_TERMS;
  const reason = POINTS_BACK.test(question) ? 'pronoun' : isEllipsis ? 'ellipsis' : null;
  if (!reason) return null;
  const known = new Set(asked.terms.map(({ key }) => key));
  const earlier = analyseQuestion(previous.question)
    .terms.filter(({ key }) => !known.has(key))
    .map(({ surface }) => surface);
  const names = PERSON.test(question) ? namesIn(previous.answer) : [];
  const added = [...new Set([...earlier, ...names])];
  return added.length === 0 ? null : { from: question, to: `${question} ${added.join(' ')}`, reason };
}

/** The first capitalised words of an answer that do not open a sentence. */
function namesIn(answer: string): string[] {
  const names =
    answer.match(/(?<=[\p{L}\p{N},;]\s)\p{Lu}\p{Ll}[\p{L}'’-]*|\p{Lu}[\p{L}'’-]+(?=\s\p{Lu}\p{Ll})/gu) ?? [];
  return [...new Set(names)].slice(0, MOST_NAMES);
}
