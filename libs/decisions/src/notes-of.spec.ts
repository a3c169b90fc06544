import { areTrue, notesOf } from './notes-of.js';
import type { RecordBody } from './record-body.js';

const bodyOf = (trace: object) => ({ trace }) as RecordBody;

describe('what a record is found by', () => {
  it('is every model that took part and every verdict, each once and in order', () => {
    const model = { name: 'writer', sha256: null };
    const models = {
      embedder: { name: 'finder@c79ad8431284', sha256: null },
      reranker: null,
      generator: model,
      reasoner: model,
    };
    const sentences = ['unsupported', 'verbatim', 'unsupported'].map((support) => ({ support }));
    expect(notesOf(bodyOf({ model, models, sentences }))).toEqual({
      models: ['finder', 'finder@c79ad8431284', 'writer'],
      verdicts: ['unsupported', 'verbatim'],
    });
  });

  it('is the writer and the embedder where the others were not kept yet, and nothing where there was neither', () => {
    const retrieval = { embedder: 'finder@c79ad8431284' };
    expect(notesOf(bodyOf({ model: { name: 'writer' }, retrieval, sentences: [] })).models).toEqual([
      'finder',
      'finder@c79ad8431284',
      'writer',
    ]);
    const none = { model: null, retrieval: { embedder: null }, sentences: [] };
    expect(notesOf(bodyOf(none))).toEqual({ models: [], verdicts: [] });
  });
});

describe('notes of a record', () => {
  const model = { name: 'writer', sha256: null };
  const models = { embedder: { name: 'finder@c79ad8431284', sha256: null }, generator: model };
  const body = bodyOf({ model, models, sentences: [{ support: 'verbatim' }] });
  const verdicts = ['verbatim'];

  it.each([
    ['all that is noted today', ['finder', 'finder@c79ad8431284', 'writer']],
    ['the names that were noted earlier', ['finder@c79ad8431284', 'writer']],
  ])('are true where they are %s', (_what, noted) => expect(areTrue({ models: noted, verdicts }, body)).toBe(true));

  it.each([
    ['a model that did not take part', { models: ['finder', 'stranger', 'writer'], verdicts }],
    ['everything but the model that wrote it', { models: ['finder'], verdicts }],
    ['another verdict', { models: ['writer'], verdicts: ['supported'] }],
    ['one verdict more', { models: ['writer'], verdicts: ['supported', 'verbatim'] }],
    ['no verdict', { models: ['writer'], verdicts: [] }],
  ])('are not true where they are %s', (_what, noted) => expect(areTrue(noted, body)).toBe(false));
});
