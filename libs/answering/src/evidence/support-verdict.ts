import type { Support, SupportSignals } from '#contracts';
import { isNegated } from './negation.js';
import { goesOnWithException } from './other-than-said.js';
import { readSource, type Source } from './read-source.js';
import { signalsOf } from './support-signals.js';

/** Share of a sentence's content words that its evidence must hold. */
export const SUPPORTED_OVERLAP = 0.6;
/** Least cosine of sentence and source. Low, because embedders differ: on tuning pairs the starter took eleven wrong sentences out for four right ones. */
const LEAST_SIMILARITY = 0.5;

/** A judged sentence. `reason` says what was missing when it is unsupported, `why` the same for people. */
export interface Verdict {
  readonly support: Support;
  readonly reason: 'number' | 'name' | 'negation' | 'similarity' | 'overlap' | null;
  readonly why: string;
  readonly signals: SupportSignals;
}

/** What other models say of a sentence and its evidence; null where none was asked. */
export interface ModelScores {
  readonly similarity: number | null;
  readonly reranker: number | null;
}

const NO_SCORES: ModelScores = { similarity: null, reranker: null };
/** Signals of a sentence that stands in its evidence word for word. */
const AGREES: SupportSignals = {
  overlap: 1,
  missingNumbers: [],
  missingNames: [],
  negationDiffers: false,
  ...NO_SCORES,
};

/** The verdict on a sentence that stands in its evidence word for word. */
export const VERBATIM: Verdict = {
  support: 'verbatim',
  reason: null,
  why: 'The source says this word for word.',
  signals: AGREES,
};

/** The verdict where there is no evidence at all. */
export const NOTHING_FOUND: Verdict = {
  support: 'unsupported',
  reason: 'overlap',
  why: 'No passage that was read says anything like it.',
  signals: { ...AGREES, overlap: 0 },
};

/**
 * Judge one sentence against the stored sentences it is said to rest on, by deterministic signals.
 * @param evidence Verbatim sentences, the main one first.
 * @returns `verbatim` when the evidence holds the sentence word for word (white space aside); `supported` when its numbers, dates,
 *   amounts, names and negation agree and enough of its words occur; otherwise `unsupported`. Words cannot prove meaning:
 *   `supported` is a necessary condition, not a proof.
 */
export function supportVerdict(
  sentence: string,
  evidence: readonly Source[],
  scores: ModelScores = NO_SCORES,
): Verdict {
  if (evidence.some(({ text }) => isVerbatim(sentence, text))) return VERBATIM;
  return judge({ ...signalsOf(sentence, evidence.map(readSource)), ...scores });
}

/** Whether a stored text holds a sentence word for word, quotation marks and the last full stop aside. */
export function isVerbatim(sentence: string, text: string): boolean {
  const bare = plain(sentence)
    .replace(/^["“„«']+|["”“»']+$/gu, '')
    .replace(/[.!?。]+$/u, '');
  return bare.length > 0 && holdsWhole(plain(text), bare);
}

function judge(signals: SupportSignals): Verdict {
  const { overlap, missingNumbers, missingNames, similarity } = signals;
  const unsupported = (reason: Verdict['reason'], why: string): Verdict => ({
    support: 'unsupported',
    reason,
    why,
    signals,
  });
  if (missingNumbers.length > 0) return unsupported('number', doNotOccur('number', missingNumbers));
  if (missingNames.length > 0) return unsupported('name', doNotOccur('name', missingNames));
  if (signals.negationDiffers)
    return unsupported('negation', 'The source says the opposite, or says it with a condition.');
  if (similarity !== null && similarity < LEAST_SIMILARITY)
    return unsupported('similarity', 'The closest source speaks of something else.');
  if (overlap < SUPPORTED_OVERLAP)
    return unsupported('overlap', `Only ${percent(overlap)} of its words occur in the closest source.`);
  return {
    support: 'supported',
    reason: null,
    why: `Numbers, dates and names agree with the source, and ${percent(overlap)} of its words occur there.`,
    signals,
  };
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
    if (!isCut && isNegated(text) === isNegated(bare) && !goesOnWithException(text.slice(at + bare.length)))
      return true;
  }
  return false;
}

function isSpaced(text: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

function doNotOccur(what: 'number' | 'name', surfaces: readonly string[]): string {
  const list = surfaces.map((surface) => `“${surface}”`).join(', ');
  return surfaces.length === 1
    ? `The ${what} ${list} does not occur in the source, or is said of something else.`
    : `The ${what}s ${list} do not occur in the source, or are said of something else.`;
}

const percent = (share: number): string => `${Math.floor(100 * share)} %`;

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
