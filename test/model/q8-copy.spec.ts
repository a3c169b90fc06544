import { join } from 'node:path';
import { HttpEmbedder, ModelStore } from '#models';
import { writeTinyEncoder } from '#testing';
import { type RunningInference, SHIPPED, startInference, temporaryModels } from './start-inference.js';

const TEXTS = [
  'Leave is agreed with the line manager in writing.',
  'The spare key of the garage hangs behind the clock.',
  'Receipts are kept for ten years. '.repeat(12),
];

describe('a Q8_0 copy of an embedder', () => {
  let models: Awaited<ReturnType<typeof temporaryModels>>;
  let host: RunningInference;

  beforeAll(async () => {
    models = await temporaryModels();
    const store = new ModelStore({ shippedDir: SHIPPED, dataDir: models.dir });
    writeTinyEncoder(join(models.dir, 'source'), { words: ['leave', 'key', 'garage', 'receipts', 'years'] });
    await store.importFile(join(models.dir, 'source'), 'full');
    await store.quantize('full');
    host = await startInference(models.dir);
  });
  afterAll(async () => {
    await host.stop();
    await models.remove();
  });

  it('is loaded by the runtime, and its vectors are close to those of its original, under an identity of their own', async () => {
    const [full, copy] = ['full', 'full-q8_0'].map(
      (model) => new HttpEmbedder({ ...host.server, model }, host.catalogue),
    ) as [HttpEmbedder, HttpEmbedder];
    const [wanted, found] = [await full.embedPassages(TEXTS), await copy.embedPassages(TEXTS)];
    found.forEach(({ vector }, i) => {
      const cosine = vector.reduce((sum, value, at) => sum + value * wanted[i]!.vector[at]!, 0);
      expect(cosine).toBeGreaterThan(0.999);
    });
    // Not to the bit: it does compute with other weights.
    expect(found.map(({ vector }) => [...vector])).not.toEqual(wanted.map(({ vector }) => [...vector]));
    const [{ id: fullId }, { id: copyId }] = [await full.model(), await copy.model()];
    expect([fullId, copyId]).toEqual([expect.stringMatching(/^full@/), expect.stringMatching(/^full-q8_0@/)]);
    expect(copyId.split('@')[1]).not.toBe(fullId.split('@')[1]);
  });
});
