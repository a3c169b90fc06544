import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { type DoctorView, errorBody } from '#contracts';
import { type TestService, startService, writeTinyEncoder } from '#testing';
import { expectAdvice } from './support/advice.js';
import { Api, expectOk, until } from './support/api.js';
import { runCli } from './support/run-cli.js';
import { type UpService, runUp, startUp, temporaryFolder } from './support/up.js';

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
const aFolder = (): string => {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** What a second `up` says when it can't start. */
async function refusedStart(plan: {
  dataDir: string;
  port?: number;
  under?: readonly string[];
}): Promise<{ status: number | null; code: string }> {
  const up = runUp({ ...plan, isJson: true, readyFile: join(plan.dataDir, 'never.json') });
  await expect(up.ready).rejects.toThrow();
  const status = await up.ended;
  const { code, message } = JSON.parse(up.output().trim().split('\n').at(-1)!) as { code: string; message: string };
  expectAdvice(message.replace(plan.dataDir, 'DIR'));
  return { status, code };
}

describe('a start that can not succeed', () => {
  let service: UpService;
  beforeAll(async () => {
    service = await startUp();
  });
  afterAll(() => service?.stop());

  it('says that the port is taken', async () => {
    expect(await refusedStart({ dataDir: aFolder(), port: Number(new URL(service.url).port) })).toEqual({
      status: 1,
      code: 'service.port_taken',
    });
  });

  it('says that the folder is in use', async () => {
    expect(await refusedStart({ dataDir: service.dataDir })).toEqual({ status: 1, code: 'service.already_running' });
    expect((await new Api(service.url, service.token).status()).status).toBe('ok');
  });

  it('says that a file stands where the data folder should be', async () => {
    const file = join(aFolder(), 'data');
    writeFileSync(file, '');
    const up = runUp({ dataDir: file, isJson: true, readyFile: join(aFolder(), 'never.json') });
    await expect(up.ready).rejects.toThrow(/data\.unwritable/);
    expect(await up.ended).toBe(1);
  });

  it('says that the data folder can not be written', async () => {
    const folder = aFolder();
    if (!isRoot) chmodSync(folder, 0o555);
    else if (spawnSync('setpriv', ['--version']).status !== 0)
      return console.warn('Not tried: root can write everywhere, and "setpriv" is missing.');
    const under = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    expect(await refusedStart({ dataDir: folder, under })).toEqual({ status: 1, code: 'data.unwritable' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes 100 MB and no more by default, however much is sent, and keeps nothing of it', async () => {
    const { status, body } = await stream(service, 200);
    expect({ status, code: errorBody.parse(body).code }).toEqual({ status: 413, code: 'document.too_large' });
    expect(errorBody.parse(body).message).toContain('100 MB');
    expectAdvice(errorBody.parse(body).message);
    expect(readdirSync(join(service.dataDir, 'uploads'))).toEqual([]);
    expect(readdirSync(join(service.dataDir, 'blobs'))).toEqual([]);
    expect((await new Api(service.url, service.token).status()).documents).toEqual({ live: 0, failed: 0, pending: 0 });
  });
});

/** One file of so many megabytes, produced while it is sent. */
function stream({ url, token }: UpService, megabytes: number): Promise<{ status: number | undefined; body: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'multipart/form-data; boundary=e2e',
      'transfer-encoding': 'chunked',
    };
    const upload = request(`${url}/api/v1/documents`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) as unknown }));
    });
    upload.on('error', reject);
    upload.write('--e2e\r\nContent-Disposition: form-data; name="files"; filename="huge.txt"\r\n\r\n');
    const megabyte = Buffer.alloc(1024 * 1024, 'lorem ipsum ');
    let left = megabytes;
    const next = () => {
      while (left > 0) {
        left -= 1;
        if (!upload.write(megabyte)) return void upload.once('drain', next);
      }
      upload.end('\r\n--e2e--\r\n');
    };
    next();
  });
}

