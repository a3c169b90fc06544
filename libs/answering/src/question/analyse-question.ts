import type { Span } from '#knowledge';
import { guessLanguage, isStopWord, type Language } from '../text/stop-words.js';
import { fold } from '../text/fold-word.js';
import type { Wording } from '../text/affinity-to-wording.js';
import { termsOf } from '../text/terms.js';
import { asksAmountOfTime } from './lengths-of-time.js';
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
  /** Of a phrase of every day: the ways in which it is told. */
  readonly wording?: Wording;
}

/** What a question asks for, by its words alone; the same question always gives the same. */
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
   annee mois jour temps nom type montant nombre pourcentage ano mes dia tiempo nombre tipo cantidad numero porcentaje`
    .split(/\s+/u)
    .map((word) => fold(word)),
);
/** Before the unit that an amount is asked in: "how many working days". */
const ASKED_UNIT =
  /\b(?:how many|wie viele)\s(?:\p{L}+\s)?(?=(?:days|weeks|months|years|hours|minutes|tage|wochen|monate|jahre|stunden)\b)/diu;
/** Of words that only name the kind of answer. */
export const FOCUS_WEIGHT = 0.35;
/** Verbs and general words of asking: a document that answers need not use them. */
const ASKING = new Set(
  `spend spent pay paid cost charge grow grew grown happen receive apply use work start become keep keep hold provide include involve
   ask answer must require handle deal send sent bring run call stand set help follow turned left put leave part whole total maximum minimum
   least exactly usually normally typically main currently quickly soon sure rather still ever always else instead possible possibly able
   supposed somebody someone anybody anyone something anything everybody everyone nobody advance most
   eligible owe hand expect reach agree count stay
   heute gerade eigentlich normalerweise maximal mindestens hochstens gilt gelten denen
   peux puis-je puedo`
    .split(/\s+/u)
    .map((word) => fold(word)),
);
/** Of such words. */
export const ASKING_WEIGHT = 0.55;
/** Forms of English verbs and adverbs. */
const VERB_FORM_WEIGHT = 0.8;
const VERB_FORM = /\p{Ll}{2}(?:ed|ing|ly)$/u;
/** Beside nouns, which German writes with capitals. */
const GERMAN_LOWER_WEIGHT = 0.6;
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
  const unitAt = asksAmountOfTime(question) ? ASKED_UNIT.exec(question)?.indices?.[0]?.[1] : undefined;
  for (const term of termsOf(question)) {
    const surface = question.slice(term.start, term.end);
    const lower = surface.toLowerCase();
    const isMonth = surface === 'May' && term.start > 0;
    if (
      seen.has(term.key) ||
      (!isMonth && [lower, lower.replace(/['’]s$/u, '')].some((word) => isStopWord(word, language)))
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
      weight: term.start === unitAt ? FOCUS_WEIGHT : subjectWeight(surface, language),
      start: term.start,
      end: term.end,
    });
  }
  return { text: question, language, kind: questionKind(question), terms };
}

/** How much of a question's subject a word carries, in (0, 1]. */
function subjectWeight(surface: string, language: Language): number {
  const word = fold(surface);
  if (FOCUS.has(word) || HAS_ENDING.test(surface)) return FOCUS_WEIGHT;
  if (ASKING.has(word)) return ASKING_WEIGHT;
  if (language === 'en' && VERB_FORM.test(surface)) return VERB_FORM_WEIGHT;
  return language === 'de' && /^\p{Ll}/u.test(surface) ? GERMAN_LOWER_WEIGHT : 1;
}

/** Whether nearly every word is capitalised, so that capitals say nothing. */
function looksTitleCase(question: string): boolean {
  const words = question.match(/\p{L}{4,}/gu) ?? [];
  return words.length > 2 && words.filter((word) => /^\p{Lu}/u.test(word)).length > 0.8 * words.length;
}
