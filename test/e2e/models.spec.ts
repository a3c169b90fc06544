import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { childEnvironment, programEntry } from '#config';
import {
  type DoctorView,
  type ModelList,
  type ModelTask,
  type ModelView,
  modelList,
  modelTask,
  modelView,
} from '#contracts';
import { sha256Hex } from '#knowledge';
import { type TestService, queryOnce, startService, writeScriptedDecoder, writeTinyEncoder } from '#testing';
import { Api, expectOk, until } from './support/api.js';
import { aPerson, grant } from './support/people.js';

const run = promisify(execFile);
const TRUE_SENTENCE = 'Claims must be submitted in the portal within 30 days of the end of the trip.';
const HANDBOOK = `# Expenses\n\n${TRUE_SENTENCE}\n\nReceipts are kept for ten years by the finance office.\n`;
const QUESTION = 'Within how many days must claims be submitted?';

let service: TestService;
let api: Api;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-models-'));
  service = await startService({ env: { PRIVATE_HOSTS: '127.0.0.1' } });
  api = new Api(service.url, service.token);
  await api.add('Library', 'handbook.md', HANDBOOK);
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

const decoder = (name: string, reply: string): string => {
  const file = join(folder, `${name}.gguf`);
  writeScriptedDecoder(file, { reply, name });
  return file;
};
const upload = async (file: string, name: string, more = '') =>
  api.send<ModelView>('POST', `/api/v1/models/import?name=${name}${more}`, {
    body: Uint8Array.from(await readFile(file)),
    headers: { 'content-type': 'application/octet-stream' },
  });
const install = async (name: string, reply = `${TRUE_SENTENCE} [1]`) =>
  modelView.parse(expectOk(await upload(decoder(name, reply), name), 201));
const list = async (): Promise<ModelList> => modelList.parse(expectOk(await api.get('/api/v1/models'), 200));
const use = async (role: string, name: string) =>
  expectOk(
    await api.send('PUT', `/api/v1/models/roles/${role}`, {
      body: JSON.stringify({ name }),
      headers: { 'content-type': 'application/json' },
    }),
    200,
  );
const leaves = async (kind: string) =>
  (
    await queryOnce<{ leaf: string }>(
      service.databaseUrl(),
      `SELECT leaf FROM log_entries WHERE kind = '${kind}' ORDER BY "index"`,
    )
  ).map(({ leaf }) => JSON.parse(leaf) as { actor: string; subject: Record<string, unknown> });
const chancery = async (...args: string[]): Promise<unknown> => {
  const program = programEntry('cli');
  const options = ['--data', service.dataDir, '--json', '--quiet', ...args];
  const { stdout } = await run(process.execPath, [program, ...options], { env: childEnvironment() });
  return JSON.parse(stdout);
};

