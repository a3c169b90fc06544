import { affinity, termsOf } from '../text/terms.js';

const NEGATION =
  /\b(?:not|no|never|none|neither|nor|cannot|without|nobody|nothing|nicht|nie|niemals|kein(?:e[mnrs]?)?|ohne|weder|ne|pas|jamais|aucune?|sans|nunca|ningún|ninguna?|sin)\b|n['’]t\b|(?:^|\s)(?:لا|ليس|ليست|لم|لن|بدون|غير)(?:\s|$)|ない|ません|不(?!仅|但)|没|未|无/iu;
/** Says how far, not that it isn't so. */
const BOUNDS =
  /\b(?:no (?:more|less|fewer|later|earlier|longer) than|not (?:more|less|later|only|just|merely)|not exceed(?:ing)?|nicht (?:nur|mehr|länger|später) als|nicht nur|spätestens nicht|no\.\s?\d+|no más de|pas plus de)/giu;
const CLAUSE =
  /[,;:—–()]|\b(?:but|while|whereas|although|though|because|unless|if|when|which|who|that|and|aber|während|obwohl|weil|wenn|und)\b/iu;

/** Words that say the opposite of each other about the same thing, a pair a line. */
const OPPOSITES = `
allow forbid
allow forbidden
permit forbidden
allow prohibit
permit prohibit
permit forbid
accept reject
approve reject
increase decrease
rise fall
maximum minimum
most least
before after
above below
more less
higher lower
largest smallest
highest lowest
first last
earliest latest
optional mandatory
optional required
include exclude
won lost
erlaubt verboten
zulässig unzulässig
vor nach
mehr weniger
höchstens mindestens
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ').map((word) => termsOf(word)[0]!.key) as [string, string]);

/** Whether a sentence denies something; bounds such as "no more than" do not. */
export function isNegated(text: string): boolean {
  return NEGATION.test(text.replace(BOUNDS, ' '));
}

/**
 * Whether a sentence and its evidence disagree on whether something is so: one denies it and the other does not, or one holds a
 * word and the other only its opposite. Of a long piece of evidence only the clauses that share the sentence's words count.
 */
export function negationDiffers(sentence: string, evidence: string): boolean {
  const keys = termsOf(sentence).map(({ key }) => key);
  if (isNegated(sentence) !== isNegated(evidence) && isNegated(sentence) !== isNegated(clausesAbout(keys, evidence)))
    return true;
  const held = new Set(termsOf(evidence).map(({ key }) => key));
  const own = new Set(keys);
  return OPPOSITES.some(
    ([a, b]) =>
      (own.has(a) && !own.has(b) && held.has(b) && !held.has(a)) ||
      (own.has(b) && !own.has(a) && held.has(a) && !held.has(b)),
  );
}

/** The clauses that hold at least half as many of the words as the one that holds most. */
function clausesAbout(keys: readonly string[], text: string): string {
  const clauses = text.split(CLAUSE).map((clause) => ({
    clause,
    shared: termsOf(clause).filter(({ key }) => keys.some((own) => affinity(own, key) > 0)).length,
  }));
  const most = Math.max(...clauses.map(({ shared }) => shared));
  // "Under no circumstances, …": a short opening says something of what follows.
  const isOpening = ({ clause }: { clause: string }, place: number) => place === 0 && termsOf(clause).length <= 4;
  return clauses
    .filter((one, place) => (one.shared > 0 && one.shared >= most / 2) || isOpening(one, place))
    .map(({ clause }) => clause)
    .join(' , ');
}
