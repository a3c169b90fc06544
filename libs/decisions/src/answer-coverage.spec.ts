import { coverageOf } from '#knowledge';
import { sealCoverage, warningsOfReading } from './answer-coverage.js';

const lease = { revisionId: 'a', page: 2, title: 'Lease' };
const noText = (page: number) => ({ code: 'page.no_text', message: '', page });

describe('what an answer says of how its sources were read', () => {
  it('names what is missing of a cited document, and pages that recognition was unsure of', () => {
    const coverage = coverageOf(
      [noText(3), noText(4), { code: 'ocr.low_confidence', message: '', page: 2, confidence: 61 }],
      4,
    );
    const warnings = warningsOfReading([lease, lease], new Map([['a', coverage]]));
    expect(warnings).toEqual([
      {
        code: 'answer.partly_read_sources',
        message: 'The answer cites documents that were only read in part: in “Lease” pages 3–4 hold no text.',
        particulars: { titles: 'Lease' },
      },
      {
        code: 'answer.unsure_recognition',
        message:
          'The answer quotes text that character recognition was unsure of: page 2 of “Lease” (61 %). Check it against the original.',
        particulars: { titles: 'Lease' },
      },
    ]);
  });

  it('says nothing of what was read in full, or is not known', () => {
    const pictures = coverageOf([{ code: 'image.skipped', message: '' }], 4);
    expect(warningsOfReading([lease], new Map([['a', pictures]]))).toEqual([]);
    expect(warningsOfReading([lease], new Map())).toEqual([]);
  });

  it('is sealed without titles', () => {
    const listed = [{ documentId: 'd', revisionId: 'a', title: 'Lease', gaps: [] }];
    expect(sealCoverage({ searched: 2, unreadable: 0, partly: { documents: 1, listed } })).toEqual({
      ...{ searched: 2, unreadable: 0 },
      partly: { documents: 1, listed: [{ documentId: 'd', revisionId: 'a', gaps: [] }] },
    });
  });
});
