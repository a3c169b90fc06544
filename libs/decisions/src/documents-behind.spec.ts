import { documentsBehind } from './documents-behind.js';
import type { RecordBody } from './record-body.js';

const passage = (documentId: string, promptNumber: number | null) => ({ documentId, promptNumber });

/** Document a is cited; b was read by the model as well; c was only found. */
function aBody(trace: object): RecordBody {
  const passages = [passage('a', 1), passage('b', 2), passage('c', null)];
  const answered = { outcome: 'answered', mode: 'generated', citations: [{ documentId: 'a' }], steps: [{}] };
  return { passages, trace: { ...answered, ...trace } } as unknown as RecordBody;
}

describe('documents behind an answer', () => {
  it('are all that the model read, cited or not', () => {
    expect(documentsBehind(aBody({}))).toEqual(['a', 'b']);
  });
  it('are the cited ones where sentences are quoted', () => {
    expect(documentsBehind(aBody({ mode: 'quoted' }))).toEqual(['a']);
  });
  it('are all that was found for a refusal, and after several searches', () => {
    expect(documentsBehind(aBody({ outcome: 'refused', citations: [] }))).toEqual(['a', 'b', 'c']);
    expect(documentsBehind(aBody({ mode: 'quoted', steps: [{}, {}] }))).toEqual(['a', 'b', 'c']);
  });
});
