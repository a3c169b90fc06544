import type { StepReason } from '#contracts';
import type { Passage, Visibility } from '#knowledge';
import type { AnswerStep, QuestionInput } from '../answer-trace.js';
import type { Plan, PlannedStep } from '../planning/plan-by-rules.js';
import { filledIn, findingOf, isElsewhere } from '../planning/fill-in.js';
import { endsChain } from '../planning/settles-step.js';
import { questionKind, type QuestionKind } from '../question/question-kind.js';
import { answersAlone, hasEnough } from '../quoting/should-abstain.js';
import type { Answerer, ReadLibrary, Reading } from './read-library.js';

/** Searches begun after this are left out: an answer from what is there is worth more than a late one. */
export const STEPS_TIME_MS = 20_000;

/** A search that was made or left out, with all that it read. */
export interface TakenStep {
  readonly step: AnswerStep;
  /** null when it was skipped. */
  readonly reading: Reading | null;
}

/** A plan, with what its searches may see. */
export interface StepsRequest {
  readonly visibility: Visibility;
  readonly input: QuestionInput;
  readonly plan: Plan;
  readonly answerer: Answerer;
  readonly onStep: (question: string) => void;
  /** What was read for the question as a whole, where that was done before: a step that asks it again takes this. */
  readonly whole?: Reading | undefined;
}

/** Take the steps of a plan one after the other. @throws The signal's reason when aborted; what the search throws. */
export async function takeSteps(
  library: ReadLibrary,
  request: StepsRequest,
  signal: AbortSignal,
): Promise<TakenStep[]> {
  const { visibility, input, plan, answerer, onStep, whole } = request;
  const deadline = performance.now() + STEPS_TIME_MS;
  const taken: TakenStep[] = [];
  const findings: (string | null)[] = [];
  const seen = new Set<string>();
  for (const planned of plan.steps) {
    signal.throwIfAborted();
    const { question, reason } = questionOf(planned, findings);
    if (performance.now() > deadline) {
      const late = {
        question,
        passages: 0,
        outcome: 'skipped' as const,
        besides: [],
        ...noted({ code: 'time_up', words: [] }),
      };
      taken.push({ step: late, reading: null });
      findings.push(null);
      continue;
    }
    onStep(question);
    const reading =
      (reason?.code === 'asked_whole' && whole) ||
      (await library.run(visibility, input, question, kindOf(question, request), answerer));
    findings.push(isSure(reading, answerer) ? findingOf(question, reading.scored[0]) : null);
    taken.push({ step: { ...stepOf(question, reading, seen), ...noted(reason ?? missingIn(reading)) }, reading });
  }
  return taken;
}

/**
 * Whether the last step of a chain answers the question: each step before it found what to put in, and its own best sentence is evidence
 * enough, is about that, and holds what is asked of it.
 */
export function isChainSure({ steps }: Plan, taken: readonly TakenStep[], answerer: Answerer): boolean {
  const reading = taken.at(-1)?.reading;
  if (!reading || taken.some(({ step }) => step.outcome !== 'found' || step.reason?.code === 'asked_whole'))
    return false;
  return isSure(reading, answerer) && endsChain(steps.at(-1)!, reading.query, reading.scored[0]);
}

/** A chain whose last step found something, of which it is not sure that it answers: a quotation of it would tell of something else. */
export function withDoubt(taken: readonly TakenStep[]): TakenStep[] {
  const { step, reading } = taken.at(-1)!;
  if (!reading || step.outcome !== 'found') return [...taken];
  const doubted = { ...reading, evidence: { ...reading.evidence, value: 0 } };
  return [...taken.slice(0, -1), { step: { ...step, outcome: 'not_enough' }, reading: doubted }];
}

/** The only search of a question that was not taken apart. */
export function singleStep(reading: Reading): TakenStep {
  return { step: { ...stepOf(reading.query, reading, new Set()), ...noted(missingIn(reading)) }, reading };
}

/** The passages of all steps, the best of each first, each once. */
export function mergedPassages(readings: readonly Reading[]): Passage[] {
  const lists = readings.map(({ retrieval }) => retrieval.passages);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const merged = new Map<string, Passage>();
  for (let rank = 0; rank < longest; rank++)
    for (const list of lists) {
      const passage = list[rank];
      if (passage && !merged.has(passage.chunkId)) merged.set(passage.chunkId, passage);
    }
  return [...merged.values()];
}

/** Enough to be quoted: what goes into the next search is never judged by a model, so the lower bar of one that reads is not enough. */
const isSure = ({ query, evidence }: Reading, answerer: Answerer): boolean =>
  hasEnough(evidence) && !isElsewhere(query, evidence.missing) && (answerer === 'quoted' || answersAlone(evidence));

/** What a step asks for; a half of a question that wants a yes or a no ("does A rise while B falls") wants one, too. */
function kindOf(question: string, { plan, input }: StepsRequest): QuestionKind {
  const kind = questionKind(question);
  const isHalf = kind === 'other' && plan.kind !== 'chain' && questionKind(input.question) === 'yes-no';
  return isHalf ? 'yes-no' : kind;
}

function questionOf(
  { question, otherwise }: PlannedStep,
  findings: readonly (string | null)[],
): { question: string; reason: StepReason | null } {
  const filled = filledIn(question, findings);
  if (filled === null) return { question: otherwise, reason: { code: 'asked_whole', words: [] } };
  return { question: filled, reason: filled === question ? null : { code: 'filled_in', words: [filled] } };
}

function stepOf(
  question: string,
  { retrieval, evidence, besides }: Reading,
  seen: Set<string>,
): Omit<AnswerStep, 'note' | 'reason'> {
  const fresh = retrieval.passages.filter(({ chunkId }) => !seen.has(chunkId));
  for (const { chunkId } of fresh) seen.add(chunkId);
  const outcome = evidence.found === 0 ? 'nothing' : hasEnough(evidence) ? 'found' : 'not_enough';
  return { question, passages: fresh.length, outcome, besides: [...besides] };
}

function missingIn({ evidence }: Reading): StepReason | null {
  return evidence.missing.length === 0 ? null : { code: 'missing', words: [...evidence.missing] };
}

/** A reason, and the same in words. */
const noted = (reason: StepReason | null): Pick<AnswerStep, 'note' | 'reason'> => ({
  note: reason ? NOTES[reason.code](reason.words.join(', ')) : '',
  reason,
});

const NOTES: Readonly<Record<StepReason['code'], (words: string) => string>> = {
  time_up: () => 'Time was up.',
  asked_whole: () => 'The step before found nothing to put in; asked as a whole.',
  filled_in: (words) => `With what the step before found: ${words}`,
  missing: (words) => `Found nowhere: ${words}.`,
};
