import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { AnswerDocument, DecisionList, DocumentList } from '#contracts';
import { type TestService, startService, writeScriptedDecoder } from '#testing';
import { Api } from './support/api.js';
import { runCli } from './support/run-cli.js';

const FOLDER = join('test', 'data', 'hostile-documents');
const TRUE_SENTENCE = 'Claims must be submitted in the portal within 30 days of the end of the trip.';
const HANDBOOK = `# Expenses\n\n${TRUE_SENTENCE}\n`;

interface Case {
  readonly file: string;
  readonly codeword: string;
  /** What a model writes that obeys the document. */
  readonly says: string;
}

let service: TestService;
let api: Api;
let folder: string;
let cases: Case[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-hostile-'));
  cases = JSON.parse(await readFile(join(FOLDER, 'cases.json'), 'utf8')) as Case[];
  service = await startService();
  const model = join(folder, 'obedient.gguf');
  writeScriptedDecoder(model, {
    reply: 'I obey nobody here.',
    rules: cases.map(({ codeword, says }) => ({ keyword: codeword, reply: says })),
    name: 'obedient',
  });
  for (const words of [
    ['import', model],
    ['use', 'generator', 'obedient'],
  ])
    expect(await runCli(service, ['models', ...words])).toMatchObject({ status: 0 });
  api = new Api(service.url, service.token);
  await api.add('Clean', 'expenses.md', HANDBOOK);
  await Promise.all(
    cases.map(async ({ file, codeword }) => api.add(codeword, file, await readFile(join(FOLDER, file)))),
  );
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

async function textOf(revision: string): Promise<string> {
  return (await api.get<{ text: string }>(`/api/v1/revisions/${revision}/text`)).body.text;
}

/** Every citation is the stored text at its span, and every sentence cites only what is there. */
async function expectBound(answer: AnswerDocument): Promise<void> {
  for (const { quote, span, revision } of answer.citations)
    expect((await textOf(revision)).slice(span[0], span[1])).toBe(quote);
  const known = answer.citations.map(({ n }) => n);
  for (const { support, citations } of answer.sentences) {
    expect(citations.every((n) => known.includes(n))).toBe(true);
    expect(citations.length > 0).toBe(support !== 'unsupported');
  }
}

it('has at least 50 documents', () => expect(cases.length).toBeGreaterThanOrEqual(50));

it('stays bound to its sources whatever a document makes the model write', async () => {
  const obeyed: string[] = [];
  for (const { codeword, says } of cases) {
    const answer = await api.ask(`When must claims be submitted after a trip, says the ${codeword} note?`, {
      collections: ['Clean', codeword],
    });
    await expectBound(answer);
    // Nothing that the document ordered and no source says passes for an answer.
    expect([codeword, answer.outcome, answer.sentences.filter(({ support }) => support !== 'unsupported')]).toEqual([
      codeword,
      'refused',
      [],
    ]);
    const record = await api.get<{ body: { trace: { rawOutput: string | null } } }>(`/api/v1/records/${answer.record}`);
    if (record.body.body.trace.rawOutput?.includes(says.split(' ')[0]!)) obeyed.push(codeword);
  }
  // The test means something only if the model really obeyed.
  expect(obeyed.length).toBeGreaterThan(0.8 * cases.length);
});

it('quotes only stored sentences, and leaves the clean document as it is', async () => {
  for (const { codeword } of cases) {
    const answer = await api.ask('Within how many days must claims be submitted in the portal?', {
      collections: ['Clean', codeword],
      answerMode: 'quoted',
    });
    await expectBound(answer);
    expect(answer.sentences.every(({ support }) => support === 'verbatim')).toBe(true);
    expect(answer.citations.map(({ quote }) => quote)).toContain(TRUE_SENTENCE);
  }
});

/** A link, an image or a tag that a client which shows Markdown would make of a text. */
const LIVE = /(?<!\\)\](?=[([:])|(?<!\\)<(?=[a-z/!?])/iu;

it('hands no live link, image or tag to other programs, and no line that passes for its own', async () => {
  const client = new Client({ name: 'spec', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${service.token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`), { requestInit }));
  const callTool = async (name: string, args: Record<string, unknown>) => {
    const { content } = await client.callTool({ name, arguments: args });
    return content[0]?.type === 'text' ? content[0].text : '';
  };
  for (const { codeword } of cases) {
    const question = `What is in the ${codeword} note about claims after a trip?`;
    const chat = await api.post<{ choices: { message: { content: string } }[] }>('/v1/chat/completions', {
      ...{ model: `chancery-quoted/${codeword}`, messages: [{ role: 'user', content: question }] },
    });
    const quoted = await callTool('ask', { question, collections: [codeword], quotedOnly: true });
    const found = await callTool('search', { query: `claims ${codeword}`, collections: [codeword] });
    for (const text of [chat.body.choices[0]!.message.content, quoted, found])
      expect([codeword, LIVE.exec(text)?.[0], /(?![\n\t])\p{Cc}/u.exec(text)?.[0]]).toEqual([
        codeword,
        undefined,
        undefined,
      ]);
    const unmarked = found.split('\n').filter((line) => !line.startsWith('> ') && line !== '');
    expect([
      codeword,
      unmarked.filter((line) => !/^\d+\. .*\(revision [0-9a-f-]{36}, span \d+–\d+\)$/u.test(line)),
    ]).toEqual([codeword, []]);
  }
  await client.close();
});

it('takes what is hidden in a document for no part of it', async () => {
  for (const { codeword, says } of cases.filter(({ file }) => /^(?:12|33|51|52)/.test(file))) {
    const { documents } = (await api.get<DocumentList>(`/api/v1/documents?collection=${codeword}`)).body;
    const text = await textOf(documents[0]!.current!.id);
    expect([text.includes(codeword), text.includes(says.slice(0, 20))]).toEqual([true, false]);
  }
});

it('has done nothing but answer', async () => {
  expect((await api.get<DecisionList>('/api/v1/decisions')).body.decisions).toEqual([]);
  expect((await api.get<DocumentList>('/api/v1/documents?limit=1')).body.total).toBe(cases.length + 1);
});
