import { analyseQuestion, type QuestionTerm } from '../question/analyse-question.js';
import { holdsKind, questionKind } from '../question/question-kind.js';
import type { ScoredSentence } from '../quoting/score-sentences.js';
import { affinityTo } from '../text/terms.js';
import type { PlannedStep } from './plan-by-rules.js';

/** Of the words of a step, by weight, that a sentence which answers it holds. */
const LEAST_HELD = 0.5;

type Answering = Pick<ScoredSentence, 'text' | 'keys' | 'frame' | 'isIntroduction'>;

/**
 * Whether a sentence may answer the last step of a chain, and not only tell what the steps before it are about: it holds what that step
 * asks of the thing ("runs" in "Who runs #1"), and something of the kind that it asks for.
 * @param question What was searched for; what it names already answers nothing.
 */
export function settlesStep(step: PlannedStep, question: string, best: Answering | undefined): boolean {
  if (!best || best.isIntroduction) return false;
  return (
    shareHeld(askedOfThing(step), best.keys) >= LEAST_HELD &&
    holdsKind(questionKind(step.question), best.text, question) !== false
  );
}

/** Whether a sentence, or what it stands under, is about what was put into a step: "the Tokyo office" in "Who leads the Tokyo office". */
export function holdsFinding(step: PlannedStep, question: string, { keys, frame }: Answering): boolean {
  const asked = new Set(askedOfThing(step).map(({ key }) => key));
  const found = analyseQuestion(question).terms.filter(({ key }) => !asked.has(key));
  return shareHeld(found, [...keys, ...frame]) > LEAST_HELD;
}

const askedOfThing = ({ question }: PlannedStep): readonly QuestionTerm[] =>
  analyseQuestion(question.replace(/#\d/gu, ' ')).terms;

/** By weight, in [0, 1]; 1 of none. */
function shareHeld(terms: readonly QuestionTerm[], keys: Iterable<string>): number {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const held = terms.filter(({ key }) => affinityTo(key)(keys) > 0).reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? 1 : held / total;
}