describe('the model store over HTTP', () => {
  it('begins with the starter, and says what each role has', async () => {
    const { models, roles, machineBytes } = await list();
    expect(models).toMatchObject([
      { name: 'starter-embedder-2', kind: 'embedder', roles: ['embedder'], source: 'shipped' },
    ]);
    expect(models[0]!.fits).toMatchObject({ verdict: 'fits', machineBytes });
    expect(roles).toMatchObject({
      embedder: { name: 'starter-embedder-2', from: 'shipped' },
      generator: { name: null, from: 'nothing' },
      reasoner: { name: null, from: 'nothing' },
    });
  });

  it('answers with another generator from the next question on, without a restart; the records say which', async () => {
    const first = await install('first');
    const second = await install('second', `<think>Which one?</think>${TRUE_SENTENCE} [1]`);
    expect(first).toMatchObject({ roles: ['generator'], license: null, fits: { verdict: 'fits' } });
    expect(second.roles).toEqual([]);
    const pid = service.pidOf('api');
    const before = await api.ask(QUESTION);
    await use('generator', 'second');
    const after = await api.ask(QUESTION);
    expect([before.model, after.model]).toMatchObject([{ sha256: first.sha256 }, { sha256: second.sha256 }]);
    expect(first.sha256).not.toBe(second.sha256);
    for (const [answer, { name, sha256 }] of [
      [before, first],
      [after, second],
    ] as const) {
      const record = expectOk(await api.get<{ body: { trace: unknown } }>(`/api/v1/records/${answer.record}`), 200);
      expect(record.body.trace).toMatchObject({ model: { name, sha256 } });
    }
    expect(service.pidOf('api')).toBe(pid);
    expect((await list()).roles).toMatchObject({
      generator: { name: 'second', from: 'chosen' },
      reasoner: { name: 'second', from: 'generator' },
    });
  });

  it('tells the doctor when the file of the generator is not the recorded one', async () => {
    const doctor = async () =>
      expectOk(await api.get<DoctorView>('/api/v1/doctor'), 200).checks.find(({ name }) => name === 'generator');
    expect(await doctor()).toMatchObject({ ok: true, detail: 'second' });
    const file = join(service.dataDir, 'models', 'second.gguf');
    const sound = await readFile(file);
    await writeFile(file, Buffer.concat([sound.subarray(0, -1), Buffer.of(sound.at(-1)! ^ 1)]));
    expect(await doctor()).toMatchObject({ ok: false, detail: expect.stringContaining('fetch or import it again') });
    await rm(file);
    // A file that is there and can't be read, whoever reads.
    await symlink('/proc/self/mem', file);
    expect(await doctor()).toMatchObject({ ok: false, detail: expect.stringMatching(/can't be read|missing/) });
    await rm(file);
    await writeFile(file, sound);
    expect(await doctor()).toMatchObject({ ok: true });
  });

  it('tells the doctor that a sound reranker and embedder are in order, and when one of them can not be used', async () => {
    const check = async (wanted: string) =>
      expectOk(await api.get<DoctorView>('/api/v1/doctor'), 200).checks.find(({ name }) => name === wanted);
    expect(await check('embedder')).toEqual({ name: 'embedder', ok: true, detail: 'starter-embedder-2' });
    for (const [role, ranks] of [
      ['reranker', true],
      ['embedder', false],
    ] as const) {
      const name = `doctors-${role}`;
      writeTinyEncoder(join(folder, `${name}.gguf`), { ranks, name });
      expectOk(await upload(join(folder, `${name}.gguf`), name), 201);
      await use(role, name);
      expect(await check(role)).toEqual({ name: role, ok: true, detail: name });
      await rm(join(service.dataDir, 'models', `${name}.gguf`));
      expect(await check(role)).toMatchObject({ ok: false, detail: expect.stringContaining('missing') as string });
      expectOk(await api.delete(`/api/v1/models/roles/${role}`), 204);
      expectOk(await api.delete(`/api/v1/models/${name}`), 204);
    }
  });

  it('leaves an entry in the log for every change, without names', async () => {
    await install('third', 'Nothing.');
    await use('extractor', 'third');
    expectOk(await api.delete('/api/v1/models/roles/extractor'), 204);
    expectOk(await api.delete('/api/v1/models/third'), 204);
    const sha256 = sha256Hex(await readFile(join(folder, 'third.gguf')));
    for (const kind of ['added', 'used', 'released', 'removed']) {
      const own = (await leaves(`model.${kind}`)).filter(({ subject }) => subject['model'] === sha256);
      expect(own).toHaveLength(1);
      expect(own[0]!.actor).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.stringify(own)).not.toContain('third');
    }
    expect((await list()).models.map(({ name }) => name)).not.toContain('third');
    expectOk(await api.get('/api/v1/log/verify'), 200);
  });

  it('does not remove what is in use', async () => {
    const refused = await api.delete('/api/v1/models/second');
    expect(refused).toMatchObject({ status: 409, body: { code: 'model.in_use' } });
    expect(await api.delete('/api/v1/models/starter-embedder-2')).toMatchObject({
      status: 409,
      body: { code: 'model.in_use' },
    });
    expect(await api.delete('/api/v1/models/nobody')).toMatchObject({ status: 404, body: { code: 'model.not_found' } });
  });

  it('takes a file as it comes, and none that is no model, too large for the disk, or cut', async () => {
    const file = decoder('streamed', 'Yes.');
    const body = Readable.toWeb(createReadStream(file, { highWaterMark: 1_000 })) as RequestInit['body'];
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/octet-stream' } };
    const streamed = await service.fetch('/api/v1/models/import?name=streamed', init as RequestInit);
    expect(modelView.parse(await streamed.json())).toMatchObject({
      name: 'streamed',
      sizeBytes: (await stat(file)).size,
    });

    const text = join(folder, 'text.gguf');
    await writeFile(text, 'no model at all');
    expect(await upload(text, 'text')).toMatchObject({ status: 400, body: { code: 'model.corrupt' } });
    expect(await upload(file, 'streamed', `&sha256=${'0'.repeat(64)}`)).toMatchObject({
      body: { code: 'model.corrupt' },
    });
    writeScriptedDecoder(text, { reply: 'Another.' });
    expect(await upload(text, 'streamed')).toMatchObject({ status: 409, body: { code: 'model.name_taken' } });
    const asForm = await api.send('POST', '/api/v1/models/import?name=x', {
      body: 'a=b',
      headers: { 'content-type': 'text/plain' },
    });
    expect(asForm).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect((await list()).models.filter(({ name }) => ['text', 'x'].includes(name))).toEqual([]);
  });

  it('is for administrators', async () => {
    const nobody = new Api(service.url, null);
    for (const [method, path] of [
      ['GET', '/api/v1/models'],
      ['POST', '/api/v1/models/verify'],
      ['POST', '/api/v1/models/import?name=x'],
      ['DELETE', '/api/v1/models/second'],
    ] as const)
      expect(await nobody.send(method, path)).toMatchObject({ status: 401 });
  });
});

describe('fetching models', () => {
  let server: Server;
  let base: string;
  let content: Buffer;
  let isSlow: boolean;
  let ranges: (string | undefined)[];

  beforeAll(async () => {
    content = await readFile(decoder('remote', 'From afar.'));
    server = createServer((request, response) => {
      ranges.push(request.headers.range);
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const range = from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
      response.writeHead(from > 0 ? 206 : 200, { etag: '"v"', 'content-length': content.length - from, ...range });
      if (isSlow) response.write(content.subarray(from, from + 40_000));
      else response.end(content.subarray(from));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    isSlow = false;
    ranges = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const pull = async (name: string): Promise<ModelTask> =>
    modelTask.parse(expectOk(await api.post('/api/v1/models/pull', { url: `${base}/${name}.gguf` }), 202));
  const ended = (id: string) =>
    until(`task ${id} ends`, 30_000, async () => {
      const task = modelTask.parse(expectOk(await api.get(`/api/v1/models/tasks/${id}`), 200));
      return task.endedAt === null ? null : task;
    });

  it('runs in the background, can be stopped, and goes on where it stopped', async () => {
    isSlow = true;
    const { id } = await pull('remote');
    await until('something arrives', 30_000, async () => {
      const { body } = await api.get<ModelTask>(`/api/v1/models/tasks/${id}`);
      return body.bytes >= 40_000 ? body : null;
    });
    expect(await api.delete(`/api/v1/models/tasks/${id}`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    isSlow = false;
    const again = await pull('remote');
    expect(await ended(again.id)).toMatchObject({ state: 'done', name: 'remote', bytes: content.length });
    expect(ranges.at(-1)).toBe('bytes=40000-');
    const added = (await list()).models.find(({ name }) => name === 'remote');
    expect(added).toMatchObject({ sha256: sha256Hex(content), origin: `${base}/remote.gguf` });
  });

  it('ends with the rights of who began it, and goes on for another', async () => {
    isSlow = true;
    const second = await aPerson(service, 'administrator', 'Second');
    const theirs = new Api(service.url, second.key);
    const url = `${base}/let-go.gguf`;
    const { id } = modelTask.parse(expectOk(await theirs.post('/api/v1/models/pull', { url }), 202));
    await until('something arrives', 30_000, async () => {
      const { body } = await api.get<ModelTask>(`/api/v1/models/tasks/${id}`);
      return body.bytes >= 40_000 ? body : null;
    });
    const suspended = { body: JSON.stringify({ suspended: true }), headers: { 'content-type': 'application/json' } };
    expectOk(await api.send('PATCH', `/api/v1/people/${second.id}`, suspended), 200);
    expect(await ended(id)).toMatchObject({ state: 'failed', error: { code: 'work.beginner_gone' } });
    isSlow = false;
    expect(await ended((await pull('let-go')).id)).toMatchObject({ state: 'done', name: 'let-go' });
    expect(ranges.at(-1)).toBe('bytes=40000-');
  });

  it('says what is wrong, in codes', async () => {
    const refused = async (body: unknown) => (await api.post<{ code: string }>('/api/v1/models/pull', body)).body.code;
    expect(await refused({ url: 'file:///etc/passwd' })).toBe('request.invalid');
    expect(await refused({})).toBe('request.invalid');
    expect(await refused({ catalogue: 'no such model' })).toBe('model.not_found');
    const part = await pull('big-00001-of-00002');
    expect(await ended(part.id)).toMatchObject({ state: 'failed', error: { code: 'model.in_parts' } });
    expect(await api.get('/api/v1/models/tasks/3e1f8c6a-0000-4000-8000-000000000000')).toMatchObject({
      status: 404,
      body: { code: 'model.task_not_found' },
    });
  });

  it('is done by the command line through the service', async () => {
    expect(await chancery('models', 'pull', `${base}/by-command.gguf`)).toMatchObject({
      name: 'by-command',
      inUse: false,
    });
    expect(await chancery('models', 'use', 'reasoner', 'by-command')).toMatchObject({ roles: ['reasoner'] });
    expect(await chancery('models', 'release', 'reasoner')).toMatchObject({ role: 'reasoner', from: 'generator' });
    expect(await chancery('models', 'remove', 'by-command')).toEqual({ removed: 'by-command' });
    const catalogue = (await chancery('models', 'catalogue')) as { models: { name: string; sources: string[] }[] };
    expect(catalogue.models.length).toBeGreaterThan(20);
    expect(await chancery('models', 'verify')).toMatchObject({ ok: true });
    const file = decoder('carried', 'By hand.');
    expect(await chancery('models', 'import', file)).toMatchObject({ name: 'carried', source: 'imported' });
  });
});

describe('copies in Q8_0', () => {
  const quantize = (body: object) => api.post<ModelTask & { code: string }>('/api/v1/models/quantize', body);
  const ended = (id: string) =>
    until(`task ${id} ends`, 30_000, async () => {
      const task = modelTask.parse(expectOk(await api.get(`/api/v1/models/tasks/${id}`), 200));
      return task.endedAt === null ? null : task;
    });

  it('are made in the background, say what they were made from, and leave that in the log', async () => {
    writeTinyEncoder(join(folder, 'full.gguf'), { name: 'full', words: ['claims', 'portal'] });
    const full = modelView.parse(expectOk(await upload(join(folder, 'full.gguf'), 'full'), 201));
    expect(full).toMatchObject({ isQuantizable: true, madeFrom: null });
    const { id, name } = modelTask.parse(expectOk(await quantize({ model: 'full' }), 202));
    expect(name).toBe('full-q8_0');
    expect(await ended(id)).toMatchObject({ state: 'done', name, madeFrom: 'full', url: null, error: null });
    const copy = (await list()).models.find((model) => model.name === name)!;
    expect(copy).toMatchObject({
      ...{ kind: 'embedder', quantization: 'Q8_0', isQuantizable: false, fault: null, roles: [] },
      madeFrom: { name: 'full', sha256: full.sha256 },
    });
    expect(copy.sizeBytes).toBeLessThan(full.sizeBytes);
    const entries = (await leaves('model.added')).filter(({ subject }) => subject['model'] === copy.sha256);
    expect(entries.map(({ subject }) => subject)).toMatchObject([{ madeFrom: full.sha256 }]);
    expectOk(await api.delete('/api/v1/models/full-q8_0'), 204);
  });

  it('are refused of what is not there or quantized already, and under names that are taken', async () => {
    expect(await quantize({ model: 'nobody' })).toMatchObject({ status: 404, body: { code: 'model.not_found' } });
    for (const [body, code] of [
      [{ model: 'starter-embedder-2' }, 'model.not_quantizable'],
      [{ model: 'full', name: 'second' }, 'model.name_taken'],
    ] as const) {
      const { id } = modelTask.parse(expectOk(await quantize(body), 202));
      expect(await ended(id)).toMatchObject({ state: 'failed', error: { code } });
    }
  });

  it('are made by the command line through the service', async () => {
    const { sha256 } = (await list()).models.find(({ name }) => name === 'full')!;
    expect(await chancery('models', 'quantize', 'full', '--name', 'by-hand')).toMatchObject({
      name: 'by-hand',
      madeFrom: { name: 'full', sha256 },
    });
    expect(await chancery('models', 'remove', 'by-hand')).toEqual({ removed: 'by-hand' });
  });
});

describe("a collection's own generator", () => {
  const set = (id: string, generator: string | null) =>
    api.send<{ generator: string | null; code?: string }>('PATCH', `/api/v1/collections/${id}`, {
      body: JSON.stringify({ generator }),
      headers: { 'content-type': 'application/json' },
    });

  it('is set and taken back, and keeps its model from being removed', async () => {
    const { id } = expectOk(await api.post<{ id: string }>('/api/v1/collections', { name: 'Contracts' }), 201);
    await install('lawyer', 'It depends.');
    expect(expectOk(await set(id, 'lawyer'), 200)).toMatchObject({ name: 'Contracts', generator: 'lawyer' });
    expect((await list()).models.find(({ name }) => name === 'lawyer')).toMatchObject({ collections: ['Contracts'] });
    await rm(join(service.dataDir, 'models', 'lawyer.gguf'));
    expect(expectOk(await api.get<DoctorView>('/api/v1/doctor'), 200).checks).toContainEqual({
      name: 'generator of a collection',
      ok: false,
      detail: expect.stringContaining('fetch or import it again'),
    });
    expect(await api.delete('/api/v1/models/lawyer')).toMatchObject({
      status: 409,
      body: { code: 'model.in_use', message: expect.stringContaining('the answers of a collection.') as string },
    });
    expect(await chancery('collections', 'set', 'Contracts', '--generator', 'default')).toMatchObject({
      generator: null,
    });
    expectOk(await api.delete('/api/v1/models/lawyer'), 204);
    const entries = (await leaves('collection.changed')).filter(({ subject }) => subject['collection'] === id);
    expect(entries.map(({ subject }) => subject['generator'])).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), null]);
  });

  it('is not set by half of a change that needs an administrator', async () => {
    const { id } = expectOk(await api.post<{ id: string }>('/api/v1/collections', { name: 'Half' }), 201);
    const librarian = await aPerson(service, 'librarian');
    await grant(service, librarian, id);
    await install('half', 'It depends.');
    const theirs = new Api(service.url, librarian.key);
    const set = (change: object) => theirs.patch<{ generator: string | null }>(`/api/v1/collections/${id}`, change);
    expect(await set({ generator: 'half', requiresMatter: true })).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
    expect(expectOk(await set({}), 200)).toMatchObject({ generator: null });
    expect(expectOk(await set({ generator: 'half' }), 200)).toMatchObject({ generator: 'half', requiresMatter: false });
  });

  it('must be a model that writes and is here', async () => {
    const encoder = join(folder, 'encoder.gguf');
    writeTinyEncoder(encoder, { seed: 9 });
    expectOk(await upload(encoder, 'encoder'), 201);
    expect(await set('Library', 'nobody')).toMatchObject({ status: 404, body: { code: 'model.not_found' } });
    expect(await set('Library', 'encoder')).toMatchObject({ status: 404, body: { code: 'model.not_found' } });
    expect(await set('Nowhere', null)).toMatchObject({ status: 404, body: { code: 'collection.not_found' } });
  });
});

describe('the store while no service runs', () => {
  it('takes changes, which the log hears of at the next start', async () => {
    await service.end();
    const file = decoder('offline', 'Nobody was there.');
    expect(await chancery('models', 'import', file)).toMatchObject({ name: 'offline' });
    await service.start();
    api = new Api(service.url, service.token);
    const sha256 = sha256Hex(await readFile(file));
    const own = (await leaves('model.added')).filter(({ subject }) => subject['model'] === sha256);
    expect(own).toMatchObject([{ actor: 'system' }]);
  });
});
