import { decisionAction, decisionState } from '#contracts';
import { nextState, stepsFrom } from './next-state.js';

const STEPS = ['edit', ...decisionAction.options] as const;
const ALLOWED: Readonly<Record<string, string>> = {
  'draft edit': 'draft',
  'draft propose': 'proposed',
  'draft withdraw': 'withdrawn',
  'proposed approve': 'approved',
  'proposed reject': 'rejected',
  'proposed withdraw': 'withdrawn',
  'approved outcome': 'approved',
  'approved review': 'approved',
  'approved supersede': 'superseded',
  'approved reopen': 'draft',
  'rejected supersede': 'superseded',
  'rejected reopen': 'draft',
  'superseded outcome': 'superseded',
};
const every = decisionState.options.flatMap((state) => STEPS.map((step) => ({ state, step })));

describe('nextState', () => {
  it.each(every.filter(({ state, step }) => `${state} ${step}` in ALLOWED))('$state → $step', ({ state, step }) => {
    expect(nextState(state, step)).toBe(ALLOWED[`${state} ${step}`]);
    expect(stepsFrom(state)).toContain(step);
  });

  it.each(every.filter(({ state, step }) => !(`${state} ${step}` in ALLOWED)))(
    'refuses $state → $step',
    ({ state, step }) => {
      expect(() => nextState(state, step)).toThrow(expect.objectContaining({ code: 'decision.illegal_transition' }));
      expect(stepsFrom(state)).not.toContain(step);
    },
  );

  it('leads nowhere from what was taken back, and leaves what was replaced replaced', () => {
    expect([stepsFrom('withdrawn'), stepsFrom('superseded')]).toEqual([[], ['outcome']]);
  });
});
