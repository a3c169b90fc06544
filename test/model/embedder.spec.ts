import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpEmbedder, ModelStore } from '#models';
import { describeEmbedder, writeTinyEncoder } from '#testing';
import { SHIPPED, ended, startInference, temporaryModels } from './start-inference.js';
import type { RunningInference } from './start-inference.js';

describe('the shipped embedder behind a real inference host', () => {
  let models: Awaited<ReturnType<typeof temporaryModels>>;
  let host: RunningInference;
  let embedder: HttpEmbedder;

  beforeAll(async () => {
    models = await temporaryModels();
    host = await startInference(models.dir);
    embedder = new HttpEmbedder(host.server, host.catalogue);
  });
  afterAll(async () => {
    await host.stop();
    await models.remove();
  });

  describeEmbedder(async () => embedder);

  const SENTENCE = 'Leave is agreed with the line manager in writing.';

  it('goes by the checksum of its file, and gives the vectors that indexes hold', async () => {
    expect(await embedder.model()).toMatchObject({
      id: 'starter-embedder-2@eb2974c65ad7',
      dimensions: 256,
      contextTokens: 2_044,
      fusionWeight: 0.08,
      isStarter: true,
    });
    const { vector } = await embedder.embedQuery(SENTENCE);
    const first = [0.310744, 0.249398, -0.1670961, 0.1554868, -0.0870751, -0.0016249, -0.1926073, 0.1268905];
    first.forEach((number, place) => expect(vector[place]).toBeCloseTo(number, 3));
  });

  it('gives a text the same vector by itself and among others, on any processor', async () => {
    const texts = Array.from({ length: 48 }, (_, i) => `Case ${i}. ${SENTENCE.repeat(1 + (i % 7))}`);
    const among = await embedder.embedPassages(texts);
    for (const [i, text] of texts.entries()) {
      const [alone] = await embedder.embedPassages([text]);
      alone!.vector.forEach((number, place) => expect(among[i]!.vector[place]).toBeCloseTo(number, 5));
    }
  });

  it('still has the first starter, by the checksum of the file that it shipped as first', async () => {
    const earlier = new HttpEmbedder({ ...host.server, model: 'starter-embedder' }, host.catalogue);
    expect(await earlier.model()).toMatchObject({ id: 'starter-embedder@5ca05a63917b', fusionWeight: 0.04 });
    const { vector } = await earlier.embedQuery(SENTENCE);
    const first = [0.052032, 0.0854677, -0.0460377, -0.0006016, -0.106225, 0.0032464, -0.091556, -0.0664235];
    first.forEach((number, place) => expect(vector[place]).toBeCloseTo(number, 5));
  });

  it('answers a question while a long batch is being embedded', async () => {
    const passages = Array.from(
      { length: 768 },
      (_, index) => `Paragraph ${index}. ${'Leave is agreed with the line manager. '.repeat(25)}`,
    );
    const before = performance.now();
    const batch = embedder.embedPassages(passages).then(() => performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const asked = performance.now();
    await embedder.embedQuery('Who agrees to leave?');
    const queryMs = performance.now() - asked;

    expect(queryMs).toBeLessThan((await batch) / 4);
  });

  it('turns away whoever does not hold the secret, and says on /health that it lives', async () => {
    const at = (path: string, key: string) =>
      fetch(`${host.server.baseUrl}${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect((await at('/v1/models', 'wrong')).status).toBe(401);
    expect((await at('/v1/models', host.server.apiKey!)).status).toBe(200);
    expect(await (await at('/health', 'wrong')).json()).toMatchObject({
      ok: true,
      models: { embedder: expect.arrayContaining(['starter-embedder-2']) },
    });
  });

  it('refuses a body that is not a request', async () => {
    const headers = { authorization: `Bearer ${host.server.apiKey}` };
    for (const body of ['not json', '{}', '{"input":[]}', '{"input":[1]}']) {
      const response = await fetch(`${host.server.baseUrl}/v1/embeddings`, { method: 'POST', headers, body });
      expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'request.refused' } }]);
    }
  });

  it('embeds with a model that was put to use after the host started, and with the old one by name', async () => {
    const store = new ModelStore({ shippedDir: SHIPPED, dataDir: models.dir });
    const file = join(models.dir, '..', `tiny-${process.pid}.gguf`);
    writeTinyEncoder(file, { words: ['leave', 'policy'] });
    try {
      const { name } = await store.importFile(file, 'tiny');
      await store.use('embedder', name);
      const switched = new HttpEmbedder(host.server, host.catalogue);
      expect((await switched.model()).id).toMatch(/^tiny@/);
      expect((await switched.embedQuery('leave policy')).vector).toHaveLength(64);
      const pinned = new HttpEmbedder({ ...host.server, model: 'starter-embedder' }, host.catalogue);
      expect((await pinned.embedQuery('leave policy')).vector).toHaveLength(256);
    } finally {
      await store.release('embedder');
      await rm(file, { force: true });
    }
  });
});

describe('an inference host in trouble', () => {
  it('stays alive when the model file is not the recorded one, and says so', async () => {
    const { dir, remove } = await temporaryModels();
    const file = join(dir, 'tiny.gguf');
    writeTinyEncoder(join(dir, 'source'), { words: ['leave'] });
    const store = new ModelStore({ shippedDir: SHIPPED, dataDir: dir });
    await store.importFile(join(dir, 'source'), 'tiny');
    await store.use('embedder', 'tiny');
    const sound = await readFile(file);
    const damaged = Buffer.from(sound);
    damaged[damaged.length - 40]! ^= 1;
    await writeFile(file, damaged);

    const host = await startInference(dir);
    try {
      const embedder = new HttpEmbedder(host.server, host.catalogue);
      await expect(embedder.embedQuery('leave')).rejects.toMatchObject({ code: 'model.corrupt' });
      await writeFile(file, sound);
      expect((await embedder.embedQuery('leave')).vector).toHaveLength(64);
    } finally {
      await host.stop();
      await remove();
    }
  });

  it('ends when its parent lets go of it, and cleanly when told to', async () => {
    const { dir, remove } = await temporaryModels();
    const orphan = await startInference(dir);
    expect(await ended(orphan.child, () => orphan.child.disconnect())).toBe(0);
    expect(await (await startInference(dir)).stop()).toBe(0);
    await remove();
  });
});
