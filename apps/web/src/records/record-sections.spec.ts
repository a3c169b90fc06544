import { recordSections } from './record-sections.js';

describe('sections of a record', () => {
  it('show what a record of version 3 holds', () => {
    const sections = recordSections({
      version: 3,
      asked: {
        purpose: 'Advice',
        onBehalfOf: 'Miller Ltd',
        asOf: '2031-01-02',
        filter: { kind: 'policy' },
        collections: [],
      },
      askedBy: { role: 'reader', via: 'session' },
      corpus: { change: 12, coverage: { searched: 3 }, indexTables: ['chunks_1'] },
      access: { number: 4, visibilitySha256: 'ab' },
      modelFiles: { generator: { name: 'm', quantization: 'Q4_K_M', sha256: 'cd', sizeBytes: 1 } },
      service: { version: '1.0.0', runtime: 'llama 1' },
      trace: {
        parameters: { seed: 7, temperature: 0, maxTokens: 10 },
        tokenCounts: { prompt: 5, completion: 2 },
        answerMode: 'quote_only',
        timingsMs: { read: 185.48107500001788, total: 1435.4 },
      },
    });
    const facts = Object.fromEntries(sections.flatMap((each) => each.facts).map(({ name, value }) => [name, value]));
    expect(facts).toMatchObject({
      ...{ Purpose: 'Advice', 'On behalf of': 'Miller Ltd', 'As it stood on': '2031-01-02', Filter: 'kind: policy' },
      ...{ 'Library change': '12', 'Documents in scope': '3', Seed: '7', Temperature: '0' },
      ...{ 'Model file (generator)': 'm, Q4_K_M, cd', 'Service version': '1.0.0' },
      ...{ Role: 'Reader', Through: 'Portal', Times: 'reading 185 ms, in all 1,435 ms' },
      'Answer mode': 'Sentences of the documents only',
    });
    expect(facts).not.toHaveProperty('Collections');
  });

  it('show nothing of what is not understood', () => {
    expect(recordSections({ asked: 3, trace: [], access: null })).toEqual([]);
  });
});
