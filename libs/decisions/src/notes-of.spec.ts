import { notesOf } from './notes-of.js';
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
