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

  it('is the model that wrote it alone where the others were not kept yet, and nothing where nothing wrote', () => {
    expect(notesOf(bodyOf({ model: { name: 'writer' }, sentences: [] })).models).toEqual(['writer']);
    expect(notesOf(bodyOf({ model: null, sentences: [] }))).toEqual({ models: [], verdicts: [] });
  });
});
