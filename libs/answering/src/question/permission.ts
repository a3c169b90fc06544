import { affinity, termsOf } from '../text/terms.js';
import type { AnalysedQuestion, QuestionTerm } from './analyse-question.js';

/** "Can I …?", "Are interns allowed to …?", "Darf man …?", "Puis-je …?", "¿Puedo …?". */
const ASKS =
  /^(?:¿\s*)?(?:and |but |so )?(?:(?:can|may|could|must) (?!(?:\p{L}+ )?be\b)|(?:is|are|am) (?:\p{L}+ ){1,3}(?:allowed|permitted|entitled|ok|okay|all right|forbidden|prohibited)\b|do (?:\p{L}+ ){1,3}(?:have the right|need permission)\b|(?:darf|dürfen|kann|können) |(?:ist|sind) (?:\p{L}+ ){1,3}(?:erlaubt|gestattet|verboten|zulässig)\b|(?:puis-je|peut-on|pouvons-nous|est-ce (?:que je peux|qu['’]on peut))\b|(?:puedo|podemos|se puede)\b)/iu;
/** Whoever asks for themselves says what they want to do right behind this. */
const FOR_ONESELF =
  /^(?:¿\s*)?(?:and |but |so )?(?:(?:can|may|could|must) (?:i|we|you|one)|am i allowed to|are we allowed to)\s/iu;

const ADVERBS = '(?:(?:not|only|also|be|never|always|generally|normally|usually)\\s)*';
/** The verb of what is granted or refused, where it stands right behind the words that do so. */
const GRANTED = new RegExp(
  `(?<!\\p{L})(?:may|can|cannot|can['’]t|must|should|shall|(?:allowed|permitted|entitled|eligible|forbidden) to|(?:prohibited|banned) from)\\s${ADVERBS}(?<deed>\\p{L}+)`,
  'giu',
);
/** The same where verbs come late, or their objects between. */
const GRANTED_LATER = /(?<!\p{L})(?:darf|dürfen|kann|können|peut|peuvent|puede|pueden)\s(?<deed>[^;.!?]+)/giu;
/** What is allowed or forbidden in its sentence, mostly ahead of it. */
const VERDICT =
  /(?<!\p{L})(?:(?:is|are|be|was|were) (?:(?:not|never|only|also|strictly) )*(?:allowed|permitted|prohibited|forbidden|banned)(?! (?:to|from)\b)|erlaubt|gestattet|verboten|zulässig|untersagt|möglich|autorisée?s?|permise?s?|interdite?s?|permitid[oa]s?|prohibid[oa]s?)(?!\p{L})/iu;
/** From this affinity on two words are forms of one. */
const SAME_WORD = 0.7;

/**
 * Keys of what a question wants to be allowed: the deed where somebody asks for themselves, else all its words; those of rules for its phrases
 * included. English, German, French, Spanish.
 * @returns null where it asks for no permission.
 */
export function askedPermission({ text, terms }: AnalysedQuestion): string[] | null {
  const asked = text.trim();
  if (!ASKS.test(asked)) return null;
  const deedAt = FOR_ONESELF.exec(asked)?.[0].length;
  const deed = deedAt === undefined ? undefined : terms.find(({ end }) => end > deedAt);
  return (deed ? [deed] : terms).flatMap(keysOf);
}

/**
 * Whether a sentence says of a deed that it may be done, or that it may not.
 * @param deed Of {@link askedPermission}.
 */
export function rulesOn(deed: readonly string[], sentence: string): boolean {
  const tells = (words: string) =>
    termsOf(words).some(({ key }) => deed.some((own) => affinity(own, key) >= SAME_WORD));
  const granted = [...sentence.matchAll(GRANTED), ...sentence.matchAll(GRANTED_LATER)];
  return granted.some(({ groups }) => tells(groups!.deed!)) || (VERDICT.test(sentence) && tells(sentence));
}

const keysOf = ({ key, wording }: QuestionTerm): readonly string[] =>
  wording ? [...wording.own, ...wording.official.flat()] : [key];
