import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeScriptedDecoder, writeTinyEncoder } from '#testing';
import { ModelNotFound } from '../model-errors.js';
import { ModelStore } from './model-store.js';
import { ModelTasks, type StoreTask } from './model-tasks.js';
import { TransferRate } from './transfer-rate.js';

describe('ModelTasks', () => {
  let root: string;
  let server: Server;
  let base: string;
  let waiting: { path: string; response: ServerResponse }[];
  let reported: unknown[];
  let added: number;
  let store: ModelStore;
  let tasks: ModelTasks;
  let content: Buffer;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tasks-'));
    const folders = { shippedDir: join(root, 'shipped'), dataDir: join(root, 'data') };
    await mkdir(folders.shippedDir);
    await writeFile(join(folders.shippedDir, 'catalogue.json'), JSON.stringify({ models: [] }));
    writeScriptedDecoder(join(root, 'source.gguf'), { reply: 'Yes.' });
    content = await readFile(join(root, 'source.gguf'));
    waiting = [];
    server = createServer((request, response) => void waiting.push({ path: request.url!, response }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    reported = [];
    added = 0;
    store = new ModelStore(folders, { retryAfterMs: [], silenceMs: 10_000 }, ['127.0.0.1']);
    tasks = new ModelTasks(
      store,
      () => Promise.resolve(void added++),
      (error) => reported.push(error),
    );
  });
  afterEach(async () => {
    tasks.dispose();
    server.closeAllConnections();
    server.close();
    await rm(root, { recursive: true, maxRetries: 10 });
  });

  const start = (name: string) => tasks.start({ url: `${base}/${name}.gguf`, actor: 'user-1' });
  const until = async (id: string, isSo: (task: StoreTask) => boolean): Promise<StoreTask> => {
    for (let tries = 0; tries < 200; tries++) {
      const task = tasks.get(id);
      if (isSo(task)) return task;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`It stays ${JSON.stringify(tasks.get(id))}`);
  };
  const asked = async (path: string): Promise<ServerResponse> => {
    for (let tries = 0; tries < 200; tries++) {
      const found = waiting.find((one) => one.path === `/${path}.gguf`);
      if (found) return found.response;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${path} was never asked for`);
  };
  const send = (response: ServerResponse, bytes = content) => {
    response.writeHead(200, { etag: '"1"', 'content-length': content.length });
    return bytes === content ? response.end(bytes) : response.write(bytes);
  };

  it('gives up whatever somebody began, on its way or not, with the reason, and nothing of others', async () => {
    const mine = start('mine');
    tasks.start({ url: `${base}/theirs.gguf`, actor: 'user-2' });
    const queued = start('last');
    send(await asked('mine'), content.subarray(0, 1_000));
    await until(mine.id, ({ bytes }) => bytes === 1_000);
    expect(tasks.beginners().sort()).toEqual(['user-1', 'user-2']);
    tasks.giveUp('user-1', new ModelNotFound('They are gone.'));
    for (const { id } of [mine, queued])
      expect(tasks.get(id)).toMatchObject({
        state: 'failed',
        error: { code: 'model.not_found', message: 'They are gone.' },
      });
    expect(tasks.list().find(({ name }) => name === 'theirs')).toMatchObject({ state: 'running' });
    expect(tasks.beginners()).toEqual(['user-2']);
    waiting = [];
    const again = tasks.start({ url: `${base}/mine.gguf`, actor: 'user-2' });
    expect(again.id).not.toBe(mine.id);
    send(await asked('mine'));
    expect(await until(again.id, ({ state }) => state === 'done')).toMatchObject({ name: 'mine' });
  });

  it('takes a name from addresses with percent signs, sound or not', () => {
    expect(start('half%20done').name).toBe('half-done');
    expect(start('100%-chat').name).toBe('100--chat');
  });

  it('fetches two at a time and tells how far each is', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map(start) as [StoreTask, StoreTask, StoreTask];
    expect(tasks.list().map(({ name, state }) => [name, state])).toEqual([
      ['c', 'queued'],
      ['b', 'running'],
      ['a', 'running'],
    ]);
    send(await asked('a'), content.subarray(0, 1_000));
    expect(await until(a.id, ({ bytes }) => bytes === 1_000)).toMatchObject({ totalBytes: content.length });
    send(await asked('b'));
    expect(await until(b.id, ({ endedAt }) => endedAt !== null)).toMatchObject({ state: 'done', name: 'b', rate: 0 });
    send(await asked('c'));
    await until(c.id, ({ state }) => state === 'done');
    expect(added).toBe(2);
    expect(tasks.get(a.id).state).toBe('running');
  });

  it('holds another order of the same address to the name and the content that it wants', async () => {
    const first = start('a');
    const picky = tasks.start({ url: `${base}/a.gguf`, name: 'b', sha256: '0'.repeat(64), actor: 'user-1' });
    expect(picky).toMatchObject({ name: 'b' });
    send(await asked('a'));
    await until(first.id, ({ state }) => state === 'done');
    waiting.splice(0, 1);
    send(await asked('a'));
    const ended = await until(picky.id, ({ endedAt }) => endedAt !== null);
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'model.corrupt' } });
  });

  it('gives the same task for the same address until that has ended', async () => {
    const first = start('a');
    expect(start('a').id).toBe(first.id);
    tasks.cancel(first.id);
    expect(start('a').id).not.toBe(first.id);
  });

  it('stops what is cancelled, keeps what arrived, and goes on there when asked again', async () => {
    const { id } = start('a');
    send(await asked('a'), content.subarray(0, 50_000));
    await until(id, ({ bytes }) => bytes === 50_000);
    expect(tasks.cancel(id)).toMatchObject({ state: 'cancelled', error: null });
    expect(tasks.cancel(id).state).toBe('cancelled');
    waiting.length = 0;

    let range: string | undefined;
    server.prependListener('request', (request) => (range = request.headers.range));
    const { id: again } = start('a');
    (await asked('a'))
      .writeHead(206, { 'content-range': `bytes 50000-${content.length - 1}/${content.length}` })
      .end(content.subarray(50_000));
    await until(again, ({ state }) => state === 'done');
    expect(range).toBe('bytes=50000-');
    expect(reported).toEqual([]);
  });

  it('ends with the reason of a failure, and reports it', async () => {
    const { id } = start('gone');
    (await asked('gone')).writeHead(404).end();
    expect(await until(id, ({ endedAt }) => endedAt !== null)).toMatchObject({
      state: 'failed',
      error: { code: 'model.not_found' },
    });
    expect(reported).toHaveLength(1);
  });

  it('makes copies in the same line, one task for the same copy, and ends with the reason where none can be made', async () => {
    writeTinyEncoder(join(root, 'small.gguf'), { name: 'small' });
    const { sha256 } = await store.importFile(join(root, 'small.gguf'));
    const copy = tasks.start({ model: 'small', actor: 'user-1' });
    expect(copy).toMatchObject({ name: 'small-q8_0', madeFrom: 'small', url: null });
    expect(tasks.start({ model: 'small', actor: 'user-2' }).id).toBe(copy.id);
    const other = tasks.start({ model: 'small', name: 'Another name', actor: 'user-1' });
    expect(other.name).toBe('Another-name');
    const done = await until(copy.id, ({ endedAt }) => endedAt !== null);
    expect(done).toMatchObject({ state: 'done', bytes: done.totalBytes, error: null });
    expect(await store.get('small-q8_0')).toMatchObject({ madeFrom: { name: 'small', sha256 } });
    const again = tasks.start({ model: 'small-q8_0', actor: 'user-1' });
    expect(await until(again.id, ({ endedAt }) => endedAt !== null)).toMatchObject({
      state: 'failed',
      error: { code: 'model.not_quantizable' },
    });
    await until(other.id, ({ state }) => state === 'done');
  });

  it('knows no other tasks, and forgets the oldest', () => {
    expect(() => tasks.get('x')).toThrow(expect.objectContaining({ code: 'model.task_not_found' }));
    const ids = Array.from({ length: 60 }, (_, at) => {
      const { id } = start(`m${at}`);
      tasks.cancel(id);
      return id;
    });
    expect(tasks.list().length).toBeLessThanOrEqual(51);
    expect(() => tasks.get(ids[0]!)).toThrow();
    expect(tasks.get(ids.at(-1)!).state).toBe('cancelled');
  });
});

describe('TransferRate', () => {
  it('tells the speed of the last seconds, and none once nothing arrives', () => {
    const rate = new TransferRate();
    rate.reached(0, 0);
    expect(rate.at(0)).toBe(0);
    for (let second = 1; second <= 10; second++) rate.reached(second * 100, second * 1_000);
    expect(rate.at(10_000)).toBe(100);
    for (let second = 11; second <= 20; second++) rate.reached(1_000 + (second - 10) * 500, second * 1_000);
    expect(rate.at(20_000)).toBe(500);
    expect(rate.at(26_000)).toBe(0);
  });

  it('starts over when the file does', () => {
    const rate = new TransferRate();
    rate.reached(5_000, 0);
    rate.reached(6_000, 1_000);
    rate.reached(100, 2_000);
    expect(rate.at(2_000)).toBe(0);
  });
});
