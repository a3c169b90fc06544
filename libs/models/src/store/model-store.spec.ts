import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '#knowledge';
import { writeScriptedDecoder, writeTinyEncoder } from '#testing';
import { ModelStore } from './model-store.js';

describe('ModelStore', () => {
  let root: string;
  let folders: { shippedDir: string; dataDir: string };
  let store: ModelStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'store-'));
    folders = { shippedDir: join(root, 'shipped'), dataDir: join(root, 'data') };
    await mkdir(folders.shippedDir);
    const starter = join(folders.shippedDir, 'starter.gguf');
    writeTinyEncoder(starter, { name: 'starter' });
    const sha256 = sha256Hex(await readFile(starter));
    const entry = {
      name: 'starter',
      role: 'embedder',
      license: 'Apache-2.0',
      summary: 'small',
      file: 'starter.gguf',
      sha256,
      isStarter: true,
    };
    await writeFile(join(folders.shippedDir, 'catalogue.json'), JSON.stringify({ models: [entry] }));
    store = new ModelStore(folders);
  });
  afterEach(() => rm(root, { recursive: true }));

  const decoder = (name: string, reply = 'Yes.'): string => {
    const file = join(root, `${name}.gguf`);
    writeScriptedDecoder(file, { reply });
    return file;
  };

  it('starts with the shipped embedder in use and the other roles empty', async () => {
    expect(await store.list()).toMatchObject([{ name: 'starter', source: 'shipped', inUse: true, isStarter: true }]);
    expect(await store.inUse('generator')).toBeNull();
    await expect(store.checked('generator')).rejects.toMatchObject({ code: 'model.role_empty' });
  });

  it('puts the first model of a role to use, and no other until told', async () => {
    await store.importFile(decoder('first'));
    await store.importFile(decoder('second', 'No.'));
    expect(await store.inUse('generator')).toMatchObject({ name: 'first', source: 'imported', contextTokens: 4_096 });
    await store.use('generator', 'second');
    expect(await new ModelStore(folders).inUse('generator')).toMatchObject({ name: 'second' });
    await store.release('generator');
    expect(await store.inUse('generator')).toBeNull();
  });

  it('keeps the starter in use when another embedder arrives', async () => {
    const file = join(root, 'better.gguf');
    writeTinyEncoder(file, { seed: 5 });
    await store.importFile(file);
    expect(await store.inUse('embedder')).toMatchObject({ name: 'starter' });
  });

  it('takes the same file twice, but never another under the same name', async () => {
    const imported = await store.importFile(decoder('chat'));
    expect(await store.importFile(decoder('chat'))).toEqual(imported);
    await expect(store.importFile(decoder('chat', 'Something else.'))).rejects.toMatchObject({
      code: 'model.name_taken',
    });
    await expect(store.importFile(decoder('starter'))).rejects.toMatchObject({ code: 'model.name_taken' });
    expect(await readdir(join(folders.dataDir, 'incoming'))).toEqual([]);
  });

  it('keeps every model of several that arrive at once', async () => {
    const files = ['a', 'b', 'c', 'd'].map((name) => decoder(name, `I am ${name}.`));
    await Promise.all(files.map((file) => store.importFile(file)));
    expect((await store.list()).map(({ name }) => name)).toEqual(['starter', 'a', 'b', 'c', 'd']);
    expect((await readdir(folders.dataDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('refuses what is no model, and names it only where a name is safe', async () => {
    await writeFile(join(root, 'text.gguf'), 'GGUF? no.');
    await expect(store.importFile(join(root, 'text.gguf'))).rejects.toMatchObject({ code: 'model.corrupt' });
    await expect(store.importFile(join(root, 'absent.gguf'))).rejects.toMatchObject({ code: 'model.not_found' });
    expect(await store.importFile(decoder('plain'), '../../etc/odd name.gguf')).toMatchObject({ name: 'odd-name' });
  });

  it('finds a file that changed or went missing, and takes the sound one back', async () => {
    const source = decoder('chat');
    const { path } = await store.importFile(source);
    const bytes = await readFile(path);
    bytes[bytes.length - 100]! ^= 1;
    await writeFile(path, bytes);
    expect(await store.verify()).toMatchObject([
      { name: 'starter', ok: true },
      { name: 'chat', ok: false },
    ]);
    await expect(store.checked('generator')).rejects.toMatchObject({ code: 'model.corrupt' });
    await expect(store.use('generator', 'chat')).rejects.toMatchObject({ code: 'model.corrupt' });

    await store.importFile(source);
    expect(await store.verify()).toMatchObject([{ ok: true }, { ok: true }]);
    await rm(path);
    expect((await store.verify())[1]).toMatchObject({ ok: false, detail: expect.stringContaining('missing') });
  });

  it('does not put a model to a use that it is not for', async () => {
    await store.importFile(decoder('chat'));
    await expect(store.use('embedder', 'chat')).rejects.toMatchObject({ code: 'model.not_found' });
    await expect(store.use('generator', 'nobody')).rejects.toMatchObject({ code: 'model.not_found' });
  });

  it('calls a registry that cannot be read corrupt instead of forgetting the models', async () => {
    await store.importFile(decoder('chat'));
    await writeFile(join(folders.dataDir, 'registry.json'), '{"version":1,"models":[');
    await expect(store.list()).rejects.toMatchObject({ code: 'model.corrupt' });
  });

  describe('pull', () => {
    let server: Server;
    let content: Buffer;
    let requests: IncomingMessage[];
    let answer: (request: IncomingMessage, response: ServerResponse) => void;
    let url: string;

    beforeEach(async () => {
      content = await readFile(decoder('source'));
      requests = [];
      answer = (request, response) => {
        const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
        const isSame = from > 0 && request.headers['if-range'] === '"v1"';
        const body = isSame ? content.subarray(from) : content;
        const range = isSame ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
        response.writeHead(isSame ? 206 : 200, { etag: '"v1"', 'content-length': body.length, ...range }).end(body);
      };
      server = createServer((request, response) => {
        requests.push(request);
        answer(request, response);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/chat-q8.gguf?download=true`;
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    it('fetches, reports progress and records where the file came from', async () => {
      const received: number[] = [];
      const pulled = await store.pull(url, {
        sha256: sha256Hex(content),
        onProgress: ({ receivedBytes }) => received.push(receivedBytes),
      });
      expect(pulled).toMatchObject({
        name: 'chat-q8',
        role: 'generator',
        origin: url,
        sha256: sha256Hex(content),
        inUse: true,
      });
      expect(received.at(-1)).toBe(content.length);
    });

    it('continues where a broken download ended', async () => {
      const whole = answer;
      answer = (_request, response) => {
        response.writeHead(200, { etag: '"v1"', 'content-length': content.length });
        response.write(content.subarray(0, 50_000));
        setTimeout(() => response.destroy(), 200);
      };
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.unavailable', retryable: true });
      answer = whole;
      expect(await store.pull(url)).toMatchObject({ sha256: sha256Hex(content) });
      expect(requests[1]!.headers.range).toBe('bytes=50000-');
    });

    it('starts anew when the file has changed meanwhile', async () => {
      const whole = answer;
      answer = (_request, response) => {
        response.writeHead(200, { etag: '"v0"', 'content-length': content.length });
        response.write(Buffer.alloc(50_000, 1));
        setTimeout(() => response.destroy(), 200);
      };
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.unavailable' });
      answer = whole;
      expect(await store.pull(url)).toMatchObject({ sha256: sha256Hex(content) });
    });

    it('keeps nothing of a file with another checksum', async () => {
      await expect(store.pull(url, { sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'model.corrupt' });
      expect(await readdir(join(folders.dataDir, 'incoming'))).toEqual([]);
      expect(await store.list()).toHaveLength(1);
    });

    it('says what is wrong with an address', async () => {
      await expect(store.pull('file:///etc/passwd')).rejects.toMatchObject({ code: 'model.request_failed' });
      answer = (_request, response) => response.writeHead(404).end();
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.not_found' });
      server.closeAllConnections();
      server.close();
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.unavailable' });
    });

    it('stops when told to and continues later', async () => {
      const whole = answer;
      const stop = new AbortController();
      answer = (_request, response) => {
        response.writeHead(200, { etag: '"v1"', 'content-length': content.length });
        response.write(content.subarray(0, 50_000));
      };
      const reason = new Error('stopped');
      await expect(store.pull(url, { signal: stop.signal, onProgress: () => stop.abort(reason) })).rejects.toBe(reason);
      answer = whole;
      expect((await store.pull(url)).sizeBytes).toBe((await stat(join(root, 'source.gguf'))).size);
    });
  });
});
