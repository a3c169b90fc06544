import { FLANK, type Gap, type Word } from './aligned-gaps.js';

/** What takes something out of what was just said. */
const EXCEPTION =
  /^(?:unless|except|excepting|excluding|provided|außer|ausser|ausgenommen|sofern|soweit|sauf|excepté|hormis|salvo|excepto)$/iu;
const LIMIT = /^(?:only|nur|seulement|uniquement|solo|sólo|solamente)$/iu;
/** Behind "only": what it depends on, not how little it is. */
const CONDITION = /^(?:if|when|where|with|after|on|wenn|falls|mit|nach|bei|si|avec|après|con|tras)$/iu;
const DOER = /^(?:by|von|vom|durch|par|por)$/iu;

/**
 * Whether a sentence, word for word as its source up to some place, leaves out that there the source takes something back:
 * "…, unless …", "… only if …".
 */
export const leavesOutException = (gaps: readonly Gap[]): boolean =>
  gaps.some(({ written, stood, flank }) => flank > FLANK && isException(stood) && !written.some(isRestricting));

/** The same of the text behind a place up to which a sentence stands in its source word for word. */
export const goesOnWithException = (rest: string): boolean =>
  isException((/^[\s,]*([\p{L}]+)(?:\s+(\p{L}+))?/u.exec(rest) ?? []).slice(1, 3).map((surface) => ({ surface })));

const isException = ([first, second]: readonly { readonly surface: string | undefined }[]): boolean =>
  first?.surface !== undefined &&
  (EXCEPTION.test(first.surface) || (LIMIT.test(first.surface) && CONDITION.test(second?.surface ?? '')));

const isRestricting = ({ surface }: Word): boolean => EXCEPTION.test(surface) || LIMIT.test(surface);

/** Who is said to have done it where the source names nobody, and is nowhere else in it: "by the insurer". @param isHeld Whether a word is in the evidence. */
export const addedDoers = (
  gaps: readonly Gap[],
  isHeld: (word: Word) => boolean,
  isContent: (word: Word) => boolean,
): Word[] =>
  gaps.flatMap(({ written, stood, flank }) => {
    if (flank <= FLANK || stood.length > 0 || !DOER.test(written[0]?.surface ?? '')) return [];
    const words = written.slice(1).filter(isContent);
    return words.some(isHeld) ? [] : words.slice(-1);
  });
