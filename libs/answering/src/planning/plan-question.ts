import type { Generator } from '#models';
import type { TracedPlan } from '../answer-trace.js';
import { askForJson, objectIn } from '../generating/ask-for-json.js';
import { analyseQuestion } from '../question/analyse-question.js';
import { affinityTo, termsOf } from '../text/terms.js';
import { MOST_STEPS, planByRules, type Plan, type PlanKind } from './plan-by-rules.js';

/** A plan, and what the trace tells of it: who made it, and what the reasoner wrote, also where that was not taken. */
export interface PlannedQuestion {
  readonly plan: Plan;
  readonly traced: TracedPlan;
}

const SEED = 7;
const SYSTEM = `Break the question into the searches that are needed to answer it, in order, at most four. Each search is one short question that can be looked up by itself. Where a search needs what an earlier one found, write #1, #2 or #3 for it. Do not answer the question.
Write JSON alone: {"steps":["…","…"]}`;
const SCHEMA = {
  type: 'object',
  properties: { steps: { type: 'array', minItems: 1, maxItems: MOST_STEPS, items: { type: 'string' } } },
  required: ['steps'],
  additionalProperties: false,
};

/**
 * Take a question apart where its wording says that one search may not do. A reasoner writes the steps where there is one;
 * what it writes counts only when it stays with what was asked.
 * @param onPlanning Told when there is something to plan.
 * @returns null for a question that one search is for.
 */
export async function planQuestion(
  question: string,
  reasoner: Generator | null,
  signal: AbortSignal,
  onPlanning: () => void = () => undefined,
): Promise<PlannedQuestion | null> {
  const rules = planByRules(question);
  if (!rules) return null;
  onPlanning();
  const output = reasoner && (await askForJson(reasoner, taskOf(question), signal));
  const steps = stepsIn(output, question);
  if (!steps) return { plan: rules, traced: { kind: rules.kind, by: 'rules', output } };
  const kind: PlanKind = steps.some((step) => /#\d/u.test(step))
    ? 'chain'
    : rules.kind === 'chain'
      ? 'parts'
      : rules.kind;
  const plan = { kind, steps: steps.map((step) => ({ question: step, otherwise: question })) };
  return { plan, traced: { kind, by: 'reasoner', output } };
}

/** The steps of a reasoner's plan; null when it is none, has one step only or speaks of something else. */
function stepsIn(output: string | null, question: string): string[] | null {
  const written = objectIn(output)?.['steps'];
  if (!Array.isArray(written)) return null;
  const steps = written
    .filter((step): step is string => typeof step === 'string')
    .map((step) => step.trim())
    .filter((step) => step !== '');
  const said = termsOf(question).map(({ key }) => key);
  const isAbout = (step: string, place: number) =>
    step.length <= 300 &&
    [...step.matchAll(/#(\d)/gu)].every(([, digit]) => Number(digit) >= 1 && Number(digit) <= place) &&
    analyseQuestion(step.replace(/#\d/gu, ' ')).terms.every(
      ({ key, isSpecific }) => !isSpecific || affinityTo(key)(said) > 0,
    );
  return steps.length >= 2 && steps.length <= MOST_STEPS && steps.every(isAbout) ? steps : null;
}

function taskOf(question: string) {
  return {
    messages: [
      { role: 'system' as const, content: SYSTEM },
      { role: 'user' as const, content: question },
    ],
    jsonSchema: SCHEMA,
    seed: SEED,
  };
}
