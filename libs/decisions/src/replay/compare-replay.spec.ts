import { type AnswerTrace, TEMPLATE_SHA256 } from '#answering';
import { sha256Hex } from '#knowledge';
import type { RecordBody } from '../record-body.js';
import { compareReplay } from './compare-replay.js';

const trace = {
  ...{ outcome: 'answered', answer: 'Thirty days.', rawOutput: '{}', ranAlone: true },
  model: { name: 'writer', sha256: 'aa' },
  prompt: { templateSha256: TEMPLATE_SHA256, messagesSha256: 'bb' },
  sentences: [{ support: 'verbatim' }],
  passages: [{ chunkId: 'c1', text: 'Leave is thirty days.' }],
} as unknown as AnswerTrace;
const body = {
  trace,
  corpus: { indexTables: ['chunks_1'] },
  passages: [{ chunkId: 'c1', textSha256: sha256Hex('Leave is thirty days.') }],
} as unknown as RecordBody;
const whatDiffers = (again: object, tables = ['chunks_1']) =>
  compareReplay(body, { ...trace, ...again }, tables).map(({ what }) => what);

describe('comparing a replay', () => {
  it('finds nothing where all is as it was', () => {
    expect(whatDiffers({})).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['another model', { model: { name: 'writer', sha256: 'cc' } }, ['model']],
    ['other passages', { passages: [] }, ['passages']],
    ['changed text', { passages: [{ chunkId: 'c1', text: 'x' }] }, ['passages']],
    ['another prompt and what follows', { prompt: null, rawOutput: '', answer: '' }, ['prompt', 'output', 'answer']],
    ['a refusal', { outcome: 'refused', sentences: [] }, ['outcome', 'verdicts']],
  ])('names %s, causes first', (_name, again, expected) => {
    expect(whatDiffers(again)).toEqual(expected);
  });

  it('names another generation of the index', () => {
    expect(whatDiffers({}, ['chunks_2'])).toEqual(['index']);
  });
});
