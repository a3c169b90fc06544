import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { type ErrorBody, type RecordDetail, errorBody } from '#contracts';
import { type TestService, aLockedPdf, startService } from '#testing';
import { zipOf } from '../medium/ingestion/pack.js';
import { Api, type Reply, expectOk, multipart, until } from './support/api.js';
import { aPdf, aPng, anEncryptedPdf } from './support/odd-files.js';
import { readEvents } from './support/read-events.js';
import { runCli } from './support/run-cli.js';
import { expectAdvice } from './support/advice.js';

const LONG_NAME = `${'x'.repeat(2_000)}.txt`;

/** What people get wrong over HTTP: each has its code, its status and a sentence, and the service goes on. */
describe('bad input', () => {
  let service: TestService;
  let api: Api;
  let stranger: Api;

  beforeAll(async () => {
    service = await startService({ env: { UPLOAD_LIMIT_MB: '5' } });
    api = new Api(service.url, service.token);
    stranger = new Api(service.url, null);
    await api.add('Library', 'house.md', '# House\n\nThe house has a green door.\n');
  });
  afterEach(async () => {
    expect(readdirSync(join(service.dataDir, 'uploads'))).toEqual([]);
    expect((await api.passages('green door'))[0]?.text).toContain('green door');
  });
  afterAll(() => service?.stop());

  function expectRefusal({ status, body, headers }: Reply, expectedStatus: number, code: string): ErrorBody {
    expect({ status, body }).toMatchObject({ status: expectedStatus, body: { code } });
    const refusal = errorBody.parse(body);
    expect(headers.get('x-correlation-id')).toBe(refusal.correlationId);
    expectAdvice(refusal.message);
    return refusal;
  }

  async function failureOf(name: string, bytes: Uint8Array | string) {
    const { documents, rejected } = expectOk(await api.upload('Odd', [{ name, bytes }]), 201);
    if (rejected[0]) return rejected[0];
    const { state, latest } = await api.settled(documents[0]!.documentId);
    return { state, code: latest.failure?.code ?? null, message: latest.failure?.message ?? '' };
  }

  describe('files', () => {
    it.each<[string, string, Uint8Array | string, string]>([
      ['an empty file', 'empty.txt', '', 'document.empty'],
      ['white space alone', 'blank.md', ' \n\t\n', 'document.empty'],
      ['a PDF of no bytes', 'empty.pdf', '', 'document.empty'],
      ['an encrypted PDF', 'secret.pdf', anEncryptedPdf(), 'document.encrypted'],
      ['an image named .pdf', 'photo.pdf', aPng(), 'document.wrong_extension'],
      ['a PDF named .txt', 'report.txt', aPdf(), 'document.wrong_extension'],
      ['an image that is not read', 'photo.heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'document.unsupported_type'],
      ['a PDF cut short', 'half.pdf', aPdf().subarray(0, 90), 'document.corrupt'],
      ['no Word document', 'letter.docx', 'PK\x03\x04 and nothing more', 'document.corrupt'],
    ])('%s', async (_what, name, bytes, code) => {
      const failure = await failureOf(name, bytes);
      expect(failure).toMatchObject({ code });
      expectAdvice(failure.message);
    });

    it('a locked PDF is read with its password, which is then nowhere', async () => {
      const password = 'mauve-otter-9281';
      const bytes = aLockedPdf(password, 'The vault opens at noon.');
      const { documents } = expectOk(await api.upload('Odd', [{ name: 'vault.pdf', bytes }]), 201);
      const id = documents[0]!.documentId;
      expect((await api.settled(id)).latest.failure).toMatchObject({ code: 'document.encrypted' });
      expectRefusal(
        await api.post(`/api/v1/documents/${id}/unlock`, { password: 'no' }),
        400,
        'document.wrong_password',
      );
      const wrong = await runCli(service, ['documents', 'unlock', id], 'otter\n');
      expect(wrong).toMatchObject({ status: 1, out: '' });
      expect(wrong.err).toContain('does not open');
      expect(await runCli(service, ['documents', 'unlock', id], `${password}\n`)).toMatchObject({ status: 0, err: '' });
      expect(await api.settled(id)).toMatchObject({ state: 'live', latest: { failure: null } });
      expect((await api.passages('vault opens at noon'))[0]).toMatchObject({ document: id });
      expectRefusal(await api.post(`/api/v1/documents/${id}/unlock`, { password }), 409, 'document.not_locked');
      expect(filesHolding(service.dataDir, password)).toEqual([]);
    });

    it('what was not read of a file is said with every answer, and stands in its record', async () => {
      const bytes = zipOf({ 'moor.txt': 'The moor is closed in May.', 'tool.exe': Buffer.from('4d5a900003ff', 'hex') });
      const { documents } = expectOk(await api.upload('Moor', [{ name: 'moor.zip', bytes }]), 201);
      const id = documents[0]!.documentId;
      const { latest, current } = await api.settled(id);
      const gaps = [{ code: 'member.not_read', kind: 'text', count: 1, pages: [] }];
      expect(latest.coverage).toEqual({ pages: 1, unreadPages: 0, gaps, recognised: [], members: 1 });
      await until('what was inside is live', 60_000, async () =>
        (await api.status()).documents.pending === 0 ? true : null,
      );
      const answer = await api.ask('When is the moor closed?', { collections: ['Moor'], model: 'quoted' });
      const listed = [{ document: id, revision: current!.id, title: latest.fileName.replace('.zip', ''), gaps }];
      expect(answer.coverage).toEqual({ searched: 2, unreadable: 0, partly: { documents: 1, listed } });
      const stored = expectOk(await api.get<RecordDetail>(`/api/v1/records/${answer.record}`), 200);
      expect(stored.answer.coverage).toEqual(answer.coverage);
      expect(JSON.stringify((stored.body as { corpus: unknown }).corpus)).not.toContain('"title"');
      expect((await runCli(service, ['documents', 'show', id])).out).toMatch(/read +in part\n.*not read +a file in it/);
    });

    it.each([
      ['../secret.txt'],
      ['a/../../b.txt'],
      ['..\\..\\b.txt'],
      ['/etc/passwd.txt'],
      ['C:\\b.txt'],
      ['invoice\u202Efdp.txt'],
      ['a\u200bb.txt'],
      [LONG_NAME],
      ['a\tb.txt'],
    ])('a file named %.40j', async (name) => {
      const { body } = await api.upload('Odd', [
        { name, bytes: 'text' },
        { name: 'good.txt', bytes: 'A good neighbour.' },
      ]);
      expect(body.rejected).toHaveLength(1);
      expect(body.rejected[0]).toMatchObject({ code: 'document.bad_name' });
      expectAdvice(body.rejected[0]!.message);
      expect(body.rejected[0]!.path).not.toMatch(/[\p{Cc}\u202e\u200b]/u);
      expect(body.documents.map(({ path }) => path)).toEqual(['good.txt']);
    });

    it('a NUL in a name, raw or encoded', async () => {
      expectRefusal(await api.upload('Odd', [{ name: 'a\0b.txt', bytes: 'text' }]), 400, 'request.invalid');
      const { body, contentType } = multipart({ collection: 'Odd' }, [{ name: 'x', bytes: 'text' }]);
      const encoded = Buffer.from(
        Buffer.from(body).toString('latin1').replace('filename="x"', "filename*=UTF-8''a%00b.txt"),
        'latin1',
      );
      const reply = await api.send('POST', '/api/v1/documents', {
        body: Uint8Array.from(encoded),
        headers: { 'content-type': contentType },
      });
      expect(reply).toMatchObject({ status: 201, body: { documents: [], rejected: [{ code: 'document.bad_name' }] } });
    });

    it('names in the field "paths" are looked at, too', async () => {
      const { body } = await api.upload('Odd', [{ name: 'a.txt', bytes: 'text' }], {
        paths: '["b\\u0000\\ud800.txt"]',
      });
      expect(body.rejected).toMatchObject([{ code: 'document.bad_name' }]);
    });

    it('text that is not UTF-8 is stored, with a note on its encoding', async () => {
      const latin = Buffer.from(
        'Die Küche des Bürogebäudes schließt um fünf. Größere Gruppen müssen sich vorher anmelden.\n',
        'latin1',
      );
      const { documents } = expectOk(await api.upload('Odd', [{ name: 'latin.txt', bytes: latin }]), 201);
      const { state, latest } = await api.settled(documents[0]!.documentId);
      expect(state).toBe('live');
      expect(latest.notes.map(({ message }) => message).join()).toMatch(/encoding|UTF-8/i);
      expect((await api.passages('Küche Bürogebäude', { collections: ['Odd'], mode: 'keyword' }))[0]?.text).toContain(
        'Küche des Bürogebäudes',
      );
    });

    it('one file over the limit refuses the request with 413', async () => {
      expectRefusal(
        await api.upload('Odd', [{ name: 'big.txt', bytes: Buffer.alloc(12 * 1024 * 1024, 'a ') }]),
        413,
        'document.too_large',
      );
    });
  });

  describe('uploads', () => {
    it('without files', async () => expectRefusal(await api.upload('Odd', []), 400, 'request.invalid'));
    it('of 201 files', async () => {
      const files = Array.from({ length: 201 }, (_, i) => ({ name: `${i}.txt`, bytes: 'x' }));
      expectRefusal(await api.upload('Odd', files), 400, 'request.invalid');
    });
    it('with a list of paths that is too short', async () =>
      expectRefusal(await api.upload('Odd', twoFiles, { paths: '["a.txt"]' }), 400, 'request.invalid'));
    it('with paths that are no list', async () =>
      expectRefusal(await api.upload('Odd', twoFiles, { paths: '{nope' }), 400, 'request.invalid'));
    it('with metadata that can not be stored', async () => {
      expectRefusal(
        await api.upload('Odd', [twoFiles[0]!], { metadata: '[{"matter":"a\\u0000"}]' }),
        400,
        'request.invalid',
      );
      expectRefusal(
        await api.upload('Odd', [twoFiles[0]!], { metadata: '[{"No Such Key!":"a"}]' }),
        400,
        'request.invalid',
      );
    });
    it('with an unknown field', async () =>
      expectRefusal(await api.upload('Odd', twoFiles, { colour: 'red' }), 400, 'request.invalid'));
    it('into a collection with an invisible name', async () =>
      expectRefusal(await api.upload('A\u202eB', twoFiles), 400, 'request.invalid'));
    it('with files in another field', async () => {
      const { body, contentType } = multipart({}, twoFiles);
      const renamed = Buffer.from(
        Buffer.from(body).toString('latin1').replaceAll('name="files"', 'name="documents"'),
        'latin1',
      );
      expectRefusal(
        await api.send('POST', '/api/v1/documents', {
          body: Uint8Array.from(renamed),
          headers: { 'content-type': contentType },
        }),
        400,
        'request.invalid',
      );
    });
    it('cut short or without a boundary', async () => {
      const { body, contentType } = multipart({}, twoFiles);
      expectRefusal(
        await api.send('POST', '/api/v1/documents', {
          body: body.slice(0, 200),
          headers: { 'content-type': contentType },
        }),
        400,
        'request.invalid',
      );
      expectRefusal(
        await api.send('POST', '/api/v1/documents', { body, headers: { 'content-type': 'multipart/form-data' } }),
        400,
        'request.invalid',
      );
    });
    it('that the sender breaks off', async () => {
      await new Promise<void>((resolve) => {
        const { body, contentType } = multipart({ collection: 'Odd' }, [
          { name: 'slow.txt', bytes: 'x'.repeat(300_000) },
        ]);
        const headers = {
          authorization: `Bearer ${api.token}`,
          'content-type': contentType,
          'content-length': body.length,
        };
        const upload = request(`${service.url}/api/v1/documents`, { method: 'POST', headers });
        upload.on('error', () => undefined).on('close', () => setTimeout(resolve, 500));
        upload.write(body.slice(0, 200_000), () => setTimeout(() => upload.destroy(), 200));
      });
    });
  });

  describe('bodies and addresses', () => {
    const search = (body: unknown) => api.post('/api/v1/search', body);
    const invalid: [string, () => Promise<Reply>][] = [
      ['malformed JSON', () => search('{"query": "x"')],
      ['an empty body', () => api.send('POST', '/api/v1/search')],
      [
        'a body of another type',
        () => api.send('POST', '/api/v1/search', { body: 'query=x', headers: { 'content-type': 'text/plain' } }),
      ],
      ['an unknown key', () => search({ query: 'x', colour: 'red' })],
      ['a wrong type', () => search({ query: 7 })],
      ['no query', () => search({})],
      ['white space for a query', () => search({ query: '  ' })],
      ['a query that is too long', () => search({ query: 'x'.repeat(2_001) })],
      ['a limit out of range', () => search({ query: 'x', limit: 0 })],
      ['a date that is none', () => search({ query: 'x', asOf: '2031-02-30' })],
      ['an array for a body', () => search([])],
      ['NUL in a query', () => search({ query: 'a\0b' })],
      ['half a character in a query', () => search({ query: 'a\ud800b' })],
      ['NUL in a filter', () => search({ query: 'a', filter: { matter: '\0' } })],
      ['NUL in a question', () => api.post('/api/v1/questions', { question: 'a\0b' })],
      ['half a character in a question', () => api.post('/api/v1/questions', { question: 'who\udc00?' })],
      ['NUL in a matter', () => api.post('/api/v1/questions', { question: 'a', matter: '\0' })],
      ['NUL in an address', () => api.get('/api/v1/documents?text=a%00b')],
      ['a malformed id', () => api.get('/api/v1/documents/42')],
      ['a malformed id to remove', () => api.delete('/api/v1/documents/..%2f..')],
      ['a percent sign', () => api.get('/api/v1/documents/%E0%A4%A')],
      ['a malformed revision id', () => api.get('/api/v1/revisions/x/file')],
      ['a malformed record id', () => api.get('/api/v1/records/x')],
      ['a page out of range', () => api.get('/api/v1/records?limit=100000')],
      ['an unknown parameter', () => api.get('/api/v1/documents?sort=asc')],
      ['a parameter twice', () => api.get('/api/v1/documents?text=a&text=b')],
      [
        'NUL in a path to check',
        () => api.post('/api/v1/documents/check', { files: [{ path: 'a\0', sha256: '0'.repeat(64) }] }),
      ],
      ['a hash that is none', () => api.post('/api/v1/documents/check', { files: [{ path: 'a', sha256: 'x' }] })],
      ['a collection without a name', () => api.post('/api/v1/collections', { name: ' ' })],
      [
        'a body with a strange charset',
        () =>
          api.send('POST', '/api/v1/search', {
            body: '{}',
            headers: { 'content-type': 'application/json; charset=klingon' },
          }),
      ],
    ];
    it.each(invalid)('%s', async (_what, send) => void expectRefusal(await send(), 400, 'request.invalid'));

    it('a huge body', async () =>
      void expectRefusal(await search({ query: 'x'.repeat(5_000_000) }), 413, 'request.too_large'));
    it('a deep body', async () =>
      void expectRefusal(
        await search(`{"query":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`),
        400,
        'request.invalid',
      ));

    it.each<[string, () => Promise<Reply>, string]>([
      ['an unknown route', () => api.get('/api/v1/nothing'), 'request.not_found'],
      ['a method that a route does not have', () => api.send('PUT', '/api/v1/documents'), 'request.not_found'],
      ['a search by GET', () => api.get('/api/v1/search'), 'request.not_found'],
      ['an unknown document', () => api.get(`/api/v1/documents/${randomUUID()}`), 'document.not_found'],
      ['an unknown document to remove', () => api.delete(`/api/v1/documents/${randomUUID()}`), 'document.not_found'],
      [
        'an unknown document to restore',
        () => api.post(`/api/v1/documents/${randomUUID()}/restore`, {}),
        'document.not_found',
      ],
      [
        'an unknown document to retry',
        () => api.post('/api/v1/documents/retry', { documentId: randomUUID() }),
        'document.not_found',
      ],
      ['an unknown revision', () => api.get(`/api/v1/revisions/${randomUUID()}/text`), 'revision.not_found'],
      ["an unknown revision's file", () => api.get(`/api/v1/revisions/${randomUUID()}/file`), 'revision.not_found'],
      ['an unknown record', () => api.get(`/api/v1/records/${randomUUID()}`), 'record.not_found'],
      [
        'an unknown record to follow up',
        () => api.post('/api/v1/questions', { question: 'And then?', followUp: randomUUID() }),
        'record.not_found',
      ],
      [
        'an unknown collection to search',
        () => search({ query: 'x', collections: ['Nowhere'] }),
        'collection.not_found',
      ],
      [
        'an unknown collection to ask',
        () => api.post('/api/v1/questions', { question: 'x', collections: ['Nowhere'] }),
        'collection.not_found',
      ],
      ['an unknown collection to list', () => api.get('/api/v1/documents?collection=Nowhere'), 'collection.not_found'],
      ['an unknown collection to remove', () => api.delete('/api/v1/collections/Nowhere'), 'collection.not_found'],
    ])('%s', async (_what, send, code) => void expectRefusal(await send(), 404, code));

    it('an unknown collection in a stream ends it with an error event', async () => {
      const { events } = await readEvents(api, { question: 'x', collections: ['Nowhere'] });
      expect(events).toMatchObject([{ event: 'error', data: { code: 'collection.not_found' } }]);
    });

    it('a name that is taken, and a collection that is not empty', async () => {
      expectRefusal(await api.post('/api/v1/collections', { name: ' library ' }), 409, 'collection.exists');
      expectRefusal(await api.delete('/api/v1/collections/Library'), 409, 'collection.not_empty');
    });
  });

  describe('credentials', () => {
    it('none at all', async () => void expectRefusal(await stranger.get('/api/v1/documents'), 401, 'auth.required'));
    it.each(['chk_' + 'x'.repeat(43), 'x', `Basic ${'a'.repeat(30)}`, '\u00e9'.repeat(30)])(
      'a wrong key (%s)',
      async (key) => {
        expectRefusal(await new Api(service.url, key).get('/api/v1/status'), 401, 'auth.required');
      },
    );
    it('none, for an upload: nothing of it is kept', async () =>
      void expectRefusal(await stranger.upload('Odd', twoFiles), 401, 'auth.required'));

    it('a link works once, its session needs the header for changes, and signing out ends it', async () => {
      const { url } = expectOk(await api.post<{ url: string }>('/api/v1/sign-in-links', {}), 201);
      const link = url.split('#')[1]!;
      const opened = await stranger.post('/api/v1/session', { link });
      expect(opened.status).toBe(200);
      const cookie = opened.headers.get('set-cookie')!;
      expect(cookie).toMatch(/^chancery_session=chs_[\w-]+;.*HttpOnly.*SameSite=Strict/);
      expectRefusal(await stranger.post('/api/v1/session', { link }), 401, 'auth.link_invalid');
      expectRefusal(
        await stranger.post('/api/v1/session', { link: 'chl_' + 'x'.repeat(43) }),
        401,
        'auth.link_invalid',
      );

      const session = { cookie: cookie.split(';')[0]! };
      const json = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query: 'green door' });
      expect((await stranger.send('GET', '/api/v1/session', { headers: session })).body).toMatchObject({
        user: { role: 'administrator' },
      });
      expectRefusal(
        await stranger.send('POST', '/api/v1/search', { headers: { ...session, ...json }, body }),
        403,
        'request.cross_site',
      );
      expect(
        (
          await stranger.send('POST', '/api/v1/search', {
            headers: { ...session, ...json, 'x-chancery-request': '1' },
            body,
          })
        ).status,
      ).toBe(200);
      expect(
        (await stranger.send('DELETE', '/api/v1/session', { headers: { ...session, 'x-chancery-request': '1' } }))
          .status,
      ).toBe(204);
      expectRefusal(await stranger.send('GET', '/api/v1/session', { headers: session }), 401, 'auth.required');
    });
  });

  it('has met no surprise: the log of the API holds no unexpected error', () => {
    expect(service.logOf('api')).not.toMatch(/internal\.unexpected|QueryFailedError|UnhandledPromise/);
  });
});

const twoFiles = [
  { name: 'a.txt', bytes: 'one' },
  { name: 'b.txt', bytes: 'two' },
];

/** Files of a data folder, those of PostgreSQL and of the logs included, that hold these words. */
function filesHolding(folder: string, words: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => bytesOf(path).includes(words));
}

/** Databases take files away while they are looked at. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
