import type { Span } from '#knowledge';
import { guessLanguage, isStopWord, type Language } from '../text/stop-words.js';
import { fold, termsOf } from '../text/terms.js';
import { questionKind, type QuestionKind } from './question-kind.js';

/** One content word of a question, with its place in it. */
export interface QuestionTerm extends Span {
  readonly key: string;
  /** As typed. */
  readonly surface: string;
  /** A proper name or a number: evidence without it speaks of something else. */
  readonly isSpecific: boolean;
  /** Share in coverage before rarity is counted: 1, less for words that only say what kind of answer is wanted. */
  readonly weight: number;
}

export interface AnalysedQuestion {
  readonly text: string;
  readonly language: Language;
  readonly kind: QuestionKind;
  /** Distinct content words, in order. */
  readonly terms: readonly QuestionTerm[];
}

/** Words that name the kind of answer rather than its subject. */
const FOCUS = new Set(
  `year month day date time name names kind type sort amount number percentage percent term word person people thing way called known mean meant
   think want need get got tell give take make go come find look know use try allow let happens turn sure actually currently
   bekomme bekommen brauche brauchen mochte mochten machen geben nehmen geld
   high big large tall far deep fast old late early hoch gross alt weit teuer
   happen happened following located location document documents policy say says according
   jahr monat tag datum uhrzeit zeit name namen art betrag anzahl zahl prozent person heißt heisst lautet genannt
   annee mois jour nom type montant nombre pourcentage ano mes dia nombre tipo cantidad numero porcentaje`
    .split(/\s+/u)
    .map((word) => fold(word)),
);
const FOCUS_WEIGHT = 0.35;
/** Pairs of characters that only ask: they name nothing. */
const WIDE_STOP =
  /^[\p{Script=Hiragana}ー]{2}$|^[的是了在和吗呢么谁哪吧]|[的是了在和吗呢么谁哪吧]$|[什何誰]|多少|几[个年]|哪|如何|怎|为何|どこ|です|ます/u;

/** An ideograph with a Japanese ending or particle: half a word. */
const HAS_ENDING = /^(?:\p{Script=Hiragana}.|.\p{Script=Hiragana})$/u;

/** What a question asks for and with which words. */
export function analyseQuestion(question: string): AnalysedQuestion {
  const language = guessLanguage(question);
  const seen = new Set<string>();
  const terms: QuestionTerm[] = [];
  const isTitleCase = looksTitleCase(question);
  for (const term of termsOf(question)) {
    const surface = question.slice(term.start, term.end);
    if (
      seen.has(term.key) ||
      isStopWord(surface.toLowerCase(), language) ||
      isStopWord(surface.toLowerCase().replace(/['’]s$/u, ''), language)
    )
      continue;
    if (
      WIDE_STOP.test(surface) ||
      (surface.length === 1 && !term.isNumber && /\p{Script=Latin}|\p{Script=Hiragana}/u.test(surface))
    )
      continue;
    seen.add(term.key);
    const isName = language !== 'de' && !isTitleCase && term.start > 0 && /^\p{Lu}/u.test(surface);
    const isCode = /\d/u.test(surface) && /\p{L}/u.test(surface);
    terms.push({
      key: term.key,
      surface,
      isSpecific: term.isNumber || isName || isCode,
      weight: FOCUS.has(fold(surface)) || HAS_ENDING.test(surface) ? FOCUS_WEIGHT : 1,
      start: term.start,
      end: term.end,
    });
  }
  return { text: question, language, kind: questionKind(question), terms };
}

/** Whether nearly every word is capitalised, so that capitals say nothing. */
function looksTitleCase(question: string): boolean {
  const words = question.match(/\p{L}{4,}/gu) ?? [];
  return words.length > 2 && words.filter((word) => /^\p{Lu}/u.test(word)).length > 0.8 * words.length;
}
