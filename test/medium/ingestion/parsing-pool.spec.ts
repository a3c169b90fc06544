import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import { ParserPool, type ParserPoolOptions } from '../../../libs/ingestion/src/parsing/index.js';
import { builtFile, parserEntry } from './parsing-entry.js';

/** Answers with facts about itself; the name of the file says how it should misbehave. */
const MISCHIEF = `
  const reply = (text) => process.send({ ok: true, rssBytes: process.memoryUsage.rss(),
    document: { title: null, metadata: {}, blocks: [{ kind: 'paragraph', text, page: 1 }], pageCount: 1, notes: [] } });
  process.on('disconnect', () => process.exit());
  process.on('message', ({ fileName }) => {
    if (fileName === 'hang') for (;;);
    if (fileName === 'exit') process.exit(3);
    if (fileName === 'abort') process.abort();
    if (fileName === 'heap') { const all = []; for (;;) all.push(new Array(10_000).fill({})); }
    if (fileName === 'bloat') { const all = []; setInterval(() => all.push(Buffer.alloc(20_000_000, 1)), 5); return; }
    if (fileName === 'environment') return reply(JSON.stringify(Object.keys(process.env)));
    reply(String(process.pid));
  });
`;

describe('ParserPool', () => {
  let folder: string;
  let mischief: string;
  let text: string;
  const pools: ParserPool[] = [];

  beforeAll(async () => {
    parserEntry();
    folder = await mkdtemp(join(tmpdir(), 'chancery-pool-'));
    mischief = join(folder, 'mischief.mjs');
    text = join(folder, 'text');
    await writeFile(mischief, MISCHIEF);
    await writeFile(text, 'Ten days of leave.');
  });

  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.close()));
  });

  afterAll(() => rm(folder, { recursive: true }));

  const aPool = (options: Partial<ParserPoolOptions> = {}) => {
    const pool = new ParserPool({ size: 1, entryPath: mischief, ...options });
    pools.push(pool);
    return pool;
  };
  const textOf = async (pool: ParserPool, name: string) => (await pool.parse('/nowhere', name)).blocks[0]!.text;
  const codeOf = async (pool: ParserPool, name: string) => {
    try {
      return await textOf(pool, name);
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it.each([
    ['hang', 'parse.timeout'],
    ['exit', 'parse.crashed'],
    ['abort', 'parse.memory_limit'],
    ['heap', 'parse.memory_limit'],
    ['bloat', 'parse.memory_limit'],
  ])('survives a parser that does %s, and reads the documents around it', async (name, code) => {
    const pool = aPool({ limits: { timeoutMs: name === 'hang' ? 1_500 : 60_000, memoryBytes: 300_000_000 } });
    const [before, bad, after] = await Promise.all([codeOf(pool, 'fine'), codeOf(pool, name), codeOf(pool, 'fine')]);
    expect(bad).toBe(code);
    expect(Number(before)).toBeGreaterThan(0);
    expect(Number(after)).toBeGreaterThan(0);
    expect(after).not.toBe(before);
  });

  it('reuses a process, and replaces it after its share of documents', async () => {
    const pool = aPool({ documentsPerProcess: 2 });
    const pids = [await textOf(pool, 'a'), await textOf(pool, 'b'), await textOf(pool, 'c')];
    expect(pids[1]).toBe(pids[0]);
    expect(pids[2]).not.toBe(pids[0]);
  });

  it('replaces a process that has grown', async () => {
    const pool = aPool({ recycleBytes: 1 });
    expect(await textOf(pool, 'a')).not.toBe(await textOf(pool, 'b'));
  });

  it('never runs more processes than it may', async () => {
    const pool = aPool({ size: 2 });
    const pids = await Promise.all(Array.from({ length: 12 }, () => textOf(pool, 'a')));
    expect(new Set(pids).size).toBe(2);
  });

  it('keeps the environment of the service to itself', async () => {
    process.env['CHANCERY_SECRET_PROBE'] = 'x';
    const names = JSON.parse(await textOf(aPool(), 'environment')) as string[];
    delete process.env['CHANCERY_SECRET_PROBE'];
    expect(names).toContain('NODE_ENV');
    expect(names.filter((name) => /CHANCERY|PATH|HOME|NODE_OPTIONS/.test(name))).toEqual([]);
  });

  it('ends its processes when closed, and fails what was waiting in a way that may be retried', async () => {
    const pool = aPool();
    const pid = Number(await textOf(pool, 'a'));
    const waiting = [pool.parse('/nowhere', 'hang'), pool.parse('/nowhere', 'b')].map((parsing) =>
      parsing.catch((error: unknown) => error),
    );
    await delay(100);
    await pool.close();
    for (const failure of await Promise.all(waiting))
      expect(failure).toMatchObject({ code: 'parse.crashed', retryable: true });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(pool.parse('/nowhere', 'c')).rejects.toMatchObject({ code: 'parse.crashed' });
  });

  it('gives the real parser’s failures back with code, kind and sentence', async () => {
    const pool = aPool({ entryPath: parserEntry() });
    expect((await pool.parse(text, 'leave.txt')).blocks[0]!.text).toBe('Ten days of leave.');
    await expect(pool.parse(text, 'leave.pdf')).rejects.toMatchObject({
      name: 'ParseFailure',
      code: 'document.wrong_extension',
      kind: 'invalid',
      retryable: false,
    });
    await expect(pool.parse(join(folder, 'missing'), 'leave.txt')).rejects.toMatchObject({
      code: 'parse.crashed',
      retryable: true,
    });
  });

  it('refuses to read without its parser process', async () => {
    const unbuilt = new ParserPool({ size: 1, entryPath: join(folder, 'nothing.js') });
    await expect(unbuilt.parse('a.txt', 'a.txt')).rejects.toThrow('build the service first');
  });

  it('leaves the engine’s own push to arrays once pdf.js, which replaces it by a slow one, has read a document', async () => {
    const [pdf, reader] = [join(folder, 'leave.pdf'), join(folder, 'reader.mjs')];
    const made = await PDFDocument.create();
    made.addPage().drawText('Ten days of leave.');
    await writeFile(pdf, await made.save());
    await writeFile(
      reader,
      `const own = Array.prototype.push;
       const { parsePdf } = await import(${JSON.stringify(pathToFileURL(builtFile('parse-pdf.js')).href)});
       const { blocks } = await parsePdf(${JSON.stringify(pdf)});
       const isOwn = Array.prototype.push === own && !Object.keys(Array.prototype).includes('push');
       process.send([blocks[0].text, isOwn]);
       process.disconnect();`,
    );
    expect(await once(fork(reader, { execArgv: [] }), 'message')).toMatchObject([['Ten days of leave.', true]]);
  });

  it('leaves no parser behind when the service is killed, even one that is busy', async () => {
    const busy = join(folder, 'busy.mjs');
    const parent = join(folder, 'parent.mjs');
    await writeFile(
      busy,
      `import { dieWithParent } from ${JSON.stringify(pathToFileURL(builtFile('parent-watch.js')).href)};\ndieWithParent();\nprocess.send(process.pid);\nsetTimeout(() => { for (;;); }, 300);`,
    );
    await writeFile(
      parent,
      `import { fork } from 'node:child_process';\nfork(${JSON.stringify(busy)}).on('message', (pid) => process.send(pid));`,
    );
    const service = fork(parent, { execArgv: [] });
    const [pid] = (await once(service, 'message')) as [number];
    await delay(600);
    service.kill('SIGKILL');
    await once(service, 'exit');
    let isAlive = true;
    for (let i = 0; i < 100 && isAlive; i++) {
      await delay(100);
      isAlive = isRunning(pid);
    }
    expect(isAlive).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
