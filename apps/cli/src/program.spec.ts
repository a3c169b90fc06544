import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnswerDocument, DocumentView, GenerationView, IndexComparison, UploadResult } from '#contracts';
import type { Terminal } from './output/terminal.js';
import { runCli } from './program.js';

/** What the service says that its scores were made of. */
const WEIGHTS = {
  keyword: 1,
  vector: 0.04,
  title: 0.2,
  heading: 0,
  nearness: 0.4,
  exactness: 0.3,
  backing: 0.2,
  kinship: 0,
};

/** Built, and not asked to serve. */
const READY: GenerationView = {
  ...{ id: 'g2', table: 'chunks_g2', state: 'ready', switch: 'auto', isSwitching: false, error: null },
  embedder: { name: 'other', sha256: null, dimensions: 64 },
  progress: { done: 9, total: 9, etaSeconds: 0 },
  ...{ fusionWeight: null, chunkerVersion: 1, analyserVersion: 1, languages: [] },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', switchedAt: null },
};

const comparisonWith = ({ id, embedder }: GenerationView): IndexComparison => {
  const side = { embedder: embedder.name, ranAt: null, figures: null };
  const reason = 'hit@5 fell from 1.000 to 0.500; up to 0.02 is let pass.';
  return {
    ...{ from: { ...side, generation: 'g1' }, to: { ...side, generation: id } },
    ...{ asked: null, questions: [], verdict: 'worse' },
    gate: { passes: false, reason, untried: 0, tolerance: 0.02 },
  };
};

