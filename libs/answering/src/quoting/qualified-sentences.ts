import type { Span } from '#knowledge';
import { withoutMarker } from '../text/list-markers.js';
import type { Sentence } from '../text/split-sentences.js';
import type { Listed } from './announced-lists.js';

/** A sentence and what qualifies it are quoted together up to this many characters. */
const LONGEST = 600;
const FORMS = [
  // en
  String.raw`However|Nevertheless|Except|Exceptions?|Excepted|Excluded|Unless|Notwithstanding|Provided that|In exceptional cases|By way of exception`,
  String.raw`But`,
  // de
  String.raw`Jedoch|Allerdings|Aber|Ausgenommen|Ausnahmen?|Ausnahmsweise|Abweichend|Hiervon|Davon ausgenommen|Es sei denn|Sofern nicht`,
  // fr, es
  String.raw`Toutefois|Cependant|Néanmoins|Sauf|Par exception|À l['’]exception|Sin embargo|No obstante|Salvo|Excepto|Se exceptúan`,
];
const OPENING = new RegExp(String.raw`^(?:${FORMS.join('|')})(?!\p{L})|^(?:ただし|但し|もっとも|但是|然而|但)`, 'u');
/** Wherever it stands in a sentence. */
const LIMITS = new RegExp(
  String.raw`(?<!\p{L})(?:(?:this|that|the above)(?: \p{L}+){0,2} (?:does not|shall not|only) appl(?:y|ies)|` +
    String.raw`this applies only|(?:gilt|gelten) (?:dies|das) (?:jedoch |aber )?(?:nicht|nur)|(?:dies|das) gilt (?:jedoch |aber )?(?:nicht|nur))(?!\p{L})|この限りで(?:は)?ない`,
  'iu',
);

/** "Clause 2.2 does not apply where …" */
const LIMITS_CLAUSE =
  /(?:clause|section|article|paragraph|Ziffer|Nummer|Absatz|§)\s?(\d+(?:\.\d+)*)\s(?:does not apply|shall not apply|applies only|gilt (?:nicht|nur)|findet keine Anwendung)/iu;

/**
 * Sentences that mean something else without the ones after or before them: a rule and its exception ("However, …", "ただし、…"),
 * which are quoted together.
 * @param text What the sentences were cut from; spans are relative to it.
 * @param listed Those of lists, which are quoted in their own way.
 * @returns By place of the sentence; nothing for one that stands alone, or would become too long.
 */
export function qualifiedSentences(
  sentences: readonly Sentence[],
  text: string,
  listed: readonly (Listed | undefined)[],
): (Span | undefined)[] {
  const found: (Span | undefined)[] = sentences.map(() => undefined);
  const isProse = (i: number) => /^(?:sentence|item)$/u.test(sentences[i]?.kind ?? '') && !listed[i];
  const textOf = ({ start, end }: Span) => text.slice(start, end);
  let first = 0;
  sentences.forEach((sentence, i) => {
    if (!isProse(i - 1) || !isProse(i) || !qualifies(textOf(sentence), textOf(sentences[first]!))) {
      first = i;
      return;
    }
    const span = { start: sentences[first]!.start, end: sentence.end };
    if (span.end - span.start > LONGEST) first = i;
    else found.fill(span, first, i + 1);
  });
  return found;
}

/** Whether a sentence opens as an exception to the one before it does: "However, …". */
export const opensException = (sentence: string): boolean => OPENING.test(withoutMarker(sentence));

/** Whether a sentence limits the one before it. */
function qualifies(sentence: string, before: string): boolean {
  const words = withoutMarker(sentence);
  const clause = LIMITS_CLAUSE.exec(words)?.[1];
  const isOfClause =
    clause !== undefined && new RegExp(`^\\D{0,3}${clause.replaceAll('.', '\\.')}(?!\\.?\\d)`, 'u').test(before);
  return isOfClause || OPENING.test(words) || LIMITS.test(words);
}
