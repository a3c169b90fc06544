import type { AnswerEvent } from '#contracts';
import { followAnswer } from './answer-stream.js';

const done = {
  record: 'r1',
  question: 'Wie?',
  outcome: 'answered',
  mode: 'quoted',
  answer: 'Zehn Tage für alle.',
  sentences: [],
  citations: [],
  refusal: null,
  coverage: { searched: 3, unreadable: 0 },
  searched: {
    ...{ questions: ['Wie?'], rewrites: [], collections: [], filter: {}, documents: 3, mode: 'keyword', missing: [] },
    ...{ passagesFound: 1, passagesRead: 1 },
  },
  steps: [],
  reasoning: null,
  warnings: [],
  models: { embedder: null, reranker: null, generator: null, reasoner: null },
  model: { name: 'quoted', sha256: null },
  timings_ms: {},
  log: { index: 4, checkpoint: '5:ab' },
};

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

describe('followAnswer', () => {
  const stream = event('token', { text: 'Zehn Tage für' }) + event('token', { text: ' alle.' }) + event('done', done);

  it.each([1, 2, 7, 10_000])('hears every event, however the bytes are cut (%i)', async (size) => {
    const heard: AnswerEvent[] = [];
    const answer = await followAnswer(inPieces(stream, size), (one) => heard.push(one));
    expect(heard.map((one) => (one.event === 'token' ? one.data.text : one.event))).toEqual([
      'Zehn Tage für',
      ' alle.',
      'done',
    ]);
    expect(answer.answer).toBe('Zehn Tage für alle.');
  });

  it('fails with the code of an error event', async () => {
    const failed = event('error', { code: 'model.unavailable', message: 'The model is loading.', correlationId: 'c' });
    await expect(followAnswer(inPieces(failed, 5), () => undefined)).rejects.toMatchObject({
      code: 'model.unavailable',
    });
  });

  it('does not take half an answer for one', async () => {
    const broken = followAnswer(inPieces(event('token', { text: 'Zehn' }), 5), () => undefined);
    await expect(broken).rejects.toMatchObject({ code: 'service.unexpected_response' });
  });
});
