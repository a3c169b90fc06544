import type { AnswerRecord, RecordBody } from '#decisions';
import { answerDocument } from '#contracts';
import { viewStoredAnswer } from './answer.view.js';

/** As records were sealed before verdicts gave their reasons and steps were kept. */
const VERSION_1 = {
  version: 1,
  id: '7f6d2d54-3c8b-4a39-9f0c-54d7a1f2b001',
  askedAt: '2031-03-01T09:00:00.000Z',
  askedBy: { id: 'u', name: 'Anna', role: 'reader', via: 'key' },
  asked: { question: 'How long?', collections: [], filter: {}, matter: null, model: null, followUp: null },
  corpus: { change: 1, coverage: { searched: 4, unreadable: 1 }, indexTables: [] },
  service: { version: '0', runtime: 'node' },
  passages: [
    { rank: 1, chunkId: 'c', documentId: 'd', revisionId: 'r', promptNumber: 1 },
    { rank: 2, promptNumber: null },
  ],
  trace: {
    outcome: 'answered',
    mode: 'generated',
    answer: 'Thirty days.',
    sentences: [{ text: 'Thirty days.', support: 'verbatim', citations: [1] }],
    citations: [
      {
        ...{ n: 1, documentId: 'd', revisionId: 'r', revision: 1, title: 'Leave', page: 1, headingPath: ['Rules'] },
        ...{ quote: 'Thirty days.', span: { start: 0, end: 12 }, chunkId: 'c' },
      },
    ],
    refusal: null,
    prompt: { templateSha256: 'a', messagesSha256: 'b' },
    model: { name: 'old', sha256: null, contextTokens: 1, runtime: 'x' },
    parameters: { temperature: 0, seed: 7, maxTokens: 1 },
    rewrites: [{ from: 'How long?', to: 'How long leave', reason: 'ellipsis' }],
    tokenCounts: { prompt: 1, completion: 1 },
    rawOutput: 'Thirty days. [1]',
    reasoning: '',
    retrieval: {
      ...{
        query: 'How long leave',
        limit: 40,
        mode: 'hybrid',
        embedder: 'starter@1',
        weights: { keyword: 1, vector: 0 },
      },
      timingsMs: { embed: 0, search: 0, hydrate: 0, total: 0 },
      evidence: { value: 1, threshold: 0, missing: ['long'], found: 1 },
    },
    timingsMs: { retrieve: 1, read: 1, answer: 1, total: 3 },
    warnings: [],
  },
} as unknown as RecordBody;

it('shows a record of version 1 as the answer it was', () => {
  const record = { id: VERSION_1.id, body: VERSION_1, logIndex: 3 } as AnswerRecord;
  const view = answerDocument.parse(viewStoredAnswer(record, { size: 4, root: 'ab' }));
  expect(view).toMatchObject({
    answer: 'Thirty days.',
    sentences: [{ text: 'Thirty days.', support: 'verbatim', citations: [1], why: '', signals: null }],
    searched: { questions: ['How long leave'], documents: 4, passagesFound: 2, passagesRead: 1, missing: ['long'] },
    steps: [],
    reasoning: null,
    models: { generator: { name: 'old' }, embedder: { name: 'starter@1' }, reasoner: null, reranker: null },
    log: { index: 3, checkpoint: '4:ab' },
  });
});

it('tells the asker alone of documents that are not behind the answer', () => {
  const warnings = ['answer.instructions_left_out', 'answer.cut_short'].map((code) => ({ code, message: code }));
  const body = { ...VERSION_1, trace: { ...VERSION_1.trace, warnings } };
  const record = { id: VERSION_1.id, body, logIndex: 3 } as unknown as AnswerRecord;
  const codes = (isAsker: boolean) =>
    viewStoredAnswer(record, null, new Map(), isAsker).warnings.map(({ code }) => code);
  expect(codes(true)).toEqual(['answer.instructions_left_out', 'answer.cut_short']);
  expect(codes(false)).toEqual(['answer.cut_short']);
});