describe('a model file that was changed', () => {
  let service: TestService;
  const api = () => new Api(service.url, service.token);
  beforeAll(async () => {
    service = await startService();
    await api().add('Library', 'lake.md', '# Lake\n\nThe lake freezes in January.\n');
    const gguf = join(aFolder(), 'other-embedder.gguf');
    writeTinyEncoder(gguf);
    await cli('models', 'import', gguf);
    await cli('reindex', '--embedder', 'other-embedder', '--switch', 'auto', '--wait');
    await service.end();
    const stored = join(
      service.dataDir,
      'models',
      readdirSync(join(service.dataDir, 'models')).find((name) => name.endsWith('.gguf'))!,
    );
    const bytes = readFileSync(stored);
    bytes[bytes.length - 9]! ^= 0xff;
    chmodSync(stored, 0o644);
    writeFileSync(stored, bytes);
    await service.start();
  });
  afterAll(() => service?.stop());

  async function cli(...words: string[]) {
    const { status, err } = await runCli(service, words);
    if (status !== 0) throw new Error(err);
  }

  it('is not used: the service starts, says why, and searches by keywords', async () => {
    const status = await api().status();
    expect(status.status).toBe('degraded');
    expect(status.components['inference']).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/other-embedder.*keywords alone/s) as string,
    });
    const doctor = expectOk(await api().get<DoctorView>('/api/v1/doctor'), 200);
    expect(doctor.ok).toBe(false);
    const found = await api().search('when does the lake freeze');
    expect(found.mode).toBe('keyword');
    expect(found.passages[0]?.text).toContain('freezes in January');
    const answer = await api().ask('When does the lake freeze?');
    expect(answer).toMatchObject({ outcome: 'answered', mode: 'quoted' });
    expect((await api().post('/api/v1/search', { query: 'lake', mode: 'vector' })).status).toBe(503);
  });

  it('holds up no document for good: with a sound model everything goes on', async () => {
    const { documents } = expectOk(
      await api().upload('Library', [{ name: 'hill.md', bytes: 'The hill is steep.' }]),
      201,
    );
    await cli('reindex', '--embedder', 'starter-embedder-2', '--switch', 'auto', '--wait');
    const document = await api().settled(documents[0]!.documentId, 90_000);
    expect(document.state).toBe('live');
    expect((await api().status()).status).toBe('ok');
  });
});

const canMount = isRoot && tryMount();
(canMount ? describe : describe.skip)('a disk that is full', () => {
  let service: UpService;
  let api: Api;
  const mounted: string[] = [];
  const mount = (folder: string, size: string) => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0755`, 'tmpfs', folder]);
    mounted.push(folder);
  };
  beforeAll(async () => {
    const dataDir = join(aFolder(), 'data');
    mkdirSync(join(dataDir, 'blobs'), { recursive: true });
    mount(join(dataDir, 'blobs'), '2m');
    service = await startUp({ dataDir });
    api = new Api(service.url, service.token);
  });
  afterAll(async () => {
    await service?.stop();
    for (const folder of mounted) spawnSync('umount', ['-l', folder]);
  });

  /** Text that no file system makes smaller. */
  const someText = (kilobytes: number) =>
    randomBytes(kilobytes * 384)
      .toString('hex')
      .replace(/.{60}/g, '$&\n')
      .slice(0, kilobytes * 1024);

  it('takes what fits, and refuses the rest without losing anything', async () => {
    const kept = await api.add('Library', 'kept.txt', 'The kept document mentions a pelican.');
    const files = [
      { name: 'large.txt', bytes: someText(4_000) },
      { name: 'small.txt', bytes: 'The small one mentions a cormorant.' },
    ];
    const { body } = await api.upload('Library', files);
    expect(body.rejected).toMatchObject([{ path: 'large.txt', code: 'storage.unwritable' }]);
    expectAdvice(body.rejected[0]!.message);
    expect((await api.settled(body.documents[0]!.documentId)).state).toBe('live');
    expect((await api.documents('collection=Library')).total).toBe(2);
    expect((await api.document(kept.id)).state).toBe('live');
    expect((await api.passages('pelican', { mode: 'keyword' }))[0]?.text).toContain('pelican');
    expect(readdirSync(join(service.dataDir, 'uploads'))).toEqual([]);
  });

  it('takes the same file once there is room', async () => {
    execFileSync('mount', ['-o', 'remount,size=32m', join(service.dataDir, 'blobs')]);
    await api.add('Library', 'large.txt', someText(400));
    expect((await api.documents('collection=Library')).total).toBe(3);
  });

  it('says so, too, when an upload can not even be received', async () => {
    mount(join(service.dataDir, 'uploads'), '1m');
    const { status, body } = await api.upload('Library', [{ name: 'other.txt', bytes: someText(3_000) }]);
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'storage.unwritable' } });
    expectAdvice(errorBody.parse(body).message);
    expect((await api.passages('pelican', { mode: 'keyword' }))[0]?.text).toContain('pelican');
    execFileSync('umount', [join(service.dataDir, 'uploads')]);
    await until('uploads are received again', 60_000, async () =>
      (await api.upload('Library', [{ name: 'third.txt', bytes: 'A tern.' }])).status === 201 ? true : null,
    );
  });
});

function tryMount(): boolean {
  const folder = temporaryFolder();
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (done) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return done;
}
if (!canMount) console.warn('Not tried: a full disk. It takes root and the right to mount a tmpfs.');
