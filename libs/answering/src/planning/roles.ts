import { afterWho } from '../question/asked-thing.js';
import { isLabelledRow } from '../text/classify-lines.js';
import { isStopWord } from '../text/stop-words.js';
import { affinityTo, termsOf } from '../text/terms.js';

/** An article and up to four words after it, at the end of a text. */
const PHRASE = /^.*(?<![\p{L}-])(?:the|our)\s((?:[\p{L}&'’-]+\s){0,3}[\p{L}&'’-]+)\s?$/isu;
const BY_PHRASE = /^\s+by\s(?:the|our)\s((?:[\p{L}&'’-]+\s?){1,4})/iu;
const PERSON = /\b(?:which|what)\s(?:[\p{L}-]+\s){0,2}?(?:person|people|member|colleague)s?(?=\s)/iu;
/** Before a word, far enough for an article and four words. */
const LONGEST_PHRASE = 80;
const LONGEST_CELL_WORDS = 8;
const SAME_VERB = 0.7;

/** "the procurement team" for "team": of a kind that is asked for, those that the words before it tell from others. English; in German a compound. */
export function namedByKind(noun: string, text: string): string[] {
  return [...text.matchAll(/[\p{L}-]+/gu)].flatMap(({ 0: word, index }) => {
    const lower = word.toLowerCase();
    if (lower !== noun && lower !== `${noun}s`)
      return lower.endsWith(noun) && lower.length >= noun.length + 3 && /^\p{Lu}/u.test(word) ? [word] : [];
    const phrase = phraseBefore(text, index);
    return phrase ? [`${phrase} ${word}`] : [];
  });
}

/** Who does what a "who" question asks about, told by a role: "the office manager" in "the office manager approves travel". English. */
export function doersIn(question: string, text: string): string[] {
  const from = afterWho(question) ?? endOf(PERSON.exec(question));
  const verb = from === null ? undefined : termsOf(question).find(({ start }) => start >= from);
  if (!verb) return [];
  const isVerb = affinityTo(verb.key);
  return termsOf(text)
    .filter(({ key }) => isVerb([key]) >= SAME_VERB)
    .flatMap(({ start, end }) => phraseBefore(text, start) ?? phraseAfter(text, end) ?? []);
}

/** What a row of a table with its column names says of one: "Acme Ltd" for "client" in "client: Acme Ltd; office: Berlin". */
export function cellsUnder(noun: string, text: string): string[] {
  if (!isLabelledRow(text)) return [];
  return text.split(/;\s/u).flatMap((cell) => {
    const [label = '', value = ''] = cell.split(/:\s(.+)/su);
    const isAsked = label.trim().toLowerCase().split(/[\s_]/u).at(-1) === noun;
    const words = value.trim().split(/\s+/u);
    if (!isAsked || value.trim() === '' || words.length > LONGEST_CELL_WORDS) return [];
    return words.length === 1 && /^\p{Lu}/u.test(value.trim()) ? [`${value.trim()} ${noun}`] : [value.trim()];
  });
}

/** A title or heading that names a thing of the kind: "Hosting Agreement", "Lease of 41 Tallow Court" for "agreement" and "lease". */
export function headOfTitle(noun: string, title: string): string | null {
  const bare = title.replace(/^[\p{Nd}.§\s]+/u, '').trim();
  const words = bare.split(/\s+/u);
  const at = words.findIndex((word) => word.toLowerCase().replace(/[,:]$/u, '') === noun);
  if (at < 0 || words.length < 2 || words.length > LONGEST_CELL_WORDS) return null;
  const isHead = at === words.length - 1 || /[,:]$/u.test(words[at]!) || /^(?:of|for|on|with)$/iu.test(words[at + 1]!);
  return isHead ? bare : null;
}

/** Null where a word among them names nothing: "the form to the" team. */
function phraseBefore(text: string, at: number): string | null {
  const phrase = PHRASE.exec(text.slice(Math.max(0, at - LONGEST_PHRASE), at))?.[1];
  return phrase && upToStop(phrase) === phrase ? phrase : null;
}

function phraseAfter(text: string, at: number): string | null {
  const phrase = BY_PHRASE.exec(text.slice(at, at + LONGEST_PHRASE))?.[1];
  return phrase ? upToStop(phrase) || null : null;
}

function upToStop(phrase: string): string {
  const words = phrase.trim().split(/\s+/u);
  const stop = words.findIndex((word) => isStopWord(word.toLowerCase(), 'en'));
  return words.slice(0, stop < 0 ? words.length : stop).join(' ');
}

const endOf = (match: RegExpExecArray | null): number | null => match && match.index + match[0].length;