/** A service on a real socket that keeps what it is sent and answers as the contracts say. */
class SmallService {
  readonly documents = new Map<
    string,
    { id: string; collection: string; path: string; sha256: string; text: string }
  >();
  readonly collections = [{ id: 'c-0', name: 'Library', kind: 'library', generator: null, requiresMatter: false }];
  readonly requests: string[] = [];
  /** Matters that uploads named, null for none, and what collections were told to become. */
  readonly matters: (string | null)[] = [];
  readonly changes: unknown[] = [];
  isLogSound = true;
  isSearchBroken = false;
  /** A generation that the golden questions speak against; without it nobody may see the index. */
  refused: GenerationView | null = null;
  /** So many uploads are turned away with 503 first. */
  busyFor = 0;
  private server: Server;

  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://service');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const route = `${request.method} ${url.pathname.replace('/api/v1', '')}`;
    this.requests.push(route);
    const [status, body] = await this.respond(route, url, request, Buffer.concat(parts));
    if (request.headers.accept === 'text/event-stream' && status === 200) return this.stream(response, body);
    // As the service does: it names the seconds where coming back helps.
    if (status === 503) response.setHeader('retry-after', '0');
    response.writeHead(status, { 'content-type': 'application/json' }).end(body === null ? '' : JSON.stringify(body));
  }

  private stream(response: ServerResponse, body: unknown): void {
    const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event('status', { stage: 'retrieving', message: 'Looking through the documents' }));
    response.write(event('token', { text: 'Ten ' }) + event('token', { text: 'days.' }));
    response.end(event('done', body));
  }

  private async respond(route: string, url: URL, request: IncomingMessage, bytes: Buffer): Promise<[number, unknown]> {
    if (request.headers.authorization !== 'Bearer key') return refusal(401, 'auth.required');
    if (route === 'POST /documents' && this.busyFor > 0 && this.busyFor--) return refusal(503, 'service.busy');
    const json = <T>() => JSON.parse(bytes.toString()) as T;
    if (route === 'GET /status') return [200, STATUS];
    if (route === 'GET /doctor')
      return [200, { ok: this.isLogSound, checks: [{ name: 'log', ok: this.isLogSound, detail: 'x' }] }];
    if (route === 'GET /log/verify') {
      return [200, { ok: this.isLogSound, size: 3, root: 'ab', problems: this.isLogSound ? [] : ['entry 2'] }];
    }
    if (route === 'POST /search' && this.isSearchBroken) return refusal(500, 'search.broken');
    if (route === 'POST /search') return [200, this.search(json())];
    if (this.refused && route === 'POST /index/rebuild') return [202, { accepted: true, generation: this.refused.id }];
    if (this.refused && route === 'GET /index/generations') return [200, { generations: [this.refused] }];
    if (this.refused && route === 'GET /index/comparison') return [200, comparisonWith(this.refused)];
    if (route === 'GET /index/generations') return refusal(403, 'auth.forbidden');
    if (route === 'POST /questions') return [200, answerTo(json<{ question: string }>().question)];
    if (route === 'GET /collections') {
      return [200, { collections: this.collections.filter((one) => one.kind !== 'scratch').map(withCounts) }];
    }
    if (route === 'POST /collections') return [201, withCounts(this.addCollection(json()))];
    if (route.startsWith('PATCH /collections/'))
      return [200, this.change(route.slice('PATCH /collections/'.length), json())];
    if (route.startsWith('DELETE /collections/'))
      return this.removeCollection(route.slice('DELETE /collections/'.length));
    if (route === 'POST /documents/check') return [200, { unchanged: this.unchanged(json()) }];
    if (route === 'POST /documents') return [201, await this.upload(bytes, request.headers['content-type'] ?? '')];
    if (route === 'GET /documents') return [200, this.list(url.searchParams)];
    return refusal(404, 'route.not_found');
  }

  private addCollection({ name, kind }: { name: string; kind: string }) {
    const added = { id: `c-${this.collections.length}`, name, kind, generator: null, requiresMatter: false };
    this.collections.push(added);
    return added;
  }

  private change(id: string, body: object) {
    this.changes.push(body);
    return withCounts({ ...this.collections.find((one) => one.id === id), ...body });
  }

  private removeCollection(id: string): [number, unknown] {
    const at = this.collections.findIndex((one) => one.id === id);
    if (at === -1) return refusal(404, 'collection.not_found');
    this.collections.splice(at, 1);
    return [204, null];
  }

  private unchanged({
    collection,
    files,
  }: {
    collection: string;
    files: { path: string; sha256: string }[];
  }): string[] {
    const isHeld = (file: { path: string; sha256: string }) =>
      this.documents.get(`${collection}\n${file.path}`)?.sha256 === file.sha256;
    return files.filter(isHeld).map((file) => file.path);
  }

  private async upload(bytes: Buffer, type: string): Promise<UploadResult> {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    const result: UploadResult = { accepted: 0, unchanged: 0, revised: 0, rejected: [], documents: [] };
    const paths = JSON.parse(form.get('paths') as string) as string[];
    const collection = form.get('collection') as string;
    this.matters.push(form.get('matter') as string | null);
    for (const [at, file] of (form.getAll('files') as File[]).entries()) {
      const path = paths[at]!;
      const text = await file.text();
      if (text === 'BAD') {
        result.rejected.push({ path, code: 'file.unsupported', message: 'Not a document.' });
        continue;
      }
      const before = this.documents.get(`${collection}\n${path}`);
      const id = before?.id ?? randomUUID();
      const sha256 = createHash('sha256').update(text).digest('hex');
      this.documents.set(`${collection}\n${path}`, { id, collection, path, sha256, text });
      result[before ? 'revised' : 'accepted']++;
      result.documents.push({
        path,
        documentId: id,
        revisionId: randomUUID(),
        outcome: before ? 'revised' : 'accepted',
      });
    }
    return result;
  }

  /** Documents whose text is FAIL failed; nothing stays pending. */
  private list(query: URLSearchParams): { documents: DocumentView[]; total: number } {
    const failed = [...this.documents.values()].filter(
      (document) => document.collection === query.get('collection') && document.text === 'FAIL',
    );
    const documents = query.get('state') === 'failed' ? failed.map(failedView) : [];
    return { documents, total: documents.length };
  }

  private search({ query, collections }: { query: string; collections: string[] }) {
    const words = query.split(' ');
    const hits = [...this.documents.values()]
      .filter((document) => collections.includes(document.collection))
      .map((document) => ({ document, score: words.filter((word) => document.text.includes(word)).length }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const passages = hits.map(({ document, score }, at) => ({
      ...{ rank: at + 1, score, document: document.id, revision: 'r', revisionNumber: 1, title: document.path },
      ...{ path: document.path, page: 1, heading: '', text: document.text, span: [0, 1], isSuperseded: false },
      ...{ scores: { keyword: score, cosine: null, rerank: null }, copies: [] },
      highlights: { text: [], title: [], heading: [] },
    }));
    const coverage = { searched: this.documents.size, unreadable: 0 };
    return {
      passages,
      documents: null,
      coverage,
      mode: 'hybrid',
      weights: WEIGHTS,
      rerank: null,
      facets: null,
      timings_ms: {},
    };
  }
}

function refusal(status: number, code: string): [number, unknown] {
  return [status, { code, message: 'A sentence.', correlationId: 'c' }];
}

function withCounts<T>(collection: T) {
  return { ...collection, documents: { live: 0, failed: 0, pending: 0 } };
}

function failedView({ id, path }: { id: string; path: string }): DocumentView {
  const failure = { code: 'parse.broken', message: 'It is broken.' };
  const latest = {
    ...{
      id: 'r',
      number: 1,
      state: 'failed' as const,
      fileName: path,
      mediaType: 'text/plain',
      pageUnit: null,
      sizeBytes: 4,
      sha256: 'ab',
    },
    ...{ pages: 0, chunks: 0, failure, notes: [], createdAt: '2024-01-01T00:00:00Z', liveAt: null },
  };
  const collection = { id: 'c-0', name: 'Library' };
  const standing = { state: 'failed' as const, current: null, latest, removedAt: null };
  return { id, collection, parentId: null, title: path, path, metadata: {}, matter: null, ...standing };
}

const STATUS = {
  status: 'ok',
  version: '0.1.0',
  uptime_s: 61,
  models: { embedder: 'starter', reranker: null, generator: null },
  documents: { live: 2, failed: 0, pending: 0 },
  queues: { parse: { waiting: 0, active: 0, delayed: 0, failed: 0 } },
  index: { generation: 'g1', chunks: 9, unindexed: 0, fragments: 1, building: null },
  components: { database: { ok: true, detail: 'PostgreSQL 18' } },
};

function answerTo(question: string): AnswerDocument {
  const isKnown = question.includes('days');
  const citation = {
    ...{
      n: 1,
      document: 'd',
      revision: 'r',
      revisionNumber: 2,
      title: 'Leave',
      page: 3,
      heading: '',
      quote: 'Ten days.',
    },
    span: [0, 9] as [number, number],
  };
  return {
    ...{ record: 'rec-1', question, outcome: isKnown ? 'answered' : 'refused', mode: 'quoted' as const },
    answer: isKnown ? 'Ten days.' : '',
    sentences: [],
    citations: isKnown ? [citation] : [],
    refusal: isKnown ? null : { code: 'answer.no_evidence', message: 'The documents do not say.' },
    searched: {
      ...{ questions: [question], rewrites: [], collections: [], filter: {}, documents: 2, missing: [] },
      ...{ passagesFound: 3, passagesRead: 3, mode: 'hybrid' },
    },
    ...{ steps: [], reasoning: null, warnings: [] },
    coverage: { searched: 2, unreadable: 1 },
    model: { name: 'quoted', sha256: null },
    models: { embedder: null, reranker: null, generator: null, reasoner: null },
    timings_ms: {},
    log: { index: 7, checkpoint: '8:ab' },
  };
}

let service: SmallService;
let url: string;
let folder: string;
beforeEach(async () => {
  service = new SmallService();
  url = await service.start();
  folder = mkdtempSync(join(tmpdir(), 'chancery-cli-'));
});
afterEach(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

/** Run a command line as `main.ts` does, with the service's address and key in the environment. */
async function chancery(args: string[], more: { env?: Record<string, string>; isTty?: boolean } = {}) {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isOutTty: more.isTty === true,
    isErrTty: false,
    columns: 100,
    onInterrupt: () => () => undefined,
  };
  const env = { CHANCERY_URL: url, CHANCERY_TOKEN: 'key', DATA_DIR: folder, ...more.env };
  return { status: await runCli(args, terminal, env), out, err };
}

const write = (path: string, content: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
};

describe('exit status', () => {
  it('is 0 when done', async () => {
    const { status, out } = await chancery(['status']);
    expect([status, out]).toEqual([0, expect.stringContaining('2 live, 0 failed, 0 pending')]);
    expect(await chancery(['--help'])).toMatchObject({ status: 0, out: expect.stringContaining('Exit status') });
    expect(await chancery(['search', '--help'])).toMatchObject({ status: 0, out: expect.stringContaining('--as-of') });
  });

  it('is 1 when a check fails or the service refuses', async () => {
    expect((await chancery(['audit', 'verify'])).status).toBe(0);
    service.isLogSound = false;
    expect(await chancery(['audit', 'verify'])).toMatchObject({ status: 1, out: expect.stringContaining('NOT sound') });
    expect((await chancery(['doctor'])).status).toBe(1);
    service.refused = READY;
    const { status, out } = await chancery(['reindex', '--wait']);
    expect([status, out]).toEqual([
      1,
      expect.stringMatching(/is ready\. It does not take over: hit@5 fell .* let pass\./),
    ]);
    expect(out).toMatch(/compare --to g2" .*switch g2 --force --reason TEXT" .*drop g2"/);
    expect(await chancery(['status', '--token', 'wrong', '--json'])).toEqual({
      status: 1,
      out: '',
      err: '{"code":"auth.required","message":"A sentence."}\n',
    });
  });

  it.each([
    [['frobnicate']],
    [['documents']],
    [['search']],
    [['search', 'x', '--mode', 'magic']],
    [['search', 'x', '--limit', '101']],
    [['search', 'x', '--as-of', 'yesterday']],
    [['search', 'x', '--document', '17']],
    [['search', 'x', 'y']],
    [['status', '--frob']],
    [['status', '--url', 'nowhere']],
    [['documents', 'show', '17']],
    [['collections', 'set', 'Library']],
    [['collections', 'set', 'Library', '--require-matter', 'maybe']],
    [['models', 'use', 'painter', 'x']],
    [['eval', 'retrieval', '/nowhere/at/all']],
  ])('is 2 for wrong usage: %j', async (args) => {
    const { status, out, err } = await chancery(args);
    expect([status, out]).toEqual([2, '']);
    expect(err).not.toBe('');
    const asJson = await chancery([...args, '--json']);
    expect([asJson.status, asJson.out]).toEqual([2, '']);
    expect(JSON.parse(asJson.err)).toMatchObject({ code: 'usage.invalid' });
  });

  it('is 3 when nothing answers, and says how to start it', async () => {
    const away = { env: { CHANCERY_URL: 'http://127.0.0.1:9' } };
    const { status, out, err } = await chancery(['search', 'x', '--json'], away);
    expect([status, out, JSON.parse(err)]).toMatchObject([3, '', { code: 'service.unreachable' }]);
    expect(err).toContain('npm start');
    expect((await chancery(['ingest', folder], away)).status).toBe(3);
  });

  it('lets doctor look at the machine when the service is down', async () => {
    const { status, out } = await chancery(['doctor', '--json'], { env: { CHANCERY_URL: 'http://127.0.0.1:9' } });
    const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: { name: string; ok: boolean }[] };
    expect([status, ok]).toEqual([1, false]);
    expect(checks.map((check) => check.name)).toEqual(['service', 'node', 'data folder', 'disk', 'port']);
  });
});

describe('ask', () => {
  it('prints the answer with its citations', async () => {
    const { status, out } = await chancery(['ask', 'How many days?']);
    expect(status).toBe(0);
    expect(out).toContain('Ten days.\n\n[1] Leave, page 3, revision 2\n    "Ten days."\n');
    expect(out).toContain('Searched 2 documents; ');
    expect(out).toContain('One more document could not be read.');
  });

  it('streams to a terminal, and prints the answer once', async () => {
    const { out, err } = await chancery(['ask', 'How many days?'], { isTty: true });
    expect(out.startsWith('Ten days.\n\n[1] Leave')).toBe(true);
    expect(err).toContain('Looking through the documents');
  });

  it('answers no with status 1', async () => {
    const { status, out } = await chancery(['ask', 'Who?', '--json']);
    expect([status, (JSON.parse(out) as AnswerDocument).outcome]).toEqual([1, 'refused']);
    const watched = await chancery(['ask', 'Who?'], { isTty: true });
    expect([watched.status, watched.out]).toEqual([
      1,
      expect.stringContaining('Not answered: The documents do not say.'),
    ]);
  });
});

describe('ingest', () => {
  const ingest = async (...args: string[]) => {
    const { status, out } = await chancery(['ingest', ...args, '--wait', '--json']);
    return { status, report: JSON.parse(out) as Record<string, unknown> };
  };

  it('sends only what is new or changed', async () => {
    for (let n = 0; n < 40; n++) write(`books/${n}.md`, `text ${n}`);
    const books = join(folder, 'books');
    expect(await ingest(books)).toMatchObject({
      status: 0,
      report: { accepted: 40, unchanged: 0, live: 40, failed: [] },
    });
    expect(service.documents.has('Library\nbooks/0.md')).toBe(true);
    write('books/7.md', 'changed');
    expect(await ingest(books)).toMatchObject({ report: { accepted: 0, revised: 1, unchanged: 39, live: 40 } });
    service.requests.length = 0;
    expect(await ingest(books)).toMatchObject({ report: { unchanged: 40, live: 40 } });
    expect(service.requests).not.toContain('POST /documents');
  });

  it('reports what was rejected or failed, with status 1', async () => {
    write('books/bad.bin', 'BAD');
    write('books/broken.md', 'FAIL');
    write('books/good.md', 'good');
    expect(await ingest(join(folder, 'books'), join(folder, 'missing.md'))).toEqual({
      status: 1,
      report: {
        accepted: 2,
        unchanged: 0,
        revised: 0,
        rejected: [
          { path: 'books/bad.bin', code: 'file.unsupported', message: 'Not a document.' },
          {
            path: 'missing.md',
            code: 'file.unreadable',
            message: 'missing.md could not be read (ENOENT). Nothing is there, or a link that leads nowhere.',
          },
        ],
        live: 1,
        failed: [{ path: 'books/broken.md', code: 'parse.broken', message: 'It is broken.' }],
      },
    });
  });

  it('makes a collection that is new', async () => {
    write('a.md', 'a');
    expect(await chancery(['ingest', join(folder, 'a.md'), '-c', 'Fresh'])).toMatchObject({ status: 0, out: '' });
    expect(service.collections.map((one) => one.name)).toEqual(['Library', 'Fresh']);
  });

  it('says which matter the documents come under, and none unless it is told one', async () => {
    write('a.md', 'a');
    expect((await ingest(join(folder, 'a.md'), '--matter', ' M-2031-007 ')).status).toBe(0);
    write('a.md', 'b');
    expect((await ingest(join(folder, 'a.md'))).status).toBe(0);
    expect(service.matters).toEqual(['M-2031-007', null]);
  });

  it('tries again while the service is busy', async () => {
    write('a.md', 'a');
    service.busyFor = 1;
    expect(await ingest(join(folder, 'a.md'))).toMatchObject({ status: 0, report: { accepted: 1, live: 1 } });
    expect(service.requests.filter((route) => route === 'POST /documents')).toHaveLength(2);
  });
});

describe('collections set', () => {
  it('says whether questions must name a matter, and changes nothing else', async () => {
    const { status, out } = await chancery(['collections', 'set', 'Library', '--require-matter', 'yes']);
    expect([status, out]).toEqual([
      0,
      '"Library" is answered by the generator in use. Questions must name a matter.\n',
    ]);
    const both = await chancery([
      'collections',
      'set',
      'c-0',
      '--require-matter',
      'no',
      '--generator',
      'default',
      '--json',
    ]);
    expect(JSON.parse(both.out)).toMatchObject({ requiresMatter: false, generator: null });
    expect(service.changes).toEqual([{ requiresMatter: true }, { generator: null, requiresMatter: false }]);
  });
});

describe('eval', () => {
  beforeEach(() => {
    write(
      'set/corpus.jsonl',
      rows({ id: 'x', title: 'X', text: 'apples days' }, { id: 'y', title: 'pears', text: '' }),
    );
    write(
      'set/queries.jsonl',
      rows({ id: 'q1', text: 'apples' }, { id: 'q2', text: 'pears' }, { id: 'q3', text: 'unjudged' }),
    );
    write('set/qrels.tsv', 'query-id\tcorpus-id\tscore\nq1\tx\t1\nq2\tx\t1\n');
  });
  const rows = (...all: object[]) => all.map((row) => `${JSON.stringify(row)}\n`).join('');

  it('measures retrieval in a scratch collection and removes it', async () => {
    const { status, out } = await chancery(['eval', 'retrieval', join(folder, 'set'), '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{
        set: 'set',
        documents: 2,
        queries: 2,
        mode: 'hybrid',
        ndcg_at_10: 0.5,
        recall_at_10: 0.5,
        recall_at_100: 0.5,
      },
      ...{ mrr_at_10: 0.5, rejected: 0, failed: 0, filtered_by: [], other_mode: 0 },
    });
    expect(service.collections).toHaveLength(1);
  });

  it('keeps each measurement, to be compared query by query', async () => {
    const measure = async () => {
      const { out } = await chancery(['eval', 'retrieval', join(folder, 'set'), '--json']);
      return (JSON.parse(out) as { history: string }).history;
    };
    const [before, after] = [await measure(), await measure()];
    expect(before).toMatch(/evaluations.\d+-set-hybrid\.json$/);
    const same = await chancery(['eval', 'compare', before, after, '--json']);
    expect(JSON.parse(same.out)).toMatchObject({
      queries: 2,
      better: 0,
      worse: 0,
      ndcg_at_10: [0.5, 0.5],
      changed: [],
    });
    const kept = JSON.parse(readFileSync(after, 'utf8')) as { queries: Record<string, unknown>[]; weights: object };
    expect(kept.weights).toEqual(WEIGHTS);
    writeFileSync(
      after,
      JSON.stringify({ ...kept, queries: [kept.queries[0], { ...kept.queries[1], ndcg_at_10: 1, rank: 1 }] }),
    );
    const changed = await chancery(['eval', 'compare', before, after]);
    expect(changed.out).toMatch(/1 better, 0 worse[^]*0\.000 → 1\.000\s+– → 1\s+pears/);
    expect((await chancery(['eval', 'compare', before, 'nowhere'])).status).toBe(1);
  });

  it('removes the scratch collection after a failure', async () => {
    service.isSearchBroken = true;
    const { status, err } = await chancery(['eval', 'retrieval', join(folder, 'set'), '--json']);
    expect([status, err]).toEqual([1, expect.stringContaining('search.broken')]);
    expect(service.collections).toHaveLength(1);
  });

  it('keeps the scratch collection when asked', async () => {
    const keep = await chancery(['eval', 'retrieval', join(folder, 'set'), '--keep', '--json']);
    expect([keep.status, service.collections.length]).toEqual([0, 2]);
    expect(keep.err).toContain('was kept');
  });

  it('measures answers of a set with its documents', async () => {
    write(
      'set/queries.jsonl',
      rows(
        { id: 'q1', text: 'How many days?', answers: ['ten days'] },
        { id: 'q2', text: 'Who?', unanswerable: true },
        { id: 'q3', text: 'Nothing is known of this' },
      ),
    );
    const { out } = await chancery(['eval', 'answers', join(folder, 'set'), '--json']);
    expect(JSON.parse(out)).toMatchObject({
      ...{ set: 'set', asked: 2, answered: 1, refused: 1, gold_in_citation: 0, gold_in_answer: 1 },
      ...{ refused_unanswerable: 1, false_refusals: 0, unsupported_sentences: 0 },
    });
    expect(service.collections).toHaveLength(1);
  });
});
