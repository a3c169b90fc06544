import { analyseQuestion, ASKING_WEIGHT, type QuestionTerm } from '../question/analyse-question.js';
import { askedNoun } from '../question/asked-thing.js';
import { holdsKind, questionKind, type QuestionKind } from '../question/question-kind.js';
import type { ScoredSentence } from '../quoting/score-sentences.js';
import { affinityTo } from '../text/terms.js';
import type { PlannedStep } from './plan-by-rules.js';

/** Of the words of a step, by weight, that a sentence which answers it holds. */
const LEAST_HELD = 0.5;

/** A token of these kinds is no name that may stand anywhere. */
const TELLING: ReadonlySet<QuestionKind> = new Set(['date', 'duration', 'money', 'percent', 'number', 'place']);

type Answering = Pick<ScoredSentence, 'text' | 'keys' | 'frame' | 'isIntroduction'>;

/**
 * Whether a sentence may answer the last step of a chain, and not only tell what the steps before it are about: it holds what that step
 * asks of the thing ("runs" in "Who runs #1"), and something of the kind that it asks for.
 * @param question What was searched for; what it names already answers nothing.
 */
export function settlesStep(step: PlannedStep, question: string, best: Answering | undefined): boolean {
  if (!best || best.isIntroduction) return false;
  return (
    shareHeld(askedOfThing(step), best.keys) >= LEAST_HELD && holdsKind(kindOf(step), best.text, question) !== false
  );
}

/**
 * Whether a sentence found for the last step of a chain may answer it: as {@link settlesStep}, but for words that documents leave out
 * ("How many people work in #1": "People: 78"), and about what was put into the step.
 */
export function endsChain(step: PlannedStep, question: string, best: Answering | undefined): boolean {
  if (!best || best.isIntroduction || !holdsFinding(step, question, best)) return false;
  return (
    settlesStep(step, question, best) || (asksByKind(step) && holdsKind(kindOf(step), best.text, question) === true)
  );
}

/** Whether a token of the kind is all that a step wants: beside what names the kind it has only words of asking. */
function asksByKind(step: PlannedStep): boolean {
  if (!TELLING.has(kindOf(step))) return false;
  const noun = askedNoun(step.question);
  return askedOfThing(step).every(({ surface, weight }) => weight <= ASKING_WEIGHT || surface.toLowerCase() === noun);
}

/** Whether a sentence, or what it stands under, is about what was put into a step: "the Tokyo office" in "Who leads the Tokyo office". */
function holdsFinding(step: PlannedStep, question: string, { keys, frame }: Answering): boolean {
  const asked = new Set(askedOfThing(step).map(({ key }) => key));
  const found = analyseQuestion(question).terms.filter(({ key }) => !asked.has(key));
  return shareHeld(found, [...keys, ...frame]) > LEAST_HELD;
}

/** A pronoun in the place of what was found: "What did it charge" asks for money. */
const kindOf = ({ question }: PlannedStep): QuestionKind => questionKind(question.replace(/#\d/gu, 'it'));

const askedOfThing = ({ question }: PlannedStep): readonly QuestionTerm[] =>
  analyseQuestion(question.replace(/#\d/gu, ' ')).terms;

/** By weight, in [0, 1]; 1 of none. */
function shareHeld(terms: readonly QuestionTerm[], keys: Iterable<string>): number {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const held = terms.filter(({ key }) => affinityTo(key)(keys) > 0).reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? 1 : held / total;
}
