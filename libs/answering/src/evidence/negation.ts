import { affinity, termsOf } from '../text/terms.js';

const NEGATION =
  /\b(?:not|no|never|none|neither|nor|cannot|without|nobody|nothing|nichts?|nie|niemals|niemand(?:e[mn])?|keinerlei|keinesfalls|kein(?:e[mnrs]?)?|ohne|weder|ne|pas|jamais|aucune?|sans|nunca|ningún|ninguna?|sin|hardly|scarcely|rarely|seldom)\b|n['’]t\b|(?:^|\s)(?:لا|ليس|ليست|لم|لن|بدون|غير)(?:\s|$)|ない|ません|不(?!仅|但)|没|未|无/iu;
/** Denies without a "not". */
const DENIAL =
  /\b(?:unable to|(?:refus|declin|ceas)(?:e|es|ed|ing) to|fail(?:s|ed|ing)? to|refrain(?:s|ed|ing)? from)\b/iu;
/** Says how far, not that it isn't so. */
const BOUNDS =
  /\b(?:no (?:more|less|fewer|later|earlier|longer) than|(?:can|may|must|shall|should|will)(?:not| not|n?['’]t) (?:be )?(?:more|less|fewer|later|exceed)|not (?:more|less|later|only|just|merely)|not exceed(?:ing)?|nicht (?:nur|mehr|länger|später) als|nicht nur|spätestens nicht|no\.\s?\d+|no más de|pas plus de)|な(?:けれ|くて)ば?は?な[らり](?:ない|ません|ぬ)?|かもしれ(?:ない|ません)/giu;
const CLAUSE =
  /[,;:—–()]|\b(?:but|while|whereas|although|though|because|unless|if|when|which|who|that|and|aber|während|obwohl|weil|wenn|und)\b/iu;

/** Letters of a word that "un-" may turn around. */
const LEAST_UNDONE = 5;

/** Words that say the opposite of each other about the same thing, a pair a line. */
const OPPOSITES = `
allow forbid
allow forbidden
permit forbidden
allow prohibit
permit prohibit
permit forbid
accept reject
more fewer
advance arrear
including excluding
inclusive exclusive
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
aufgerundet abgerundet
vorherig nachträglich
vorherigen nachträglichen
einschließlich ausschließlich
avant après
antes después
más menos
mayor menor
máximo mínimo
以前 以降
以上 以下
以上 未満
超え 未満
最大 最小
最高 最低
増加 減少
許可 禁止
午前 午後
賛成 反対
höchstens mindestens
able unable
paid unpaid
fair unfair
safe unsafe
possible impossible
proper improper
mature immature
balanced imbalanced
complete incomplete
correct incorrect
appropriate inappropriate
valid invalid
adequate inadequate
accurate inaccurate
active inactive
effective ineffective
eligible ineligible
secure insecure
sufficient insufficient
direct indirect
directly indirectly
visible invisible
consistent inconsistent
accessible inaccessible
admissible inadmissible
applicable inapplicable
dependent independent
legal illegal
legible illegible
legitimate illegitimate
regular irregular
relevant irrelevant
responsible irresponsible
reversible irreversible
revocable irrevocable
agree disagree
approve disapprove
allow disallow
honest dishonest
obey disobey
satisfied dissatisfied
connected disconnected
enable disable
allow prevent
accept refuse
agree refuse
support oppose
begin cease
began ceased
succeed fail
succeeded failed
encourage discourage
lock unlock
load unload
genehmigt abgelehnt
bewilligt abgelehnt
angenommen abgelehnt
zugelassen abgelehnt
erlaubt untersagt
gestattet untersagt
gestattet verboten
erhöht gesenkt
steigt sinkt
accepté refusé
acceptée refusée
acceptés refusés
approuvé rejeté
approuvée rejetée
autorisé interdit
autorisée interdite
permis interdit
aceptado rechazado
aceptada rechazada
aprobado rechazado
aprobada rechazada
permitido prohibido
permitida prohibida
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ').map((word) => termsOf(word)[0]!.key) as [string, string]);

/** Whether a sentence denies something; bounds such as "no more than" do not. */
export function isNegated(text: string): boolean {
  return saysNot(text) || DENIAL.test(text);
}

const saysNot = (text: string): boolean => NEGATION.test(text.replace(BOUNDS, ' '));

/**
 * Whether a sentence and its evidence disagree on whether something is so: one denies it and the other does not, or one holds a
 * word and the other only its opposite. Of a long piece of evidence only the clauses that share the sentence's words count.
 */
export function negationDiffers(sentence: string, evidence: string): boolean {
  const keys = termsOf(sentence).map(({ key }) => key);
  // "did not fail to" and "failed to" have the denial in common.
  const denies = DENIAL.test(sentence) && DENIAL.test(evidence) ? saysNot : isNegated;
  if (denies(sentence) !== denies(evidence) && denies(sentence) !== denies(clausesAbout(keys, evidence))) return true;
  const held = new Set(termsOf(evidence).map(({ key }) => key));
  const own = new Set(keys);
  if (isUndone(own, held) || isUndone(held, own)) return true;
  return OPPOSITES.some(
    ([a, b]) =>
      (own.has(a) && !own.has(b) && held.has(b) && !held.has(a)) ||
      (own.has(b) && !own.has(a) && held.has(a) && !held.has(b)),
  );
}

/** Whether one side holds an "un-" word of which the other holds nothing but the word without it; "under" and "until" are no such words. */
const isUndone = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...some].some((key) => {
    const bare = key.slice('un'.length);
    return (
      key.startsWith('un') && bare.length >= LEAST_UNDONE && others.has(bare) && !others.has(key) && !some.has(bare)
    );
  });

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
