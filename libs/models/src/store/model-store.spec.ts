import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '#knowledge';
import { type GgufKey, tensor, writeGguf, writeScriptedDecoder, writeTinyEncoder } from '#testing';
import { ModelOverview } from '../views/model-overview.js';
import { listedArchitectures } from '../gguf/unknown-to-llama.js';
import type { DownloadProgress } from './download-file.js';
import { ModelStore } from './model-store.js';

const HERE = ['127.0.0.1'];
const KILLED = '3f0c2a7e-3b1d-4a55-9a51-0a6f4d2b7c11.part';
const UNDER_WAY = '5b8f1c9d-7e2a-4c3b-8d10-6e5f4a3b2c1d.part';
const DOWNLOAD = 'aef3af2bd21b7e4e6ab69a8a6e4bd36f.part';
/** Gives up at the first broken connection, so that a test sees each attempt. */
const IMPATIENT = { retryAfterMs: [], silenceMs: 10_000 };

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
      roles: ['embedder'],
      license: 'Apache-2.0',
      summary: 'small',
      file: 'starter.gguf',
      sha256,
      isStarter: true,
    };
    await writeFile(join(folders.shippedDir, 'catalogue.json'), JSON.stringify({ models: [entry] }));
    store = new ModelStore(folders, IMPATIENT, HERE);
  });
  afterEach(() => rm(root, { recursive: true }));

  const decoder = (name: string, reply = 'Yes.'): string => {
    const file = join(root, `${name}.gguf`);
    writeScriptedDecoder(file, { reply });
    return file;
  };

  it('starts with the shipped embedder in use and the other roles empty', async () => {
    expect(await store.list()).toMatchObject([
      { name: 'starter', source: 'shipped', roles: ['embedder'], isStarter: true },
    ]);
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

  it('puts no model to use by itself that the machine has no room for', async () => {
    const file = join(root, 'huge.gguf');
    const numbers = {
      block_count: 4_096,
      embedding_length: 16_384,
      'attention.head_count': 128,
      context_length: 8_192,
    };
    writeGguf(
      file,
      [
        ['general.architecture', 'str', 'llama'],
        ...Object.entries(numbers).map(([key, value]): GgufKey => [`llama.${key}`, 'u32', value]),
        ['tokenizer.ggml.model', 'str', 'llama'],
        ['tokenizer.ggml.tokens', 'arr:str', ['a']],
      ],
      [tensor('token_embd.weight', [1], 1)],
    );
    expect(await store.importFile(file)).toMatchObject({ name: 'huge', kind: 'generator', roles: [] });
    expect(await store.importFile(decoder('small'))).toMatchObject({ roles: ['generator'] });
    // Whoever knows better, for a GPU say, may still say so.
    expect(await store.use('generator', 'huge')).toMatchObject({ roles: ['generator'] });
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

  it('refuses an architecture that llama.cpp does not know, and marks one that is here', async () => {
    const file = decoder('chat');
    const sound = await readFile(file);
    const renamed = (name: string) => Buffer.from(sound.toString('latin1').replaceAll('llama', name), 'latin1');
    await writeFile(join(root, 'new.gguf'), renamed('llamb'));
    await expect(store.importFile(join(root, 'new.gguf'))).rejects.toMatchObject({
      code: 'model.architecture_unknown',
      message: expect.stringContaining('("llamb"). A newer version may: update Chancery'),
    });
    expect(await readdir(join(folders.dataDir, 'incoming'))).toEqual([]);
    // llama.cpp knows it, the list of node-llama-cpp does not.
    await writeFile(join(root, 'maple.gguf'), renamed('maple'));
    expect((await listedArchitectures()).has('maple')).toBe(false);
    expect(await store.importFile(join(root, 'maple.gguf'))).toMatchObject({ name: 'maple' });

    await store.importFile(file);
    await writeFile((await store.get('chat')).path, renamed('llamb'));
    const [, chat] = (await new ModelOverview(store, {}).list(new Map())).models;
    expect(chat).toMatchObject({ name: 'chat', fault: 'unknown_architecture', fits: null, architecture: 'llamb' });
  }, 30_000);

  it('removes what a killed import left behind, and nothing that is under way', async () => {
    const incoming = join(folders.dataDir, 'incoming');
    await mkdir(incoming, { recursive: true });
    // No process has this number: the system's largest is far smaller.
    for (const [part, pid] of [
      [KILLED, 2 ** 30],
      [UNDER_WAY, process.pid],
    ] as const) {
      await writeFile(join(incoming, part), 'GGUF and a bit');
      await writeFile(join(incoming, `${part}.lock`), `${hostname()} ${pid} it`);
    }
    await writeFile(join(incoming, DOWNLOAD), 'GGUF and a bit');
    await store.importFile(decoder('chat'));
    expect((await readdir(incoming)).sort()).toEqual([DOWNLOAD, UNDER_WAY, `${UNDER_WAY}.lock`].sort());
  });

  it('refuses a tokenizer that llama.cpp does not know, and marks one that is here', async () => {
    const file = decoder('chat');
    const sound = (await readFile(file)).toString('latin1');
    const made = async (name: string, from: string, to: string): Promise<string> => {
      await writeFile(join(root, `${name}.gguf`), Buffer.from(sound.replace(from, to), 'latin1'));
      return join(root, `${name}.gguf`);
    };
    const refused = { code: 'model.tokenizer_unknown', message: expect.stringContaining('("gpt-9")') };
    await expect(store.importFile(await made('cut', 'gpt-2', 'gpt-9'))).rejects.toMatchObject(refused);
    // llama.cpp knows it, the list here does not.
    expect(await store.importFile(await made('known', 'gpt-2', 'phi-2'))).toMatchObject({ name: 'known' });

    await store.importFile(file);
    await writeFile((await store.get('chat')).path, await readFile(join(root, 'cut.gguf')));
    const models = (await new ModelOverview(store, {}).list(new Map())).models;
    expect(models.find(({ name }) => name === 'chat')).toMatchObject({ fault: 'unknown_tokenizer', fits: null });
  }, 30_000);

  it('refuses a chat template that no question can be written with, and lets one pass that refuses earlier turns', async () => {
    const templated = (name: string, template: string): string => {
      const file = join(root, `${name}.gguf`);
      const tokens = { begin: '<s>', end: '</s>', control: [], userDefined: [] };
      writeScriptedDecoder(file, { dialect: { ...tokens, template } });
      return file;
    };
    const refused = { code: 'model.template_unusable' };
    await expect(store.importFile(templated('broken', '{% for m in messages %}{{ m.content'))).rejects.toMatchObject(
      refused,
    );
    await expect(store.importFile(templated('deaf', '{{ bos_token }}Hello!'))).rejects.toMatchObject(refused);
    const hungry = '{% set x = namespace(t="x" * 9) %}{% for i in range(99) %}{% set x.t = x.t + x.t %}{% endfor %}';
    await expect(store.importFile(templated('hungry', hungry))).rejects.toMatchObject(refused);
    const once =
      "{% if messages | length > 1 %}{{ raise_exception('One only') }}{% endif %}{{ messages[0].content | upper }}";
    expect(await store.importFile(templated('once', once))).toMatchObject({ name: 'once' });

    const deaf = await readFile(templated('deaf', '{{ bos_token }}Hello!'.padEnd(once.length)));
    await writeFile((await store.get('once')).path, deaf);
    const models = (await new ModelOverview(store, {}).list(new Map())).models;
    expect(models.find(({ name }) => name === 'once')).toMatchObject({ fault: 'unusable_template', fits: null });
    await expect(store.use('generator', 'once')).rejects.toMatchObject({ code: 'model.corrupt' });
  }, 30_000);

  it('says of a listed model what is wrong with its file, not that it fits', async () => {
    const file = decoder('chat');
    await store.importFile(file);
    const overview = new ModelOverview(store, {});
    const listed = async () => (await overview.list(new Map())).models.find(({ name }) => name === 'chat');
    expect(await listed()).toMatchObject({ fault: null, fits: { verdict: 'fits' } });

    const { path } = await store.get('chat');
    const sound = await readFile(path);
    await writeFile(path, sound.subarray(0, sound.length - 8));
    expect(await listed()).toMatchObject({ fault: 'damaged', fits: null });
    // Of the same size and with a sound header only its bytes tell, once somebody has read them.
    await writeFile(path, Buffer.concat([sound.subarray(0, -1), Buffer.from([~sound.at(-1)! & 0xff])]));
    await expect(store.checked('generator')).rejects.toMatchObject({ code: 'model.corrupt' });
    expect(await listed()).toMatchObject({ fault: 'damaged', fits: null });
    await rm(path);
    expect(await listed()).toMatchObject({ fault: 'missing', fits: null });
    await store.importFile(file);
    expect(await listed()).toMatchObject({ fault: null, fits: { verdict: 'fits' } });
  });

  it('finds a file that changed or went missing, and takes the sound one back', async () => {
    const source = decoder('chat');
    const { path } = await store.importFile(source);
    const bytes = await readFile(path);
    bytes[bytes.length - 100]! ^= 1;
    const { atime, mtime } = await stat(path);
    await store.checked('generator');
    await writeFile(path, bytes);
    // Whoever changes a file can set its time of modification back.
    await utimes(path, atime, mtime);
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

  it('says of a file that cannot be read what to do, and goes on with the others', async () => {
    const { path } = await store.importFile(decoder('chat'));
    await rm(path);
    // A file that is there and fails to be read (EIO), whoever reads: nothing lies at the beginning of a process's memory.
    await symlink('/proc/self/mem', path);
    const anew = new ModelStore(folders);
    expect(await anew.verify()).toMatchObject([
      { name: 'starter', ok: true },
      { name: 'chat', ok: false, detail: expect.stringMatching(/can't be read \(E\w+\); give|missing/) },
    ]);
    await expect(anew.checked('generator')).rejects.toMatchObject({ code: 'model.corrupt' });
    expect(await anew.describe(await anew.get('chat'))).toBeNull();
  });

  it('does not put a model to a use that it is not for', async () => {
    await store.importFile(decoder('chat'));
    await expect(store.use('embedder', 'chat')).rejects.toMatchObject({ code: 'model.not_found' });
    await expect(store.use('generator', 'nobody')).rejects.toMatchObject({ code: 'model.not_found' });
  });

  it('fills the roles of the writers with any generator, and falls back to the one in use', async () => {
    await store.importFile(decoder('writer'));
    await store.importFile(decoder('thinker', 'Therefore.'));
    expect(await store.inUse('reasoner')).toMatchObject({ name: 'writer', roles: ['generator'] });
    expect(await store.use('reasoner', 'thinker')).toMatchObject({ roles: ['reasoner'] });
    expect(await store.use('extractor', 'thinker')).toMatchObject({ roles: ['reasoner', 'extractor'] });
    expect(await store.inUse('reasoner')).toMatchObject({ name: 'thinker' });
    await store.release('reasoner');
    expect(await store.inUse('reasoner')).toMatchObject({ name: 'writer' });
    await expect(store.use('extractor', 'starter')).rejects.toMatchObject({ code: 'model.not_found' });
  });

  it('removes a model only once nothing uses it, and its file with it', async () => {
    const { path } = await store.importFile(decoder('writer'));
    await expect(store.remove('writer')).rejects.toMatchObject({ code: 'model.in_use', message: /generator/ });
    await expect(store.remove('starter')).rejects.toMatchObject({ code: 'model.in_use' });
    await expect(store.remove('nobody')).rejects.toMatchObject({ code: 'model.not_found' });
    await store.release('generator');
    await store.remove('writer');
    expect((await store.list()).map(({ name }) => name)).toEqual(['starter']);
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('leaves an event for every change, by hash, until it has been told', async () => {
    const { sha256 } = await store.importFile(decoder('writer'), undefined, 'user-1');
    await store.use('reasoner', 'writer', 'user-2');
    await store.release('extractor');
    const events = await store.untold();
    expect(events.map(({ kind, actor, subject }) => [kind, actor, subject['model'], subject['role']])).toEqual([
      ['model.added', 'user-1', sha256, undefined],
      ['model.used', 'user-1', sha256, 'generator'],
      ['model.used', 'user-2', sha256, 'reasoner'],
    ]);
    expect(JSON.stringify(events)).not.toContain('writer');
    await store.told(events.slice(0, 2));
    expect(await new ModelStore(folders).untold()).toEqual(events.slice(2));
  });

  it('takes models of several processes at once without losing one', async () => {
    const stores = [1, 2, 3, 4].map(() => new ModelStore(folders));
    await Promise.all(stores.map((own, at) => own.importFile(decoder(`m${at}`, `I am ${at}.`))));
    expect((await store.list()).map(({ name }) => name)).toEqual(['starter', 'm0', 'm1', 'm2', 'm3']);
    expect(await store.untold()).toHaveLength(5);
  });

  it('reads a registry of the first version', async () => {
    const { path } = await store.importFile(decoder('writer'));
    const registry = join(folders.dataDir, 'registry.json');
    const now = JSON.parse(await readFile(registry, 'utf8')) as { models: { kind: string }[]; inUse: object };
    const models = now.models.map(({ kind, ...model }) => ({ ...model, role: kind }));
    await writeFile(registry, JSON.stringify({ version: 1, models, inUse: now.inUse }));
    expect(await store.inUse('generator')).toMatchObject({ name: 'writer', path });
    await store.use('reasoner', 'writer');
    expect(JSON.parse(await readFile(registry, 'utf8'))).toMatchObject({ version: 2, models: [{ kind: 'generator' }] });
  });

  describe('importStream', () => {
    const bytesOf = async function* (path: string, pieces = 7) {
      const bytes = await readFile(path);
      const size = Math.ceil(bytes.length / pieces);
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };

    it('takes a file in pieces of any size', async () => {
      const source = decoder('chat');
      const added = await store.importStream(bytesOf(source, 999), { name: 'chat.gguf' });
      expect(added).toMatchObject({ name: 'chat', sha256: sha256Hex(await readFile(source)) });
      expect((await store.verify()).every(({ ok }) => ok)).toBe(true);
    });

    it('keeps nothing of a file that is cut, is none, or has another checksum', async () => {
      const cut = async function* () {
        yield (await readFile(decoder('chat'))).subarray(0, 60_000);
      };
      let sent = 0;
      const zeros = async function* () {
        for (; sent < 1_000; sent++) yield Buffer.alloc(100_000);
      };
      await expect(store.importStream(cut(), { name: 'chat' })).rejects.toMatchObject({
        ...{ code: 'model.corrupt', kind: 'invalid' },
      });
      await expect(store.importStream(zeros(), { name: 'chat' })).rejects.toMatchObject({ code: 'model.corrupt' });
      expect(sent).toBe(0);
      const other = { name: 'chat', sha256: '0'.repeat(64) };
      await expect(store.importStream(bytesOf(decoder('chat')), other)).rejects.toMatchObject({
        code: 'model.corrupt',
      });
      expect(await readdir(join(folders.dataDir, 'incoming'))).toEqual([]);
      expect(await store.untold()).toEqual([]);
    });

    it('says at once that the disk has no room for what is announced', async () => {
      const announced = { name: 'chat', sizeBytes: 2 ** 52 };
      await expect(store.importStream(bytesOf(decoder('chat')), announced)).rejects.toMatchObject({
        code: 'model.disk_full',
        message: expect.stringContaining('GiB free'),
      });
    });
  });

  describe('quantize', () => {
    const embedder = async (name = 'small'): Promise<void> => {
      writeTinyEncoder(join(root, `${name}.gguf`), { name, words: ['leave', 'fire'] });
      await store.importFile(join(root, `${name}.gguf`));
    };
    const waitingRoom = () => readdir(join(folders.dataDir, 'incoming'));

    it('makes another model that says what it was made from, and tells the log by hash', async () => {
      await embedder();
      const { sha256 } = await store.get('small');
      await store.told(await store.untold());
      const progress: DownloadProgress[] = [];
      const copy = await store.quantize('small', { actor: 'user-1', onProgress: (seen) => progress.push(seen) });
      expect(copy).toMatchObject({
        ...{ name: 'small-q8_0', kind: 'embedder', source: 'imported', roles: [], origin: null },
        madeFrom: { name: 'small', sha256 },
      });
      expect(sha256Hex(await readFile(copy.path))).toBe(copy.sha256);
      expect((await store.describe(copy))?.quantization).toBe('Q8_0');
      expect(await store.untold()).toMatchObject([
        { kind: 'model.added', actor: 'user-1', subject: { model: copy.sha256, madeFrom: sha256 } },
      ]);
      expect(progress.at(-1)).toEqual({ receivedBytes: copy.sizeBytes, totalBytes: copy.sizeBytes });
      expect(await new ModelStore(folders).get('small-q8_0')).toEqual(copy);
      expect(await waitingRoom()).toEqual([]);
    });

    it('changes nothing where the copy is there, and makes a damaged one anew', async () => {
      await embedder();
      const copy = await store.quantize('small', { as: 'mine' });
      const { length } = await store.untold();
      expect(await store.quantize('small', { as: 'mine' })).toEqual(copy);
      expect(await store.untold()).toHaveLength(length);
      await writeFile(copy.path, 'GGUF');
      await store.quantize('small', { as: 'mine' });
      expect(sha256Hex(await readFile(copy.path))).toBe(copy.sha256);
    });

    it('takes no name that stands for another content', async () => {
      await embedder();
      await embedder('other');
      for (const as of ['small', 'other', 'starter'])
        await expect(store.quantize('small', { as })).rejects.toMatchObject({ code: 'model.name_taken' });
    });

    it('refuses what is missing, damaged or quantized already, and keeps nothing', async () => {
      await embedder();
      await expect(store.quantize('nobody')).rejects.toMatchObject({ code: 'model.not_found' });
      await store.quantize('small');
      await expect(store.quantize('small-q8_0')).rejects.toMatchObject({ code: 'model.not_quantizable' });
      await writeFile(join(folders.dataDir, 'small.gguf'), 'GGUF and something else');
      await expect(store.quantize('small', { as: 'again' })).rejects.toMatchObject({ code: 'model.corrupt' });
      expect((await store.list()).map(({ name }) => name)).toEqual(['starter', 'small', 'small-q8_0']);
      expect(await waitingRoom()).toEqual([]);
    });

    it('leaves nothing of a copy that is broken off, and clears away what a killed one left', async () => {
      await embedder();
      const stop = new AbortController();
      const broken = store.quantize('small', { signal: stop.signal, onProgress: () => stop.abort() });
      await expect(broken).rejects.toMatchObject({ name: 'AbortError' });
      expect(await waitingRoom()).toEqual([]);
      await writeFile(join(folders.dataDir, 'incoming', KILLED), 'GGUF');
      await store.quantize('small');
      expect(await waitingRoom()).toEqual([]);
    });
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
        kind: 'generator',
        roles: ['generator'],
        origin: url.replace('?download=true', ''),
        sha256: sha256Hex(content),
      });
      expect(received.at(-1)).toBe(content.length);
    });

    it('refuses what is of no use here once its header has arrived, without the rest', async () => {
      const unknown = Buffer.from(content.toString('latin1').replaceAll('llama', 'llamb'), 'latin1');
      let sentBytes = 0;
      // Announces a gigabyte and sends it.
      answer = (_request, response) => {
        response.writeHead(200, { 'content-length': 1e9 }).write(unknown);
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(100_000))) sentBytes += 100_000;
        };
        response.on('drain', more);
        more();
      };
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.architecture_unknown' });
      expect(sentBytes).toBeLessThan(50e6);
      expect(await readdir(join(folders.dataDir, 'incoming'))).toEqual([]);
    }, 30_000);

    it('continues where a broken download ended', async () => {
      const whole = answer;
      let breakOff = (): void => undefined;
      answer = (_request, response) => {
        response.writeHead(200, { etag: '"v1"', 'content-length': content.length });
        response.write(content.subarray(0, 50_000));
        breakOff = () => response.destroy();
      };
      const onProgress = ({ receivedBytes }: DownloadProgress): void => void (receivedBytes === 50_000 && breakOff());
      await expect(store.pull(url, { onProgress })).rejects.toMatchObject({
        code: 'model.unavailable',
        retryable: true,
      });
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

    it('opens a broken connection again by itself, as long as something arrives', async () => {
      const whole = answer;
      const step = Math.ceil(content.length / 6);
      answer = (request, response) => {
        const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
        if (from + step >= content.length) return whole(request, response);
        const status = from > 0 ? 206 : 200;
        const range = from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
        response.writeHead(status, { etag: '"v1"', 'content-length': content.length - from, ...range });
        response.write(content.subarray(from, from + step));
        // Not before some of it is on the disk, however busy the machine is.
        const looking = setInterval(() => written > from && response.destroy(), 5);
        response.on('close', () => clearInterval(looking));
      };
      let written = 0;
      const onProgress = ({ receivedBytes }: { receivedBytes: number }) => void (written = receivedBytes);
      const patient = new ModelStore(folders, { retryAfterMs: [10, 10], silenceMs: 10_000 }, HERE);
      expect(await patient.pull(url, { onProgress })).toMatchObject({ sha256: sha256Hex(content) });
      expect(requests.length).toBeGreaterThan(4);
    });

    it('gives up on a server that falls silent, and continues there later', async () => {
      const whole = answer;
      answer = (_request, response) => {
        response.writeHead(200, { etag: '"v1"', 'content-length': content.length });
        response.write(content.subarray(0, 50_000));
      };
      const impatient = new ModelStore(folders, { retryAfterMs: [], silenceMs: 300 }, HERE);
      await expect(impatient.pull(url)).rejects.toMatchObject({ code: 'model.unavailable' });
      answer = whole;
      expect(await store.pull(url)).toMatchObject({ sha256: sha256Hex(content) });
      expect(requests[1]!.headers.range).toBe('bytes=50000-');
    });

    const breakOff = async (etag: string | null, bytes = content.subarray(0, 50_000)) => {
      const whole = answer;
      answer = (_request, response) => {
        response.writeHead(200, { ...(etag ? { etag } : {}), 'content-length': content.length });
        response.write(bytes);
        setTimeout(() => response.destroy(), 200);
      };
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.unavailable' });
      answer = whole;
    };

    it('starts anew where the server ignores ranges', async () => {
      await breakOff('"v1"');
      answer = (_request, response) =>
        response.writeHead(200, { etag: '"v1"', 'content-length': content.length }).end(content);
      expect(await store.pull(url)).toMatchObject({ sha256: sha256Hex(content) });
      expect(requests[1]!.headers.range).toBe('bytes=50000-');
    });

    it('gives up where the server begins anew each time and breaks off, now sooner, now later', async () => {
      store = new ModelStore(folders, { retryAfterMs: [1, 1], silenceMs: 10_000 }, HERE);
      answer = (_request, response) => {
        response.writeHead(200, { etag: '"v1"', 'content-length': content.length });
        response.write(content.subarray(0, requests.length % 2 ? 30_000 : 20_000));
        setTimeout(() => (requests.length > 9 ? response.end(content) : response.destroy()), 100);
      };
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.unavailable' });
      expect(requests).toHaveLength(3);
    });

    it('never continues what nothing tells from another version', async () => {
      for (const etag of [null, 'W/"v1"']) {
        await breakOff(etag, Buffer.alloc(50_000, 7));
        expect(await store.pull(url)).toMatchObject({ sha256: sha256Hex(content) });
        expect(requests.at(-1)!.headers.range).toBeUndefined();
        await store.release('generator');
        await store.remove('chat-q8');
      }
    });

    it('starts anew when another part is sent than was asked for, or there is no such part any more', async () => {
      const whole = answer;
      for (const [status, headers] of [
        [206, { 'content-range': `bytes 10-${content.length - 1}/${content.length}` }],
        [416, { 'content-range': 'bytes */100' }],
      ] as const) {
        await breakOff('"v1"');
        answer = (_request, response) => response.writeHead(status, headers).end('some other part');
        await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.unavailable' });
        answer = whole;
        expect(await store.pull(url)).toMatchObject({ sha256: sha256Hex(content) });
        await store.release('generator');
        await store.remove('chat-q8');
      }
    });

    it('keeps what arrived of a file that is shorter than it was said to be, and asks for the rest', async () => {
      const whole = answer;
      answer = (request, response) => {
        // A length that is not true; the socket ends after the bytes there are.
        response.writeHead(200, { etag: '"v1"', 'content-length': content.length + 500 });
        response.write(content, () => request.socket.end());
      };
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.unavailable' });
      answer = whole;
      expect(await store.pull(url)).toMatchObject({ sha256: sha256Hex(content) });
    });

    it('takes no file that ends before its last tensor does, whatever its length was said to be', async () => {
      answer = (_request, response) => response.writeHead(200, { etag: '"v1"' }).end(content.subarray(0, -40));
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.corrupt' });
      expect(await readdir(join(folders.dataDir, 'incoming'))).toEqual([]);
    });

    it('compares the content with the SHA-256 that the server names on the way', async () => {
      const whole = answer;
      let named = sha256Hex(content);
      answer = (request, response) =>
        request.url!.startsWith('/models/')
          ? response.writeHead(302, { location: '/stored', 'x-linked-etag': `"${named}"` }).end()
          : whole(request, response);
      expect(await store.pull(url)).toMatchObject({ name: 'chat-q8', origin: url.replace('?download=true', '') });
      named = '1'.repeat(64);
      await expect(store.pull(url, { name: 'other' })).rejects.toMatchObject({ code: 'model.corrupt' });
    });

    it('does not run from address to address, nor to what is no web address', async () => {
      answer = (_request, response) => response.writeHead(302, { location: '/again' }).end();
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.request_failed' });
      answer = (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end();
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.request_failed' });
    });

    it('asks nobody for one part of several', async () => {
      const part = url.replace('chat-q8', 'chat-00001-of-00003');
      await expect(store.pull(part)).rejects.toMatchObject({ code: 'model.in_parts' });
      expect(requests).toEqual([]);
    });

    it('lets one at a time fetch the same address', async () => {
      let isAsked = () => {};
      const asked = new Promise<void>((resolve) => (isAsked = resolve));
      const whole = answer;
      const waiting: (() => void)[] = [];
      answer = (request, response) => {
        waiting.push(() => whole(request, response));
        isAsked();
      };
      const first = store.pull(url);
      await asked;
      await expect(new ModelStore(folders, IMPATIENT, HERE).pull(url)).rejects.toMatchObject({
        code: 'model.store_busy',
      });
      waiting.forEach((go) => go());
      expect(await first).toMatchObject({ name: 'chat-q8' });
    });

    it('does not begin what the disk has no room for', async () => {
      answer = (_request, response) => {
        response.writeHead(200, { 'content-length': 2 ** 52 });
        response.write('GGUF');
      };
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.disk_full' });
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
