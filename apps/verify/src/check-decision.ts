import { type NameOpening, type NoteKey, ProofInvalid, isCommitment, nameCommitment } from '#transparency';
import type { z } from 'zod';
import { checkEntry, requireVouched } from './check-entry.js';
import { type DecisionProofFile, decisionStep, read } from './proof-files.js';

/** What the proof shows. */
export interface CheckedDecision {
  readonly decision: string;
  /** As its last step left it. */
  readonly state: string;
  readonly steps: number;
  readonly lastStepAt: string;
  /** People whose names were shown to be those that stand in the steps. */
  readonly names: number;
  /** People whose names stand in the steps as commitments alone: they were erased. */
  readonly namesErased: number;
  readonly log: string;
  /** Entries of the log in the oldest of the signed states that were needed. */
  readonly logSize: number;
}

type Step = z.infer<typeof decisionStep>;
const KINDS = /^decision\./;

/**
 * Check that each step is the one that its log entry names, that none between the first and the last is left out, and that
 * the entries are in the signed log. Whether a later step was left out at the end, only a newer file can show.
 * @throws ProofInvalid saying what does not hold.
 */
export function checkDecision(
  { decision, steps, names }: Pick<DecisionProofFile, 'decision' | 'steps' | 'names'>,
  keys: readonly NoteKey[],
): CheckedDecision {
  const checked = steps.map((step, i) => checkStep(decision, i + 1, step, keys));
  const last = checked.at(-1);
  if (!last) throw new ProofInvalid('The file holds no step.');
  if (checked.some(({ index }, i) => i > 0 && index <= checked[i - 1]!.index))
    throw new ProofInvalid('The steps are not in the order in which they were logged.');
  const { to, at } = last.step;
  const logSize = Math.min(...checked.map(({ size }) => size));
  const called = checkNames(
    checked.map(({ step }) => step),
    names,
  );
  return { decision, state: to, steps: steps.length, lastStepAt: at, ...called, log: last.origin, logSize };
}

/** Each name has to be one that somebody signed by; those that are missing are counted. */
function checkNames(steps: readonly Step[], names: readonly NameOpening[]) {
  const people = steps.flatMap(({ by, content }) => [by, content?.responsible, ...(content?.reviewers ?? [])]);
  const signed = new Map(
    people.flatMap((person) => (person?.name && isCommitment(person.name) ? [[person.name, person.id] as const] : [])),
  );
  const shown = new Set(names.map((opening) => commitmentAmong(signed, opening)));
  const idsOf = (commitments: readonly string[]) => new Set(commitments.map((each) => signed.get(each)));
  const named = idsOf([...shown]);
  const missing = idsOf([...signed.keys()].filter((each) => !shown.has(each)));
  return { names: named.size, namesErased: [...missing].filter((id) => !named.has(id)).length };
}

function commitmentAmong(signed: ReadonlyMap<string, string | undefined>, opening: NameOpening): string {
  const commitment = nameCommitment(opening);
  if (signed.get(commitment) !== opening.person)
    throw new ProofInvalid(`"${opening.name}" is no name that stands in the steps; it was edited.`);
  return commitment;
}

function checkStep(
  decision: string,
  version: number,
  { step: text, leaf, proof }: DecisionProofFile['steps'][number],
  keys: readonly NoteKey[],
) {
  const entry = checkEntry(leaf, proof, keys, `Step ${version}: `);
  requireVouched(entry, KINDS, 'sha256', text, `Step ${version}`);
  const step = read(decisionStep, text, `Step ${version}`);
  if (step.decision !== decision || step.version !== version || entry.subject['decision'] !== decision)
    throw new ProofInvalid(`Step ${version} is missing, or belongs to another decision.`);
  return { index: entry.index, step, origin: entry.log, size: entry.logSize };
}
