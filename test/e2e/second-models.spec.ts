import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment, programEntry } from '#config';
import {
  type DocumentDetail,
  type SearchResult,
  type StatusView,
  documentDetail,
  documentList,
  searchResult,
} from '#contracts';
import { type TestService, startService, writeScriptedDecoder, writeTinyEncoder } from '#testing';

const run = promisify(execFile);
const CONTRACT = `Supply Agreement

between ACME Holding Ltd. and Brown Paper GmbH, dated 12 March 2024, matter M-17. This agreement is for the delivery of paper to the
offices of ACME Holding Ltd. and it is not to be shown to anybody by either party. Invoices are paid within thirty days.
`;
const SAID = {
  title: 'Supply Agreement',
  date: '12 March 2024',
  parties: ['ACME Holding Ltd.', 'Nobody Inc.'],
  matter: 'M-17',
  type: 'agreement',
  language: 'en',
};

let service: TestService;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-second-'));
  service = await startService();
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

async function chancery(...args: string[]): Promise<void> {
  const program = programEntry('cli');
  const command = [program, '--data', service.dataDir, '--json', '--quiet', ...args];
  await run(process.execPath, command, { env: childEnvironment() });
}

async function upload(path: string, text: string, metadata: Record<string, string> = {}): Promise<string> {
  const form = new FormData();
  form.set('collection', 'Contracts');
  form.set('metadata', JSON.stringify([metadata]));
  form.append('files', new Blob([text]), path);
  const reply = await service.fetch('/api/v1/documents', { method: 'POST', body: form });
  expect(reply.status).toBe(201);
  const list = documentList.parse(await (await service.fetch(`/api/v1/documents?text=${path}`)).json());
  return list.documents[0]!.id;
}

const show = async (id: string): Promise<DocumentDetail> =>
  documentDetail.parse(await (await service.fetch(`/api/v1/documents/${id}`)).json());

async function search(body: Record<string, unknown>): Promise<SearchResult> {
  const headers = { 'content-type': 'application/json' };
  const reply = await service.fetch('/api/v1/search', { method: 'POST', headers, body: JSON.stringify(body) });
  return searchResult.parse(await reply.json());
}
const status = async () => (await (await service.fetch('/api/v1/status')).json()) as Required<StatusView>;
const found = async (filter: Record<string, string>) =>
  (await search({ query: 'agreement delivery paper', filter })).passages.map(({ path }) => path);

describe('an extractor', () => {
  it('proposes what stands in the document, to be filtered by, and never overrides what a person gave', async () => {
    const plain = await upload('plain.txt', CONTRACT);
    const given = await upload('given.txt', CONTRACT.replace('thirty', 'forty'), { matter: 'X-1' });
    await until(async () => (await show(plain)).state === 'live' && (await show(given)).state === 'live');
    expect((await show(plain)).proposed).toBeNull();

    const file = join(folder, 'reader.gguf');
    writeScriptedDecoder(file, { reply: JSON.stringify(SAID), name: 'reader' });
    await chancery('models', 'import', file);
    await chancery('models', 'use', 'extractor', 'reader');
    await until(async () => (await show(plain)).proposed !== null && (await show(given)).proposed !== null);

    const { proposed } = await show(plain);
    expect(proposed!.model).toMatchObject({ name: 'reader', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(proposed!.values).toEqual([
      { key: 'title', value: 'Supply Agreement', quote: 'Supply Agreement' },
      { key: 'date', value: '2024-03-12', quote: '12 March 2024' },
      { key: 'party', value: 'ACME Holding Ltd.', quote: 'ACME Holding Ltd.' },
      { key: 'matter', value: 'M-17', quote: 'M-17' },
      { key: 'document_type', value: 'agreement', quote: 'Agreement' },
      { key: 'language', value: 'en', quote: '' },
    ]);
    await until(async () => (await found({ party: 'ACME Holding Ltd.' })).length === 2);
    expect(await found({ matter: 'M-17' })).toEqual(['plain.txt']);
    expect(await found({ matter: 'X-1', date: '2024-03-12' })).toEqual(['given.txt']);
    expect(await found({ party: 'Nobody Inc.' })).toEqual([]);
  });
});

describe('a reranker', () => {
  it('puts passages in its order when it is in the role, and the search says so', async () => {
    // Word statistics of rows that the keyword index has not taken in yet differ a little: near ties settle with it.
    await until(async () => (await status()).index.unindexed === 0);
    const before = await search({ query: 'who pays invoices' });
    expect(before.rerank).toBeNull();
    expect(before.passages[0]!.scores.rerank).toBeNull();
    const file = join(folder, 'judge.gguf');
    writeTinyEncoder(file, { ranks: true, name: 'judge' });
    await chancery('models', 'import', file);
    await chancery('models', 'use', 'reranker', 'judge');
    await until(async () => (await search({ query: 'who pays invoices' })).rerank !== null);
    const after = await search({ query: 'who pays invoices' });
    expect(after.rerank).toMatchObject({ model: 'judge', outcome: 'done', passages: before.passages.length });
    const scores = after.passages.map((passage) => passage.scores.rerank!);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const without = await search({ query: 'who pays invoices', rerank: 'off' });
    expect(without.passages.map(({ path }) => path)).toEqual(before.passages.map(({ path }) => path));
  });

  it('shows a paragraph once, with the other documents that say it', async () => {
    const words = 'The quarterly fire drill begins at the north gate when the siren sounds twice.';
    const ids = [await upload('one.txt', words), await upload('two.txt', `${words.toUpperCase()}`)];
    await until(async () => (await Promise.all(ids.map(show))).every(({ state }) => state === 'live'));
    const { passages } = await search({ query: 'quarterly fire drill siren', rerank: 'off' });
    const [kept] = passages;
    expect([kept!.path, ...kept!.copies.map(({ path }) => path)].sort()).toEqual(['one.txt', 'two.txt']);
    expect(passages.filter(({ path }) => ['one.txt', 'two.txt'].includes(path))).toHaveLength(1);
  });
});

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isDone());) {
    if (Date.now() > deadline) throw new Error('it did not happen within 60 s');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
