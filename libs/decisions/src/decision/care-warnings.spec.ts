import { careWarnings } from './care-warnings.js';

const by = { id: 'b', name: 'Ben', role: 'reader', via: 'session' };
const approve = (citationsOpened: number | null, timeSpentMs: number | null) =>
  ({ action: 'approve', by, attention: { citationsOpened, timeSpentMs } }) as const;
const propose = { action: 'propose', by, attention: null } as const;

describe('warnings about the care of an approval', () => {
  it.each([
    ['no citation opened', approve(0, 60_000), ['citations_unopened']],
    ['signed at once', approve(3, 900), ['approval_hasty']],
    ['both', approve(0, 0), ['citations_unopened', 'approval_hasty']],
    ['careful', approve(1, 60_000), []],
    ['nothing claimed', approve(null, null), ['citations_unknown']],
    ['nothing said', { ...propose, action: 'approve' } as const, ['citations_unknown']],
  ])('%s', (_name, step, codes) => {
    expect(careWarnings([propose, step]).map(({ code }) => code)).toEqual(codes);
  });

  it('name who approved', () => {
    const [warning] = careWarnings([propose, approve(0, 60_000)]);
    expect(warning).toEqual({
      code: 'citations_unopened',
      by: 'Ben',
      message: 'Ben approved without having opened a citation.',
    });
  });

  it('does not dwell on approvals of an earlier proposal', () => {
    expect(careWarnings([propose, approve(0, 0), { ...propose, action: 'reopen' }, propose])).toEqual([]);
  });
});
