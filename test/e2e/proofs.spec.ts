import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestService, startService } from '#testing';
import { Api, expectOk } from './support/api.js';
import { type Ran, runCli, runVerifier } from './support/run-cli.js';

describe('what proves a record without the service', () => {
  let service: TestService;
  let api: Api;
  let folder: string;
  let record: string;
  beforeAll(async () => {
    service = await startService();
    api = new Api(service.url, service.token);
    folder = await mkdtemp(join(tmpdir(), 'chancery-proofs-'));
    record = expectOk(await api.post<{ record: string }>('/api/v1/questions', { question: 'Who pays?' }), 201).record;
  }, 180_000);
  afterAll(async () => {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const cli = (...words: string[]): Promise<Ran> => runCli(service, words);
  const file = (name: string) => join(folder, name);

  it('is a file that the verifier accepts with the key that was noted, and refuses when anything in it changed', async () => {
    const made = JSON.parse((await cli('audit', 'prove', record, '-o', file('proof.json'), '--json')).out) as {
      keys: string[];
    };
    const key = made.keys.at(-1)!;
    expect(await runVerifier([file('proof.json'), '--key', key, '--json'])).toMatchObject({ status: 0 });
    const proof = await readFile(file('proof.json'), 'utf8');
    for (const [from, to] of [
      ['Who pays', 'Who paid'],
      ['\\"index\\":', '\\"index\\": '],
      ['index ', 'index 1'],
    ] as const) {
      expect(proof).toContain(from);
      await writeFile(file('forged.json'), proof.replace(from, to));
      expect(await runVerifier([file('forged.json'), '--key', key])).toMatchObject({ status: 1 });
    }
    const another = 'chancery/other+d2f61f0c+AZBNOKGvmh7VRdAj4PAzRxVR0BvEBQQmFaA9lxJxKXTF';
    expect((await runVerifier([file('proof.json'), '--key', another])).status).not.toBe(0);
    expect(await runVerifier([file('missing.json')])).toMatchObject({ status: 2 });
    expect(await runVerifier([])).toMatchObject({ status: 2 });
  });

  it('is an export of the whole log, which misses nothing', async () => {
    expect((await cli('audit', 'export', file('log.jsonl'))).status).toBe(0);
    expect(await runVerifier([file('log.jsonl')])).toMatchObject({ status: 0 });
    const lines = (await readFile(file('log.jsonl'), 'utf8')).trimEnd().split('\n');
    await writeFile(file('cut.jsonl'), `${lines.slice(0, -1).join('\n')}\n`);
    expect(await runVerifier([file('cut.jsonl')])).toMatchObject({ status: 1 });
  });

  it('is a checkpoint kept elsewhere, which the log must continue', async () => {
    await cli('audit', 'checkpoint', '-o', file('kept.checkpoint'));
    expectOk(await api.post('/api/v1/questions', { question: 'And when?' }), 201);
    expect(await cli('audit', 'verify', '--against', file('kept.checkpoint'))).toMatchObject({ status: 0 });
    expect((await cli('audit', 'rotate-key')).status).toBe(0);
    expect(await cli('audit', 'verify', '--against', file('kept.checkpoint'))).toMatchObject({ status: 0 });
    const kept = await readFile(file('kept.checkpoint'), 'utf8');
    await writeFile(
      file('forged.checkpoint'),
      kept.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) - 1}\n`),
    );
    expect((await cli('audit', 'verify', '--against', file('forged.checkpoint'))).status).not.toBe(0);
  });

  it('is not given to people who may not read the record', async () => {
    const stranger = new Api(service.url, null);
    expect((await stranger.get(`/api/v1/records/${record}/proof`)).status).toBe(401);
    expect((await api.get('/api/v1/records/00000000-0000-4000-8000-000000000000/proof')).status).toBe(404);
    expect((await api.get('/api/v1/log/entries/999999/proof')).status).toBe(404);
    expect((await api.get('/api/v1/log/entries/x/proof')).status).toBe(400);
  });
});
