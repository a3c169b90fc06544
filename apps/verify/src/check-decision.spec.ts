import { generateKeyPairSync } from 'node:crypto';
import { canonicalJson, sha256Hex } from '#knowledge';
import {
  EMPTY_FRONTIER,
  append,
  formatCheckpoint,
  formatTlogProof,
  leafHash,
  noteKeyOf,
  rootOf,
  signNote,
} from '#transparency';
import { checkDecision } from './check-decision.js';
import type { DecisionProofFile } from './proof-files.js';

const ORIGIN = 'chancery/test';
const { privateKey } = generateKeyPairSync('ed25519');
const key = noteKeyOf(privateKey, ORIGIN);
const steps = [1, 2].map((version) =>
  canonicalJson({ decision: 'd1', version, to: version === 1 ? 'draft' : 'proposed', at: `2031-01-0${version}` }),
);
const leaves = steps.map((step, index) =>
  canonicalJson({
    ...{ v: 1, index, at: `2031-01-0${index + 1}`, kind: index === 0 ? 'decision.created' : 'decision.proposed' },
    subject: { decision: 'd1', version: index + 1, sha256: sha256Hex(step) },
  }),
);
const root = rootOf(leaves.map((leaf) => leafHash(leaf)).reduce(append, EMPTY_FRONTIER));
const checkpoint = signNote(formatCheckpoint({ origin: ORIGIN, size: 2, root }), ORIGIN, privateKey);
const proven = steps.map((step, index) => ({
  ...{ step, leaf: leaves[index]! },
  proof: formatTlogProof({ index, path: [leafHash(leaves[1 - index]!)], checkpoint }),
}));
const file: DecisionProofFile = {
  format: 'chancery-decision-proof/1',
  decision: 'd1',
  steps: proven,
  names: [],
  keys: [],
};

describe('checking a decision', () => {
  it('says how far it went, and when', () => {
    expect(checkDecision(file, [key])).toEqual({
      ...{
        decision: 'd1',
        state: 'proposed',
        steps: 2,
        lastStepAt: '2031-01-02',
        names: 0,
        namesErased: 0,
        log: ORIGIN,
        logSize: 2,
      },
    });
  });

  it.each<[string, Partial<DecisionProofFile>]>([
    ['no step', { steps: [] }],
    ['the first step left out', { steps: proven.slice(1) }],
    ['another order', { steps: [...proven].reverse() }],
    ['another decision', { decision: 'd2' }],
    ['an edited step', { steps: [{ ...proven[0]!, step: proven[0]!.step.replace('draft', 'approved') }] }],
    ['an edited entry', { steps: [{ ...proven[0]!, leaf: proven[0]!.leaf.replace('d1', 'd3') }] }],
  ])('refuses %s', (_name, change) => {
    expect(() => checkDecision({ ...file, ...change }, [key])).toThrow(/./);
  });

  it('refuses a signature by a stranger', () => {
    const other = noteKeyOf(generateKeyPairSync('ed25519').privateKey, ORIGIN);
    expect(() => checkDecision(file, [other])).toThrow(/./);
  });
});
