import type { AnalysedQuestion } from '../question/analyse-question.js';
import { isHeadAlone } from '../text/compounds.js';
import type { WeighedTerm } from './weigh-terms.js';

/** An English word of the subject that stands in more of the sentences that were read is told in many words ("night", "department"). */
const RARE_SUBJECT = 0.65;
/** A word of less weight is everywhere, and need not be repeated. */
const COMMON_SUBJECT = 0.5;
/** Weighs more than any word that lacks: what the passage does hold of such a word speaks for it elsewhere. */
const OTHER_KIND = 1.5;
/** A question of more words, by weight, tells of several things. */
const MOST_ASKED = 6;
/** What names the kind of answer: "Which faction", "What is the gender of"; an answer is one, and need not say so. */
const NAMED_KIND =
  /\b(?:what|which|welche[rsnm]?)\s(?:(?:is|are|was|were)\sthe\s)?(?:[\p{L}'’-]+\s){1,2}|(?<!\p{L})(?:quelles?|quels?|qué|cuál)\s\p{L}+/diu;
/** Of whom is asked: "Who is the buyer"; where nothing holds that, it is told in other words ("was sold to"). */
const NAMED_ROLE = /\bwho\s(?:is|are|was|were)\sthe\s(?:[\p{L}'’-]+\s){1,2}/diu;
/** Before a place, which a rule for many places need not name: "working from Portugal". */
const AT = /(?<!\p{L})(?:in|from|at|near|aus|bei|en|à|desde)\s$/iu;
/** Before an infinitive. */
const TO = /\bto\s$/iu;
const AUXILIARY = /\b(?:do|does|did|must|can|could|may|might|should|shall|will|would)\s/iu;

/** How far a passage tells of what a question is about. */
export interface SubjectFeatures {
  /** How rare the rarest word of the question's subject is that the passage holds no trace of; 0 of none, and of words that many hold; 1.5 where it holds another kind of the same thing. */
  readonly subjectAbsent: number;
  /** 1 when its passage holds a trace of every word of its subject but common ones. */
  readonly subjectWhole: number;
}

/**
 * How much of a question's subject its passage holds no trace of ("saliva" in "How long are saliva samples kept?"): then it tells of something
 * near by ("blood samples"). Verbs don't count, since an answer has its own, nor does the kind of thing that is asked for. Nothing is said of
 * questions of many words, and of those that want a yes or a no: what they name may be what is in doubt.
 * @param inPassage How far the passage holds each word, title and headings included.
 * @param held All words of the passage, likewise, by their keys.
 */
export function absentSubject(
  question: AnalysedQuestion,
  terms: readonly WeighedTerm[],
  inPassage: ReadonlyMap<WeighedTerm, number>,
  held: readonly string[],
): SubjectFeatures {
  const { text, language, kind } = question;
  const asked = terms.reduce((sum, { weight }) => sum + weight, 0);
  if (kind === 'yes-no' || asked > MOST_ASKED) return { subjectAbsent: 0, subjectWhole: 0 };
  const isAsked = (term: WeighedTerm) =>
    isWithin(NAMED_KIND.exec(text), term) || (!term.isFound && isWithin(NAMED_ROLE.exec(text), term));
  // Another kind of the same thing: "Frist" where "Kündigungsfrist" is asked for.
  const otherKinds = new Set(language === 'de' ? terms.filter(({ key }) => isHeadAlone(key, held)) : []);
  const isAbsent = (term: WeighedTerm) => inPassage.get(term) === 0 || otherKinds.has(term);
  const absent = terms.filter(
    (term) => term.isSubject && isAbsent(term) && !isAsked(term) && !isPlace(text, term) && !isVerb(question, term),
  );
  // Where inflections are not undone a word may stand there in another form, unless nothing retrieved holds it.
  const telling = absent.filter((term) =>
    language === 'en' ? term.weight >= RARE_SUBJECT : !term.isFound || otherKinds.has(term),
  );
  return {
    subjectAbsent: Math.max(0, ...telling.map((term) => (otherKinds.has(term) ? OTHER_KIND : term.weight))),
    subjectWhole: Number(absent.every(({ weight }) => weight < COMMON_SUBJECT)),
  };
}

const isWithin = (match: RegExpExecArray | null, { start }: WeighedTerm): boolean => {
  const [from, to] = match?.indices?.[0] ?? [0, 0];
  return start >= from && start < to;
};

const isPlace = (question: string, { start, surface }: WeighedTerm): boolean =>
  /^\p{Lu}/u.test(surface) && AT.test(question.slice(0, start));

/** An infinitive after "to", or the last word of a question with an auxiliary: "did they surrender". English. */
function isVerb({ text, language }: AnalysedQuestion, { start, end }: WeighedTerm): boolean {
  if (language !== 'en') return false;
  const before = text.slice(0, start);
  return TO.test(before) || (!/[\p{L}\p{N}]/u.test(text.slice(end)) && AUXILIARY.test(before));
}
