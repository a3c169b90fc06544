import { chmod, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#database';
import { killHard, queryOnce } from '#testing';
import pg from 'pg';

let parent: string;
let running: EmbeddedPostgres[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'chancery-embedded-'));
  await chmod(parent, 0o755);
  running = [];
});
afterEach(async () => {
  const last = running.at(-1);
  await last?.stop();
  if (last) await rm(last.folder, { recursive: true, force: true });
  await rm(parent, { recursive: true, force: true });
});

async function start(folder = join(parent, 'postgres')): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(folder, () => undefined);
  running.push(server);
  return server;
}

const postmasterOf = async ({ folder }: EmbeddedPostgres) =>
  Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);

it('starts anew with what was committed before it stopped', async () => {
  const first = await start();
  expect(first.isAdopted).toBe(false);
  await queryOnce(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  const second = await start();
  expect(second.isAdopted).toBe(false);
  expect(await queryOnce(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

it('goes on with a server that outlived the process that started it', async () => {
  const first = await start();
  const second = await start();
  expect(second).toMatchObject({ isAdopted: true, url: first.url });
  expect(await queryOnce(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('starts at once after the server was killed, with what was committed', async () => {
  const first = await start();
  await queryOnce(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  killHard(await postmasterOf(first));
  const second = await start();
  expect(second.isAdopted).toBe(false);
  expect(await queryOnce(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

it('waits for what a killed server left at work', async () => {
  const first = await start();
  const client = new pg.Client({ connectionString: first.url });
  client.on('error', () => undefined);
  await client.connect();
  // It never waits for anything, so that it does not notice the death of the server before it is done.
  const atWork = client.query('SELECT sum(n) FROM generate_series(1, 15000000) AS n').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  killHard(await postmasterOf(first));
  const second = await start();
  expect(await queryOnce(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await atWork;
});

it('comes back at the same address when it is revived, and is left alone while it runs', async () => {
  const server = await start();
  await queryOnce(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  expect(await server.revive()).toBe(false);
  killHard(await postmasterOf(server));
  for (const deadline = Date.now() + 10_000; !(await server.revive());) expect(Date.now()).toBeLessThan(deadline);
  expect(await queryOnce(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

it('listens on loopback alone, with a password that only this user can read', async () => {
  const { url } = await start();
  expect(new URL(url).hostname).toBe('127.0.0.1');
  expect((await stat(join(parent, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
  expect(await queryOnce(url, `SELECT current_setting('listen_addresses') AS at`)).toEqual([{ at: '127.0.0.1' }]);
  const guess = Object.assign(new URL(url), { password: 'guess' }).href;
  await expect(queryOnce(guess, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
});

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('Skipped: only root starts PostgreSQL as another user, and these tests do not run as root.');

(isRoot ? describe : describe.skip)('started by root below a folder that nobody else may enter', () => {
  it('lives elsewhere, and stays there', async () => {
    const closed = join(parent, 'home');
    await mkdir(closed, { mode: 0o700 });
    const first = await start(join(closed, 'data', 'postgres'));
    expect(first.folder.startsWith(closed)).toBe(false);
    await queryOnce(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start(join(closed, 'data', 'postgres'));
    expect(second.folder).toBe(first.folder);
    expect(await queryOnce(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
});
