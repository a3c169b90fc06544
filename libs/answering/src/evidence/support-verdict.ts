import type { Support } from '#contracts';
import { guessLanguage, isStopWord } from '../text/stop-words.js';
import { fold } from '../text/fold-word.js';
import { affinity, termsOf } from '../text/terms.js';

/** Share of a sentence's content words that its evidence must hold. */
export const SUPPORTED_OVERLAP = 0.6;

/** Words that must stand in the evidence exactly: what a wrong answer most often gets wrong. */
const MONTH =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|marz|mai|juni|juli|oktober|dezember)/u;
const NEGATION =
  /\b(?:not|no|never|none|neither|nor|cannot|without|nobody|nothing|nicht|nie|niemals|kein(?:e[mnrs]?)?|ohne|weder|ne|pas|jamais|aucune?|sans|nunca|ningún|ninguna?|sin)\b|n['’]t\b|(?:^|\s)(?:لا|ليس|ليست|لم|لن|بدون|غير)(?:\s|$)|ない|ません|不(?!仅|但)|没|未|无/iu;
/** Says how far, not that it isn't so. */
const BOUNDS =
  /\b(?:no (?:more|less|fewer|later|earlier|longer) than|not (?:more|less|later|only)|not exceed(?:ing)?|nicht (?:nur|mehr|länger|später) als|nicht nur|spätestens nicht|no\.\s?\d+|no más de|pas plus de)/giu;

/** A judged sentence; `reason` says what was missing when it is unsupported. */
export interface Verdict {
  readonly support: Support;
  readonly reason: 'number' | 'name' | 'negation' | 'overlap' | null;
}

/**
 * Judge one sentence against the stored sentences it is said to rest on, by their words alone.
 * @param evidence Verbatim sentences, the main one first.
 * @returns `verbatim` when the evidence holds the sentence word for word (white space aside); `supported` when its numbers, dates,
 *   names and negation agree and enough of its words occur; otherwise `unsupported`. Words cannot prove meaning: `supported` is a
 *   necessary condition, not a proof.
 */
export function supportVerdict(sentence: string, evidence: readonly string[]): Verdict {
  const bare = plain(sentence)
    .replace(/^["“„«']+|["”“»']+$/gu, '')
    .replace(/[.!?。]+$/u, '');
  if (bare.length > 0 && evidence.some((text) => holdsWhole(plain(text), bare)))
    return { support: 'verbatim', reason: null };
  const held = evidence.flatMap((text) => termsOf(text).map(({ key }) => key));
  const exact = new Set(held);
  const language = guessLanguage(sentence);
  const terms = termsOf(sentence).map((term) => ({ ...term, surface: sentence.slice(term.start, term.end) }));
  const content = terms.filter(({ surface }) => !isStopWord(surface.toLowerCase(), language));

  if (terms.some((term) => term.isNumber && !exact.has(term.key))) return unsupported('number');
  if (content.some((term) => isName(term, language) && !held.some((key) => affinity(term.key, key) >= 0.7)))
    return unsupported('name');
  if (isNegated(sentence) !== isNegated(evidence[0] ?? '')) return unsupported('negation');
  const found = content.filter((term) => held.some((key) => affinity(term.key, key) > 0)).length;
  if (content.length === 0 || found / content.length < SUPPORTED_OVERLAP) return unsupported('overlap');
  return { support: 'supported', reason: null };
}

/** Whether a sentence denies something; bounds such as "no more than" do not. */
export function isNegated(text: string): boolean {
  return NEGATION.test(text.replace(BOUNDS, ' '));
}

/** Whether `text` holds `bare` from a word's start to a word's end: part of a number or a word is not a quotation. */
function holdsWhole(text: string, bare: string): boolean {
  for (let at = text.indexOf(bare); at >= 0; at = text.indexOf(bare, at + 1)) {
    const [before, after] = [text[at - 1] ?? '', text[at + bare.length] ?? ''];
    const isCut =
      isSpaced(bare) &&
      (/[\p{L}\p{N}]/u.test(before) ||
        /[\p{L}\p{N}]/u.test(after) ||
        (/\p{N}/u.test(bare.at(-1)!) && /^[.,]\p{N}/u.test(text.slice(at + bare.length))));
    // A clause without the "not" before it says the opposite of its sentence.
    if (!isCut && isNegated(text) === isNegated(bare)) return true;
  }
  return false;
}

function isSpaced(text: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

/** A capitalised word that does not open the sentence, an acronym, a month or a code. German nouns are all capitalised: there only acronyms count. */
function isName({ surface, start }: { surface: string; start: number }, language: string): boolean {
  if (/^\p{Lu}{2,}/u.test(surface) || (/\d/u.test(surface) && /\p{L}/u.test(surface))) return true;
  if (!/^\p{Lu}/u.test(surface) || start === 0) return false;
  return language !== 'de' || MONTH.test(fold(surface));
}

function unsupported(reason: Verdict['reason']): Verdict {
  return { support: 'unsupported', reason };
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
