import { warningsOfAge } from './warnings-of-age.js';

type Traced = Parameters<typeof warningsOfAge>[0];
const traced = (isSuperseded: boolean): Traced =>
  ({
    citations: [{ revisionId: 'r1', title: 'Leave policy' }],
    passages: [
      { revisionId: 'r1', isSuperseded },
      { revisionId: 'r2', isSuperseded: true },
    ],
  }) as unknown as Traced;

describe('warnings of age', () => {
  it('name the cited documents whose text was replaced since', () => {
    expect(warningsOfAge(traced(true))).toMatchObject([
      { code: 'answer.superseded_sources', message: expect.stringContaining('“Leave policy”') as string },
    ]);
  });

  it('keep quiet when only uncited text was replaced', () => {
    expect(warningsOfAge(traced(false))).toEqual([]);
  });
});
