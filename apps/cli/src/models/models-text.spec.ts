import type { ModelView } from '#contracts';
import { modelAsText, modelsAsText } from './models-text.js';

const model = (more: Partial<ModelView>): ModelView => ({
  ...{ name: 'chat', kind: 'generator', roles: [], collections: [], source: 'imported', origin: null, addedAt: null },
  ...{ isStarter: false, sizeBytes: 1, sha256: 'ab', architecture: null, dimensions: null, contextTokens: null },
  ...{ madeFrom: null, isQuantizable: false },
  ...{ parameters: null, quantization: null, license: null, languages: null, fault: null, fits: null, hint: null },
  ...more,
});
const listed = (...models: ModelView[]) =>
  modelsAsText({ models, roles: {} as never, machineBytes: 16e9, freeDiskBytes: 1e9 });

it.each([
  ['missing', 'file missing', /chat can't be used: its file is missing\. Pull or import it again\./],
  ['unreadable', 'unreadable', /can't be read\. Give the service's user the right to/],
  ['damaged', 'damaged', /is not what was recorded\. Pull or import it again\./],
] as const)('says what is wrong with a file (%s) and what to do', (fault, word, sentence) => {
  const text = listed(model({ fault }));
  expect(text.split('\n')[1]).toContain(word);
  expect(text).toMatch(sentence);
});

it('names what a model that cannot be used was for, and sends nobody for a file that ships with the service', () => {
  const text = listed(model({ source: 'shipped', fault: 'missing', roles: ['embedder'] }));
  expect(text).toContain('Put the file back that ships with the service, or put another to use as embedder.');
});

it('warns of a file that llama.cpp has to guess at, in the list and when it arrives', () => {
  const guessed = model({ hint: 'guessed_tokenizer' });
  for (const text of [listed(guessed), modelAsText(guessed)])
    expect(text).toMatch(/chat does not say how texts are cut up .* choose a newer file of the same model\./);
  expect(listed(model({}))).not.toContain('cut up');
});

it('says of a copy what it was made from', () => {
  expect(modelAsText(model({ madeFrom: { name: 'bge-m3-f16', sha256: '0123456789abcdef0123' } }))).toContain(
    'Q8_0 copy of bge-m3-f16 (SHA-256 0123456789abcdef…)',
  );
});
