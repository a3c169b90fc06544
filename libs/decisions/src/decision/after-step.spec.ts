import { type DecisionFacts, afterStep } from './after-step.js';
import type { DecisionStepBody } from './decision.js';

const person = (id: string) => ({ id, name: id.toUpperCase() });
const content = {
  ...{ question: 'Q', options: [], choice: 'C', reason: 'R', matter: 'M-1', reviewOn: '2031-01-01' },
  responsible: person('ben'),
  records: [{ id: 'r1', sha256: 'aa' }],
};
const body = (version: number, action: string, by: string, to: string, more: object = {}) =>
  ({
    ...{ format: 2, decision: 'd', version, action, from: null, to, at: `at ${version}`, reason: '', dispositions: [] },
    by: { ...person(by), role: 'reader', via: 'key' },
    successor: null,
    content,
    ...more,
  }) as unknown as DecisionStepBody;
const fold = (...steps: DecisionStepBody[]) => steps.reduce<DecisionFacts | null>(afterStep, null)!;

const RULE = { approvals: 2, from: ['service'] };
const proposed = [body(1, 'create', 'anna', 'draft'), body(2, 'propose', 'carl', 'proposed', { rule: RULE })];
const approved = [...proposed, body(3, 'approve', 'ben', 'proposed'), body(4, 'approve', 'dora', 'approved')];

describe('a decision after its steps', () => {
  it('belongs to who made the first, and counts its approvals', () => {
    expect(fold(...approved)).toMatchObject({
      ...{ ownerId: 'anna', ownerName: 'ANNA', proposerId: 'carl', approvers: ['ben', 'dora'], state: 'approved' },
      ...{ rule: '{"approvals":2,"from":["service"]}', reviewOn: '2031-01-01', audience: 'named', reviewers: [] },
    });
  });

  it('keeps its outcome and its next day of review', () => {
    const outcome = { verdict: 'partly', text: 'It held.', observedOn: '2032-01-01' };
    const later = fold(
      ...approved,
      body(5, 'review', 'anna', 'approved', { nextReviewOn: '2033-01-01' }),
      body(6, 'outcome', 'anna', 'approved', { outcome }),
    );
    expect(later.reviewOn).toBe('2033-01-01');
    expect(JSON.parse(later.outcome!)).toEqual({ ...outcome, by: person('anna'), at: 'at 6' });
    expect(fold(...approved, body(5, 'review', 'anna', 'approved')).reviewOn).toBeNull();
  });

  it('starts over when it is reopened', () => {
    expect(fold(...approved, body(5, 'reopen', 'anna', 'draft'))).toMatchObject({
      ...{ rule: null, proposerId: null, approvers: [], state: 'draft', reviewOn: '2031-01-01' },
    });
  });
});
