import type { RecordBody } from '../record-body.js';
import { reliedOn } from './relied-on.js';

const recorded = (asOf: string | null) =>
  ({
    id: 'record',
    asked: { question: 'How long is leave?', asOf },
    passages: [],
    trace: {
      outcome: 'answered',
      mode: 'quoted',
      citations: [{ documentId: 'policy', revisionId: 'first', span: { start: 0, end: 9 }, page: 1 }],
    },
  }) as unknown as RecordBody;

describe('reliedOn', () => {
  it('rests an answer on what it cites, so that a change puts it in doubt', () =>
    expect(reliedOn(recorded(null))).toMatchObject([{ role: 'cited', documentId: 'policy', start: 0, end: 9 }]));

  it('leaves an answer as of a day in the past out of doubt, since that day does not change', () =>
    expect(reliedOn(recorded('2024-03-01'))).toMatchObject([{ role: 'read', documentId: 'policy' }]));
});
