import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionDetail } from '#contracts';
import { sha256Hex } from '#knowledge';
import { type TestService, queryOnce, startService } from '#testing';
import { Api, expectOk } from './support/api.js';
import { aPerson } from './support/people.js';
import { type Ran, runCli, runVerifier } from './support/run-cli.js';
import { PDFParse } from 'pdf-parse';
import { openPromise } from 'yauzl';
import yazl from 'yazl';

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
  });
  afterAll(async () => {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  });

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

  it('is found in the log by its id, and nothing goes elsewhere unless settings name a place', async () => {
    const { out } = await cli('audit', 'entries', '--kind', 'answer', '--about', record, '--json');
    const { entries } = JSON.parse(out) as { entries: { leaf: string }[] };
    expect(entries.map(({ leaf }) => JSON.parse(leaf) as object)).toMatchObject([{ subject: { record } }]);
    expect(await cli('audit', 'entries', '--kind', 'No kind')).toMatchObject({ status: 2 });
    expect(await cli('audit', 'places', '--json')).toMatchObject({ status: 0, out: expect.stringContaining('[]') });
  });

  it('is a checkpoint kept elsewhere, which the log must continue', async () => {
    await cli('audit', 'checkpoint', '-o', file('kept.checkpoint'));
    expectOk(await api.post('/api/v1/questions', { question: 'And when?' }), 201);
    expect(await cli('audit', 'verify', '--against', file('kept.checkpoint'))).toMatchObject({ status: 0 });
    expect((await cli('audit', 'rotate-key')).status).toBe(0);
    expect(await cli('audit', 'verify', '--against', file('kept.checkpoint'))).toMatchObject({ status: 0 });
    const { keys } = JSON.parse((await cli('audit', 'checkpoint', '--json')).out) as { keys: string[] };
    const noted = keys.flatMap((key) => ['--key', key]);
    expect(noted).toHaveLength(4);
    expect(await cli('audit', 'verify', '--against', file('kept.checkpoint'), ...noted)).toMatchObject({ status: 0 });
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

  it('is there, or no final answer goes out, on whatever way it was asked for', async () => {
    const text = 'The lighthouse keeper winds the clock on Mondays.';
    await api.add('Keeper', 'keeper.md', text);
    const question = 'When does the lighthouse keeper wind the clock?';
    const chat = { model: 'chancery', messages: [{ role: 'user', content: question }] };
    const tool = { name: 'ask', arguments: { question, quotedOnly: true } };
    const sent = async (path: string, body: object, accept = 'application/json') => {
      const headers = { accept, 'content-type': 'application/json' };
      const { status, body: got } = await api.send('POST', path, { headers, body: JSON.stringify(body) });
      return { status, text: typeof got === 'string' ? got : JSON.stringify(got) };
    };
    const ways = {
      'a question': () => sent('/api/v1/questions', { question }),
      'a stream': () => sent('/api/v1/questions', { question }, 'text/event-stream'),
      'a client of OpenAI': () => sent('/v1/chat/completions', chat),
      'its stream': () => sent('/v1/chat/completions', { ...chat, stream: true }, 'text/event-stream'),
      'an assistant': () =>
        sent(
          '/mcp',
          { jsonrpc: '2.0', id: 1, method: 'tools/call', params: tool },
          'application/json, text/event-stream',
        ),
      'what was recorded': async () => {
        const { status, body } = await api.get(`/api/v1/records/${record}`);
        return { status, text: JSON.stringify(body) };
      },
    };
    expect((await ways['a question']()).text).toContain('on Mondays');
    // What a full disk or a database that refuses comes to: the entry can't be put.
    const owner = (sql: string) => queryOnce(service.databaseUrl(), `ALTER TABLE log_entries ${sql}`);
    await owner('ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
    try {
      for (const [name, ask] of Object.entries(ways)) {
        const { text: got } = await ask();
        // What streams before its end is no answer yet; only that end must not come.
        const final = name.endsWith('stream')
          ? /event: done|"finish_reason":"(?:stop|content_filter)"/
          : /on Mondays|Who pays/;
        expect([name, final.exec(got)?.[0] ?? null]).toEqual([name, null]);
        expect([name, /unwritable|unavailable|can't be written|could not be written/i.test(got)]).toEqual([name, true]);
      }
    } finally {
      await owner('DROP CONSTRAINT full_disk');
    }
    expect((await ways['a stream']()).text).toContain('event: done');
  });

  describe('an evidence pack', () => {
    const CLAUSE = 'The façade must be renovated by 31 May 2031 at the tenant’s expense; ὁ μισθωτής pays.';
    let decision: string;
    let key: string;
    let files: Map<string, Buffer>;
    beforeAll(async () => {
      await api.add('Leases', 'lease.md', `# Lease\n\n${CLAUSE}\n`);
      const answer = await api.ask('Who renovates the façade, and by when?', { matter: 'M-7', purpose: 'Advice' });
      expect(answer.citations.length).toBeGreaterThan(0);
      const draft = {
        question: 'Do we renovate?',
        records: [answer.record, record],
        choice: 'No',
        reason: 'The tenant does.',
      };
      const made = expectOk(await api.post<DecisionDetail>('/api/v1/decisions', draft), 201);
      decision = made.id;
      const step = { action: 'propose', version: made.version };
      expectOk(await api.post(`/api/v1/decisions/${decision}/transitions`, step), 200);
      key = expectOk(await api.get<{ keys: string[] }>('/api/v1/log/checkpoint'), 200).keys.at(-1)!;
      expect(await cli('decisions', 'evidence', decision, '-o', file('pack.zip'))).toMatchObject({ status: 0 });
      files = await unzip(file('pack.zip'));
    });

    it('holds decision, answers, sources and proofs, and the verifier accepts it', async () => {
      const checked = await runVerifier([file('pack.zip'), '--key', key, '--json']);
      expect(JSON.parse(checked.out)).toMatchObject({
        ok: true,
        trust: 'given',
        decision,
        state: 'proposed',
        records: 2,
        withheld: 0,
      });
      expect((JSON.parse(checked.out) as { quotations: number }).quotations).toBeGreaterThan(0);
      const names = [...files.keys()];
      expect(names.filter((name) => /^records\/[0-9a-f-]{36}\.json$/.test(name))).toHaveLength(2);
      const original = names.find((name) => /^revisions\/[0-9a-f-]{36}\/original\.md$/.test(name))!;
      expect(files.get(original)!.toString()).toContain(CLAUSE);
      expect(files.get('README.txt')!.toString()).toContain('chancery-verify');
      expect(files.get('frameworks.md')!.toString()).toContain('states no conformity');
    });

    it('has a report that people can read', async () => {
      const parser = new PDFParse({ data: files.get('report.pdf')! });
      const { text } = await parser.getText();
      await parser.destroy();
      for (const words of ['Do we renovate?', 'The tenant does.', 'façade', 'μισθωτής', 'M-7', 'Advice', decision])
        expect(text).toContain(words);
      const answer = [...files.keys()].find((name) => name.startsWith('records/'))!;
      const source = [...files.keys()].find((name) => name.endsWith('/text.txt'))!;
      const bytes = files.get('report.pdf')!.toString('latin1');
      expect(['decision.json', answer, source].filter((name) => !bytes.includes(`/URI (${name})`))).toEqual([]);
    });

    it('is refused when anything in it was changed, left out or put in', async () => {
      const source = [...files.keys()].find((name) => name.endsWith('/text.txt'))!;
      const answer = [...files.keys()].find((name) => name.startsWith('records/'))!;
      const forgeries: Record<string, (pack: Map<string, Buffer>) => unknown> = {
        'another word in a source': (pack) => edit(pack, source, '31 May', '30 May'),
        'another word in a source, manifest made to fit': (pack) =>
          edit(pack, source, '31 May', '30 May') && refit(pack, source),
        'another word in a record, manifest made to fit': (pack) =>
          edit(pack, answer, 'askedAt', 'askedat') && refit(pack, answer),
        'another choice, manifest made to fit': (pack) =>
          edit(pack, 'decision.json', 'No', 'Yes') && refit(pack, 'decision.json'),
        'another report, manifest made to fit': (pack) =>
          pack.set('report.pdf', Buffer.from('%PDF')) && refit(pack, 'report.pdf'),
        'a record left out': (pack) => pack.delete(answer),
        'a file put in': (pack) => pack.set('more.txt', Buffer.from('more')),
        'no manifest': (pack) => pack.delete('manifest.json'),
      };
      for (const [name, forge] of Object.entries(forgeries)) {
        const pack = new Map(files);
        forge(pack);
        await writeFile(file('forged.zip'), await zip(pack));
        expect({ name, status: (await runVerifier([file('forged.zip'), '--key', key])).status }).toEqual({
          name,
          status: 1,
        });
      }
      await writeFile(file('cut.zip'), (await readFile(file('pack.zip'))).subarray(0, 2_000));
      expect(await runVerifier([file('cut.zip'), '--key', key])).toMatchObject({ status: 1 });
    });

    it('goes without a file that the store has lost, and says so', async () => {
      const name = [...files.keys()].find((each) => /^revisions\/.*\/original/.test(each))!;
      const sha256 = sha256Hex(files.get(name)!);
      const stored = join(service.dataDir, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
      await rename(stored, file('away'));
      try {
        expect(await cli('decisions', 'evidence', decision, '-o', file('less.zip'))).toMatchObject({ status: 0 });
        const less = await unzip(file('less.zip'));
        expect(less.has(name)).toBe(false);
        expect(less.get('README.txt')!.toString()).toContain('gone from the store');
        const checked = await runVerifier([file('less.zip'), '--key', key, '--json']);
        expect(JSON.parse(checked.out)).toMatchObject({ ok: true, withheld: 1 });
      } finally {
        await rename(file('away'), stored);
      }
    });

    it('is made of one answer as well, and tells nobody of what they may not see', async () => {
      expect(await cli('records', 'evidence', record, '-o', file('record.zip'))).toMatchObject({ status: 0 });
      expect(await runVerifier([file('record.zip'), '--key', key])).toMatchObject({ status: 0 });
      const auditor = new Api(service.url, (await aPerson(service, 'auditor')).key);
      const blind = await fetch(`${service.url}/api/v1/decisions/${decision}/evidence`, {
        headers: { authorization: `Bearer ${auditor.token}` },
      });
      await writeFile(file('blind.zip'), Buffer.from(await blind.arrayBuffer()));
      const names = [...(await unzip(file('blind.zip'))).keys()];
      expect(names.filter((name) => name.startsWith('revisions/'))).toEqual([]);
      expect(JSON.parse((await runVerifier([file('blind.zip'), '--key', key, '--json'])).out)).toMatchObject({
        ok: true,
        withheld: 1,
      });
    });
  });
});

async function unzip(path: string): Promise<Map<string, Buffer>> {
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  for await (const entry of archive.eachEntry())
    files.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)));
  archive.close();
  return files;
}

function zip(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  for (const [name, bytes] of files) archive.addBuffer(bytes, name);
  archive.end();
  return buffer(archive.outputStream as Readable);
}

function edit(pack: Map<string, Buffer>, name: string, from: string, to: string): boolean {
  const text = pack.get(name)!.toString();
  expect(text).toContain(from);
  pack.set(name, Buffer.from(text.replaceAll(from, to)));
  return true;
}

/** Write the hash of a file as it is now into the manifest. */
function refit(pack: Map<string, Buffer>, name: string): void {
  const manifest = JSON.parse(pack.get('manifest.json')!.toString()) as { files: Record<string, string> };
  manifest.files[name] = sha256Hex(pack.get(name)!);
  pack.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
}
