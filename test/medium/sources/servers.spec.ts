import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer as createSite, request as requestOf } from 'node:http';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type SourceConfig, crawlSettings, gitSettings, imapSettings, s3Settings, webdavSettings } from '#contracts';
import {
  type TestApache,
  type TestDovecot,
  type TestPostgres,
  type TestS3,
  startApache,
  startDovecot,
  startPostgres,
  startS3,
} from '#testing';
import { ImapFlow } from 'imapflow';
import { AllowedFolders } from '../../../libs/sources/src/connectors/allowed-folders.js';
import { GitConnector } from '../../../libs/sources/src/connectors/git.connector.js';
import { SiteClient } from '../../../libs/sources/src/connectors/site-client.js';
import { keyOf } from '../../../libs/sources/src/item.repository.js';
import { ADMIN, type OpenSources, openSources, told } from './open-sources.js';

const HERE = ['127.0.0.1'];

let postgres: TestPostgres;
let databaseUrl: string;
let room: OpenSources;
let [s3, apache, dovecot]: [TestS3 | null, TestApache | null, TestDovecot | null] = [null, null, null];
let local: string;

beforeAll(async () => {
  local = await mkdtemp(join(tmpdir(), 'chancery-local-'));
  [postgres, s3, apache, dovecot] = await Promise.all([startPostgres(), startS3(), startApache(), startDovecot()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([postgres?.stop(), s3?.stop(), apache?.stop(), dovecot?.stop()]);
  await rm(local, { recursive: true, force: true });
}, 60_000);
beforeEach(async () => {
  databaseUrl = await postgres.freshDatabase();
  room = await openSources(databaseUrl, [local]);
}, 60_000);
afterEach(() => room.close());

const page = (title: string, ...links: string[]) =>
  `<!doctype html><title>${title}</title><h1>${title}</h1><p>All about ${title}.</p>${links.map((to) => `<a href="${to}">${to}</a>`).join(' ')}`;
const text = (name: string) => `# ${name}\n\nIt says ${name}.\n`;

/** The settings open this machine as 127.0.0.1, so as `localhost` it is closed, also to administrators who name it. */
const byOtherName = (config: SourceConfig): SourceConfig =>
  JSON.parse(JSON.stringify(config).replaceAll('127.0.0.1', 'localhost')) as SourceConfig;

/** A closed address and a wrong secret are refused alike by all of them, and nothing of either is told. */
async function refuses(config: SourceConfig, secret: string, code = 'source.sign_in_refused'): Promise<void> {
  for (const privateHosts of [[], ['localhost']]) {
    const closed = {
      ...byOtherName(config),
      settings: { ...byOtherName(config).settings, privateHosts },
    } as SourceConfig;
    expect((await room.trial.run(ADMIN, { config: closed, secret })).failure?.code).toBe('outbound.refused');
  }
  const wrong = await room.trial.run(ADMIN, { config, secret: 'wrong-secret' });
  expect(wrong.failure?.code).toBe(code);
  expect(JSON.stringify(wrong)).not.toContain('wrong-secret');
  expect((await room.trial.run(ADMIN, { config, secret })).isOk).toBe(true);
}

/** A connection to a server of this machine that can be cut, as the network does. */
async function aWayTo(port: number) {
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    if (isCut) from.destroy();
    else from.pipe(to).pipe(from);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    ...{ port: (server.address() as AddressInfo).port, cut, mend: () => void (isCut = false) },
    close: () => new Promise<unknown>((resolve) => (cut(), server.close(resolve))),
  };
}

describe('an S3 bucket', () => {
  it('comes in, changes, moves and goes, page by page, and only below its prefix', async () => {
    if (!s3) return console.warn('Skipped: python3-swift is not installed.');
    const { endpoint, region, accessKeyId, secretAccessKey } = s3;
    const Bucket = `docs-${randomUUID()}`;
    const client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });
    const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
    const remove = (Key: string) => client.send(new DeleteObjectCommand({ Bucket, Key }));
    await client.send(new CreateBucketCommand({ Bucket }));
    for (const key of ['in/a.md', 'in/ä ö+&.md', 'in/deep/er/b.md', 'in/folder/', 'out/c.md'])
      await put(key, text(key));
    const settings = { endpoint, region, bucket: Bucket, prefix: 'in/', accessKeyId, privateHosts: HERE };
    const config: SourceConfig = { kind: 's3', settings: s3Settings.parse(settings) };
    const source = await room.add(config, { secret: secretAccessKey });
    expect(told(await room.run(source))).toEqual({ added: 3 });
    expect(Object.keys(await room.shelf()).sort()).toEqual(['a.md', 'deep/er/b.md', 'ä ö+&.md']);
    // XML can't hold every key; one of those must not hide the others.
    await put('in/odd\u0001.md', text('odd'));
    await put('in/a.md', text('other'));
    await put('in/moved.md', text('in/deep/er/b.md'));
    await remove('in/deep/er/b.md');
    const run = await room.run(source);
    expect((await room.report(source, run)).sort()).toEqual([
      'changed a.md',
      'failed odd\u0001.md document.bad_name',
      'moved deep/er/b.md → moved.md',
    ]);
    for (const key of ['in/moved.md', 'in/odd\u0001.md']) await remove(key);
    expect(told(await room.run(source, undefined))).toMatchObject({ unchanged: 2 });
    // Two names that are one place: neither is lost without a word, whichever was there first.
    await room.runs.cancel(ADMIN, source.id);
    for (const key of ['in/twin//c.md', 'in/twin/c.md']) await put(key, text(key));
    const twins = await room.run(source);
    expect(told(twins)).toMatchObject({ added: 1, failed: 1 });
    expect(await room.report(source, twins)).toContainEqual(expect.stringContaining('source.place_taken'));
    expect((await room.shelf())['twin/c.md']).toBe(1);
    for (const key of ['in/twin//c.md', 'in/twin/c.md']) await remove(key);
    await refuses(config, secretAccessKey);
    // Behind a proxy that merges slashes one name is another than was signed for; the others are as they were.
    const merging = createSite((request, reply) => {
      const asked = { method: 'GET', headers: request.headers, path: request.url!.replace(/\/{2,}/g, '/') };
      requestOf(endpoint, asked, (answer) => answer.pipe(reply.writeHead(answer.statusCode!, answer.headers))).end();
    });
    await new Promise<void>((resolve) => merging.listen(0, '127.0.0.1', resolve));
    for (const key of ['merged/a//b.md', 'merged/c.md', 'merged/d.md']) await put(key, text(key));
    const through = { endpoint: `http://127.0.0.1:${(merging.address() as AddressInfo).port}`, prefix: 'merged/' };
    const merged: SourceConfig = { kind: 's3', settings: s3Settings.parse({ ...settings, ...through }) };
    const ran = await room.run(await room.add(merged, { secret: secretAccessKey }));
    expect(ran).toMatchObject({ state: 'done', counts: { added: 2, failed: 1 } });
    await refuses(merged, secretAccessKey);
    await new Promise((resolve) => (merging.closeAllConnections(), merging.close(resolve)));
    const missing: SourceConfig = { kind: 's3', settings: s3Settings.parse({ ...settings, bucket: 'no-such-bucket' }) };
    const trial = await room.trial.run(ADMIN, { config: missing, secret: secretAccessKey });
    expect(trial.failure?.code).toBe('source.place_missing');
    client.destroy();
  }, 120_000);
});

describe('a Git repository', () => {
  const git = (at: string, ...args: string[]) =>
    execFileSync('git', ['-C', at, '-c', 'user.name=Anna', '-c', 'user.email=a@b.example', ...args], { stdio: 'pipe' });

  async function aRepository(bare: string): Promise<{ commit(): Promise<void>; work: string }> {
    const work = await mkdtemp(join(local, 'work-'));
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', bare]);
    git(work, 'init', '-q', '-b', 'main');
    const commit = async () => {
      git(work, 'add', '-A');
      git(work, 'commit', '-q', '-m', 'a change');
      git(work, 'push', '-q', bare, 'main');
      execFileSync('chmod', ['-R', 'a+rwX', bare]);
    };
    await mkdir(join(work, 'docs', 'hr'), { recursive: true });
    for (const name of ['docs/a.md', 'docs/hr/b.md', 'other.md']) await writeFile(join(work, name), text(name));
    await commit();
    return { commit, work };
  }

  it('comes over HTTP, from the branch and folder asked for, and follows its commits', async () => {
    if (!apache) return console.warn('Skipped: apache2-bin is not installed.');
    const { commit, work } = await aRepository(join(apache.git, 'kb.git'));
    const settings = { url: `${apache.url}/git/kb.git`, branch: 'main', folder: 'docs', username: 'anna' };
    const config: SourceConfig = { kind: 'git', settings: gitSettings.parse({ ...settings, privateHosts: HERE }) };
    const source = await room.add(config, { secret: 'secret' });
    expect(told(await room.run(source))).toEqual({ added: 2 });
    await rename(join(work, 'docs/hr/b.md'), join(work, 'docs/c.md'));
    await writeFile(join(work, 'docs/a.md'), text('more'));
    execFileSync('ln', ['-s', '/etc/passwd', join(work, 'docs', 'link.md')]);
    await commit();
    expect(await room.report(source, await room.run(source))).toEqual(['changed a.md', 'moved hr/b.md → c.md']);
    expect(told(await room.run(source))).toEqual({ unchanged: 2 });
    await refuses(config, 'secret');
    const other: SourceConfig = {
      kind: 'git',
      settings: gitSettings.parse({ ...settings, branch: 'nope', privateHosts: HERE }),
    };
    expect((await room.trial.run(ADMIN, { config: other, secret: 'secret' })).failure?.code).toBe(
      'source.place_missing',
    );
  }, 120_000);

  it('comes whole when Git was killed in the middle, in any alphabet, and says what Git LFS keeps elsewhere', async () => {
    const bare = join(local, `${randomUUID()}.git`);
    const { commit, work } = await aRepository(bare);
    // More than fits into one piece of what Git prints, in characters of several bytes.
    const names = Array.from({ length: 600 }, (_, i) => `${'案内書'.repeat(24)}${i}.md`);
    for (const name of names) await writeFile(join(work, name), '');
    await writeFile(
      join(work, 'docs', 'lfs.md'),
      `version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n`,
    );
    await commit();
    const around = {
      secret: null,
      allowed: new AllowedFolders([local], []),
      kept: await mkdtemp(join(local, 'kept-')),
    };
    const connector = await GitConnector.open(gitSettings.parse({ url: bare }), {}, around);
    const listed: string[] = [];
    for await (const { entries } of connector.list(() => Promise.resolve(new Map()), new AbortController().signal))
      listed.push(...entries.map(({ path }) => path));
    expect(listed.sort()).toEqual(['docs/a.md', 'docs/hr/b.md', 'docs/lfs.md', 'other.md', ...names].sort());

    const folder: SourceConfig = { kind: 'git', settings: gitSettings.parse({ url: bare, folder: 'docs' }) };
    const source = await room.add(folder);
    expect((await room.report(source, await room.run(source))).sort()).toEqual([
      ...['added a.md', 'added hr/b.md', 'failed lfs.md source.entry_unreadable'],
    ]);
    const repository = join(room.places.workFolder, 'kept', source.id, 'repository.git');
    await unlink(join(work, 'docs/lfs.md'));
    for (const lock of ['shallow.lock', 'refs/chancery/head.lock']) {
      await writeFile(join(repository, lock), '');
      await writeFile(join(work, 'docs/a.md'), text(`after ${lock}`));
      await commit();
      expect(told(await room.run(source))).toEqual({ changed: 1, unchanged: 1 });
    }
    // A server that fails is no damage of one's own: nothing is made anew, and a next run takes what is kept.
    const { ino } = await stat(repository);
    await mkdir(`${repository}.anew`);
    await rename(join(bare, 'objects'), join(bare, 'gone'));
    await mkdir(join(bare, 'objects'));
    expect(await room.run(source)).toMatchObject({ state: 'failed', failureCode: 'source.unreachable' });
    expect(existsSync(`${repository}.anew`)).toBe(false);
    await rm(join(bare, 'objects'), { recursive: true });
    await rename(join(bare, 'gone'), join(bare, 'objects'));
    expect(told(await room.run(source))).toEqual({ unchanged: 2 });
    expect((await stat(repository)).ino).toBe(ino);
  }, 120_000);

  it('is gone on with by another worker, which has nothing of it yet and finds a newer commit', async () => {
    const bare = join(local, `${randomUUID()}.git`);
    const { commit, work } = await aRepository(bare);
    const names = Array.from({ length: 30 }, (_, i) => `turn-${i}.md`);
    for (const name of names) await writeFile(join(work, name), text(name));
    await commit();
    const source = await room.add({ kind: 'git', settings: gitSettings.parse({ url: bare }) });
    const stopping = new AbortController();
    const { id } = await room.runs.begin(ADMIN, source.id);
    const begun = room.sync.run(id, stopping.signal);
    while (Object.keys(await room.shelf()).length < 5) await delay(5);
    stopping.abort();
    await begun;
    expect(await room.runs.show(ADMIN, source.id, id)).toMatchObject({ state: 'running', phase: 'transferring' });
    // Taken last, so that it is still to come.
    const [late] = names.sort((one, other) => (keyOf(one) < keyOf(other) ? 1 : -1));
    await writeFile(join(work, late!), text('newer'));
    await commit();
    const other = await openSources(databaseUrl, [local], room.folder);
    try {
      await other.sync.run(id, new AbortController().signal);
      const run = await other.runs.show(ADMIN, source.id, id);
      expect(told(run)).toEqual({ added: 32, failed: 1 });
      expect(await room.report(source, run)).toContain(`failed ${late} source.entry_unreadable`);
      const next = (await other.runs.begin(ADMIN, source.id)).id;
      await other.sync.run(next, new AbortController().signal);
      expect(told(await other.runs.show(ADMIN, source.id, next))).toEqual({ added: 1, unchanged: 32 });
      expect(Object.values(await room.shelf())).toEqual(Array.from({ length: 33 }, () => 1));
    } finally {
      await other.close();
    }
  }, 120_000);

  it('drops what no commit has had for long once there is much of it, and nothing that was there a short time ago', async () => {
    const bare = join(local, `${randomUUID()}.git`);
    const { commit, work } = await aRepository(bare);
    const source = await room.add({ kind: 'git', settings: gitSettings.parse({ url: bare }) });
    await room.run(source);
    const repository = join(room.places.workFolder, 'kept', source.id, 'repository.git');
    const nameOf = (content: string) => createHash('sha1').update(`blob ${content.length}\0${content}`).digest('hex');
    const has = (content: string) =>
      spawnSync('git', ['--git-dir', repository, 'cat-file', '-e', nameOf(content)]).status === 0;
    const [old, recent, now] = [text('docs/a.md'), text('recent'), text('now')] as const;
    expect(has(old)).toBe(true);
    const longAgo = new Date(Date.now() - 21 * 86_400_000);
    const objects = await readdir(join(repository, 'objects'), { recursive: true, withFileTypes: true });
    for (const { parentPath, name } of objects.filter((each) => each.isFile()))
      await utimes(join(parentPath, name), longAgo, longAgo);
    await writeFile(join(work, 'docs/a.md'), recent);
    await commit();
    expect(told(await room.run(source))).toEqual({ changed: 1, unchanged: 2 });
    // Each fetch is a pack of its own, and Git puts them together when they are more than twenty.
    const inIt = (input: string, ...args: string[]) =>
      execFileSync('git', ['--git-dir', repository, ...args], { input, stdio: 'pipe' }).toString();
    for (let i = 0; i < 20; i += 1)
      inIt(
        inIt(`much ${i}\n`, 'hash-object', '-w', '--stdin'),
        'pack-objects',
        '-q',
        `${repository}/objects/pack/pack`,
      );
    await writeFile(join(work, 'docs/a.md'), now);
    await commit();
    expect(told(await room.run(source))).toEqual({ changed: 1, unchanged: 2 });
    expect([has(old), has(recent), has(now)]).toEqual([false, true, true]);
    expect(told(await room.run(source))).toEqual({ unchanged: 3 });
  }, 120_000);

  it('comes from a folder of this machine, whose hooks and settings never run', async () => {
    const bare = join(local, 'local.git');
    const { commit, work } = await aRepository(bare);
    const trace = join(local, 'hook-ran');
    for (const hook of ['post-update', 'pre-receive', 'post-checkout']) {
      await writeFile(join(bare, 'hooks', hook), `#!/bin/sh\ntouch ${trace}\n`);
      await chmod(join(bare, 'hooks', hook), 0o755);
    }
    execFileSync('git', ['-C', bare, 'config', 'uploadpack.packObjectsHook', join(bare, 'hooks', 'post-update')]);
    const source = await room.add({ kind: 'git', settings: gitSettings.parse({ url: bare }) });
    expect(told(await room.run(source))).toEqual({ added: 3 });
    await unlink(join(work, 'other.md'));
    execFileSync('rm', ['-rf', join(bare, 'hooks')]);
    await commit();
    expect(told(await room.run(source))).toMatchObject({ unchanged: 2 });
    await expect(readFile(trace)).rejects.toThrow('ENOENT');
  }, 120_000);
});

describe('a WebDAV folder', () => {
  it('comes in with all below it, changes, moves, and is not emptied by a server that is gone', async () => {
    if (!apache) return console.warn('Skipped: apache2-bin is not installed.');
    await mkdir(join(apache.dav, 'team', 'hr'), { recursive: true });
    for (const name of ['team/a.md', 'team/hr/b ä&c.md', 'root.md'])
      await writeFile(join(apache.dav, name), text(name));
    execFileSync('chmod', ['-R', 'a+rwX', apache.dav]);
    const settings = { url: `${apache.url}/dav`, username: 'anna', folder: 'team', privateHosts: HERE };
    const config: SourceConfig = { kind: 'webdav', settings: webdavSettings.parse(settings) };
    const source = await room.add(config, { secret: 'secret' });
    expect(told(await room.run(source))).toEqual({ added: 2 });
    await rename(join(apache.dav, 'team/hr/b ä&c.md'), join(apache.dav, 'team/c.md'));
    await writeFile(join(apache.dav, 'team/a.md'), text('other words'));
    expect(await room.report(source, await room.run(source))).toEqual(['changed a.md', 'moved hr/b ä&c.md → c.md']);
    await rename(join(apache.dav, 'team'), join(apache.dav, 'team-away'));
    expect(await room.run(source)).toMatchObject({ state: 'failed', failureCode: 'source.place_missing' });
    expect(Object.keys(await room.shelf())).toHaveLength(2);
    await rename(join(apache.dav, 'team-away'), join(apache.dav, 'team'));
    await refuses(config, 'secret');
  }, 120_000);

  it('whose server goes in the middle of a run ends that run, which the next one goes on with', async () => {
    if (!apache) return console.warn('Skipped: apache2-bin is not installed.');
    const files = 60;
    await mkdir(join(apache.dav, 'going'));
    for (let i = 0; i < files; i += 1) await writeFile(join(apache.dav, 'going', `${i}.md`), text(`going ${i}`));
    execFileSync('chmod', ['-R', 'a+rwX', apache.dav]);
    const way = await aWayTo(Number(new URL(apache.url).port));
    const url = `http://127.0.0.1:${way.port}/dav`;
    const settings = webdavSettings.parse({ url, username: 'anna', folder: 'going', privateHosts: HERE });
    const source = await room.add({ kind: 'webdav', settings }, { secret: 'secret' });
    const running = room.run(source);
    while (Object.keys(await room.shelf()).length < 5) await delay(5);
    way.cut();
    const cut = await running;
    expect(cut).toMatchObject({ state: 'failed', failureCode: 'source.went_silent' });
    expect(cut.counts.added + cut.counts.failed).toBeLessThan(files);
    way.mend();
    const rest = await room.run(source);
    expect(rest).toMatchObject({ state: 'done', failureCode: null });
    expect(rest.counts.added + rest.counts.unchanged).toBe(files);
    expect(Object.keys(await room.shelf())).toHaveLength(files);
    await way.close();
  }, 120_000);

  it('whose password is no longer taken in the middle of a run ends that run; a single file that is closed does not', async () => {
    if (!apache) return console.warn('Skipped: apache2-bin is not installed.');
    const files = 60;
    await mkdir(join(apache.dav, 'expiring', 'closed'), { recursive: true });
    for (let i = 0; i < files; i += 1) await writeFile(join(apache.dav, 'expiring', `${i}.md`), text(`expiring ${i}`));
    await writeFile(join(apache.dav, 'expiring', 'closed', 'salaries.md'), text('salaries'));
    execFileSync('chmod', ['-R', 'a+rwX', apache.dav]);
    await chmod(join(apache.dav, 'expiring', 'closed', 'salaries.md'), 0o000);
    const passwords = join(apache.dav, '..', 'passwords');
    const good = await readFile(passwords);
    const settings = { url: `${apache.url}/dav`, username: 'anna', folder: 'expiring', privateHosts: HERE };
    const source = await room.add(
      { kind: 'webdav', settings: webdavSettings.parse(settings) },
      { secret: 'secret', removeLimitPercent: 100 },
    );
    const running = room.run(source);
    while (Object.keys(await room.shelf()).length < 5) await delay(5);
    await writeFile(passwords, '');
    const ended = await running.finally(() => writeFile(passwords, good));
    expect(ended).toMatchObject({ state: 'failed', failureCode: 'source.sign_in_refused' });
    expect(ended.counts.added).toBeLessThan(files);
    expect(ended.counts.failed).toBeLessThanOrEqual(1);
    const rest = await room.run(source);
    expect(rest).toMatchObject({ state: 'done', failureCode: null });
    expect((await room.report(source, rest)).filter((line) => line.startsWith('failed'))).toEqual([
      'failed closed/salaries.md source.entry_unreadable',
    ]);
    expect(Object.keys(await room.shelf())).toHaveLength(files);
  }, 60_000);
});

it('goes on past entries that never come: what is new is taken in, and what is gone is removed', async () => {
  if (!apache) return console.warn('Skipped: apache2-bin is not installed.');
  const behind = apache.url;
  await mkdir(join(apache.dav, 'lasting'));
  const put = (name: string) => writeFile(join(apache!.dav, 'lasting', name), text(name));
  // Taken in this order: six that break off each time, and one that comes behind them.
  const inTurn = Array.from({ length: 7 }, (_, i) => `turn-${i}.md`);
  inTurn.sort((one, other) => (keyOf(`/lasting/${one}`) < keyOf(`/lasting/${other}`) ? -1 : 1));
  const late = inTurn.pop()!;
  for (const name of [...inTurn, 'good-1.md', 'good-2.md']) await put(name);
  execFileSync('chmod', ['-R', 'a+rwX', apache.dav]);
  const server = createSite((asked, reply) => {
    const { method, url, headers } = asked;
    if (method === 'GET' && inTurn.some((name) => url?.endsWith(name))) return void asked.socket.destroy();
    const onward = requestOf(`${behind}${url}`, { method: method!, headers }, (answer) => {
      reply.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(reply);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dav`;
  const settings = webdavSettings.parse({ url, username: 'anna', folder: 'lasting', privateHosts: HERE });
  const more = { secret: 'secret', removeLimitPercent: 100 };
  const source = await room.add({ kind: 'webdav', settings }, more);
  await room.run(source);
  expect(told(await room.run(source))).toEqual({ failed: 6, unchanged: 2 });
  await put(late);
  await unlink(join(apache.dav, 'lasting', 'good-1.md'));
  const run = await room.run(source);
  expect(run).toMatchObject({ state: 'done', failureCode: null });
  expect(told(run)).toEqual({ added: 1, removed: 1, failed: 6, unchanged: 1 });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}, 60_000);

describe('a mailbox', () => {
  it('comes message by message, and a mailbox that was numbered anew is recognised by what it holds', async () => {
    if (!dovecot) return console.warn('Skipped: dovecot-imapd is not installed.');
    const { port } = dovecot;
    const mail = (subject: string) =>
      `From: a@b.example\r\nTo: c@d.example\r\nSubject: ${subject}\r\nDate: Sun, 01 Mar 2026 10:00:00 +0000\r\n` +
      `Message-ID: <${randomUUID()}@b.example>\r\n\r\nIt is about ${subject}.\r\n`;
    const client = new ImapFlow({
      ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false },
      auth: { user: 'anna', pass: 'secret' },
    });
    await client.connect();
    const letters = ['Budget', 'Re: Leave/holidays', ''].map(mail);
    await client.mailboxCreate('Archive');
    for (const letter of letters) await client.append('Archive', letter);
    const settings = { host: '127.0.0.1', port, security: 'none', username: 'anna', mailboxes: ['Archive'] };
    const config: SourceConfig = { kind: 'imap', settings: imapSettings.parse({ ...settings, privateHosts: HERE }) };
    const source = await room.add(config, { secret: 'secret' });
    expect(told(await room.run(source))).toEqual({ added: 3 });
    expect(Object.keys(await room.shelf()).sort()).toEqual([
      'Archive/2026-03-01 Budget (1).eml',
      'Archive/2026-03-01 No subject (3).eml',
      'Archive/2026-03-01 Re Leave holidays (2).eml',
    ]);
    expect(told(await room.run(source))).toEqual({ unchanged: 3 });
    await client.mailboxDelete('Archive');
    await client.mailboxCreate('Archive');
    for (const letter of letters.toReversed()) await client.append('Archive', letter);
    const run = await room.run(source);
    expect(run.state).toBe('done');
    expect(told(run)).toEqual({ moved: 2, unchanged: 1 });
    expect(Object.values(await room.shelf())).toEqual([1, 1, 1]);
    await client.append('Archive', mail('Later'));
    expect(told(await room.run(source))).toEqual({ added: 1, unchanged: 3 });
    await client.mailboxCreate('Partly');
    for (const subject of ['Broken', 'Whole']) await client.append('Partly', mail(subject));
    await client.logout();
    // A server that refuses one message, on a connection that goes on with the next one.
    const refusing = createServer((from) => {
      const to = connect(port, '127.0.0.1');
      for (const one of [from, to]) one.on('error', () => void (from.destroy(), to.destroy()));
      to.pipe(from);
      from.on('end', () => to.end());
      from.on('data', (asked: Buffer) => {
        const [, tag] = /^(\S+) UID FETCH 1 .*BODY/i.exec(asked.toString('latin1')) ?? [];
        if (tag) from.write(`${tag} NO [SERVERBUG] Internal error\r\n`);
        else to.write(asked);
      });
    });
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    refusing.unref();
    const way = { port: (refusing.address() as AddressInfo).port, mailboxes: ['Partly'], privateHosts: HERE };
    const partly = await room.add(
      { kind: 'imap', settings: imapSettings.parse({ ...settings, ...way }) },
      { secret: 'secret' },
    );
    const refused = await room.run(partly);
    expect(told(refused)).toEqual({ added: 1, failed: 1 });
    const { entries } = await room.runs.entries(ADMIN, partly.id, refused.id, { offset: 0, limit: 10 });
    expect(entries.map(({ failureMessage }) => failureMessage).join('')).toContain('can not give it out');
    refusing.close();
    const gone = await aWayTo(port);
    gone.cut();
    const nobody = imapSettings.parse({ ...settings, port: gone.port, privateHosts: HERE });
    const { failure } = await room.trial.run(ADMIN, { config: { kind: 'imap', settings: nobody }, secret: 'secret' });
    expect(failure?.message).toContain('the connection broke off');
    await gone.close();
    await refuses(config, 'secret');
  }, 120_000);
});

describe('a site', () => {
  it('is crawled as far as asked, heeds robots.txt, asks for changes only and never leaves its host', async () => {
    if (!apache) return console.warn('Skipped: apache2-bin is not installed.');
    const { site, url } = apache;
    const write = (name: string, content: string) => writeFile(join(site, name), content);
    await mkdir(join(site, 'hr'));
    await mkdir(join(site, 'private'));
    await write('robots.txt', 'User-agent: *\nDisallow: /private/\n');
    await write('index.html', page('Home', 'hr/leave.html', '/private/pay.html', 'guide.md', 'logo.png', '/outside'));
    await write('hr/leave.html', page('Leave', 'deep.html', '../index.html', 'http://other.example/x.html'));
    await write('hr/deep.html', page('Deep', 'deeper.html'));
    await write('hr/deeper.html', page('Deeper'));
    await write('private/pay.html', page('Pay'));
    await write('guide.md', text('guide'));
    await write('logo.png', 'no picture');
    const settings = { startUrls: [`${url}/`], depth: 2, delayMs: 0, privateHosts: HERE };
    const config: SourceConfig = { kind: 'crawl', settings: crawlSettings.parse(settings) };
    const source = await room.add(config);
    const first = await room.run(source);
    const host = new URL(url).host.replace(':', '_');
    expect(Object.keys(await room.shelf()).sort()).toEqual(
      ['guide.md', 'hr/deep.html', 'hr/leave.html', 'index.html'].map((name) => `${host}/${name}`),
    );
    expect(told(first)).toEqual({ added: 4 });
    const before = (await readFile(apache.logFile, 'utf8')).split('\n').length;
    await write('hr/leave.html', page('Leave anew', 'deep.html'));
    await unlink(join(site, 'guide.md'));
    expect(told(await room.run(source))).toEqual({ changed: 1, removed: 1, unchanged: 2 });
    const asked = (await readFile(apache.logFile, 'utf8')).split('\n').slice(before - 1);
    expect(asked.filter((line) => / 304 /.test(line)).length).toBeGreaterThanOrEqual(2);
    expect(asked.filter((line) => /private|deeper/.test(line))).toEqual([]);
    await write('index.html', page('Home', 'broken'));
    const part = await room.run(source);
    expect(part).toMatchObject({ state: 'done', failureCode: 'source.partly_unseen' });
    await write('index.html', page('Home', 'hr/leave.html'));
    expect(await room.run(source)).toMatchObject({ state: 'done', failureCode: null });
    const closed = byOtherName({ kind: 'crawl', settings: crawlSettings.parse(settings) });
    const { failure } = await room.trial.run(ADMIN, { config: closed });
    expect(failure?.code).toBe('source.unreachable');
    expect(failure?.message).not.toContain('..');
  }, 120_000);

  it('has each page once, under its own address, and is given time where it asks for it', async () => {
    const page = (body: string, more: object = {}) => ({
      status: 200,
      body,
      headers: { 'content-type': 'text/html', ...more },
    });
    const to = (location: string) => ({ status: 302, body: '', headers: { location } });
    const link = (...paths: string[]) => paths.map((path) => `<a href="${path}">${path}</a>`).join(' ');
    let asked = 0;
    const pages: Record<string, () => { status: number; body: string; headers: object }> = {
      '/robots.txt': () => ({
        ...{ status: 200, headers: { 'content-type': 'text/plain' } },
        body: 'User-agent: *\nDisallow: /private/\nDisallow: /*.bak$\nAllow: /private/open\n',
      }),
      '/': () =>
        page(
          `Home ${link('/hr', '/hr/', '/busy', '/c?s=1', '/c?s=2', '/c', '/to-private', '/private/open', '/x.bak', '/hidden')}`,
        ),
      '/hr': () => to('/hr/'),
      '/hr/': () => page('HR'),
      '/c': () => page(`<link rel="canonical" href="/c"><h1>C</h1> ${asked}`),
      '/busy': () => (asked++ === 0 ? { status: 429, body: '', headers: { 'retry-after': '0' } } : page('Busy')),
      '/to-private': () => to('/private/pay'),
      '/private/pay': () => page('Pay'),
      '/private/open': () => page('Open'),
      '/x.bak': () => page('Backup'),
      '/hidden': () => page('Hidden', { 'x-robots-tag': 'noindex' }),
    };
    const visited: string[] = [];
    const site = createSite((request, reply) => {
      const { pathname } = new URL(request.url!, 'http://x');
      visited.push(pathname);
      const { status, body, headers } = pages[pathname]?.() ?? { status: 404, body: '', headers: {} };
      reply.writeHead(status, { ...headers }).end(body);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const settings = { startUrls: [`${url}/`], delayMs: 0, privateHosts: HERE };
    const source = await room.add({ kind: 'crawl', settings: crawlSettings.parse(settings) });
    expect(await room.run(source)).toMatchObject({ state: 'done', failureCode: null });
    expect(visited.filter((path) => ['/private/pay', '/x.bak'].includes(path))).toEqual([]);
    const names = Object.keys(await room.shelf()).map((path) => path.slice(path.indexOf('/') + 1));
    expect(names).toEqual(['busy.html', 'c.html', 'hr/index.html', 'index.html', 'private/open.html']);
    // A start page that leads to another host: nothing would come, and nobody would know why.
    pages['/'] = () => to('http://127.0.0.2/');
    expect(await room.run(source)).toMatchObject({ state: 'failed', failureCode: 'source.unreachable' });
    expect(Object.keys(await room.shelf())).toHaveLength(5);
    await new Promise((resolve) => site.close(resolve));
  }, 60_000);

  it('loses no page whose own address gives none, and costs no depth; falls it silent, it is given up', async () => {
    const named = (canonical: string, ...links: string[]) =>
      `<link rel="canonical" href="${canonical}">${page(canonical, ...links)}`;
    const many = Array.from({ length: 20 }, (_, i) => `/n${i}`);
    const pages: Record<string, string> = {
      '/?lang=de': named('/'),
      '/': page('Home', '/p?a', '/p?b', '/gone?x'),
      '/p?a': named('/p?b'),
      '/p?b': named('/p?a'),
      '/gone?x': named('/gone'),
      '/many': page('Many', ...many),
    };
    const asked: string[] = [];
    const site = createSite((request, reply) => {
      asked.push(request.url!);
      if (many.includes(request.url!)) return void request.socket.destroy();
      const body = pages[request.url!];
      reply.writeHead(body ? 200 : 404, { 'content-type': 'text/html', etag: '"1"' }).end(body);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    site.unref();
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const crawl = (start: string, depth: number): SourceConfig => {
      const settings = { startUrls: [url + start], depth, delayMs: 0, privateHosts: HERE };
      return { kind: 'crawl', settings: crawlSettings.parse(settings) };
    };
    const flat = await room.add(crawl('/?lang=de', 0));
    expect(told(await room.run(flat))).toEqual({ added: 1 });
    expect(Object.keys(await room.shelf())[0]).toMatch(/\/index\.html$/);
    const whole = await room.manage.change(ADMIN, flat.id, { config: crawl('/?lang=de', 1) });
    expect(told(await room.run(whole))).toEqual({ added: 2, unchanged: 1 });
    const silent = await room.add(crawl('/many', 1));
    expect(await room.run(silent)).toMatchObject({ state: 'failed', failureCode: 'source.went_silent' });
    expect(asked.filter((path) => many.includes(path))).toHaveLength(6);
    await new Promise((resolve) => (site.closeAllConnections(), site.close(resolve)));
  }, 60_000);

  it('loses what is gone though it has pages and files that no run ever gets, and keeps what is closed to it later', async () => {
    const pages: Record<string, string> = {
      '/': page('Home', '/a', '/b', '/login', '/big.pdf', '/endless.pdf', '/hub'),
      '/hub': page('Hub', '/h'),
      '/h': page('H'),
      '/a': page('A'),
      '/b': page('B'),
    };
    const closed = new Set(['/login']);
    const site = createSite((request, reply) => {
      const [path, body] = [request.url!, pages[request.url!]];
      if (path === '/endless.pdf')
        return void reply.writeHead(200, { 'content-type': 'application/pdf' }).end(Buffer.alloc(20_000));
      if (path === '/big.pdf')
        return void reply
          .writeHead(200, { 'content-type': 'application/pdf', 'content-length': 20_000, etag: '"b"' })
          .end(Buffer.alloc(20_000));
      const status = closed.has(path) ? 403 : body ? 200 : 404;
      const robots = path === '/hub' ? { 'x-robots-tag': 'noindex' } : {};
      reply.writeHead(status, { 'content-type': 'text/html', ...robots }).end(status === 200 ? body : '');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const settings = { startUrls: [`${url}/`], delayMs: 0, maxFileMb: 0.01, privateHosts: HERE };
    const config: SourceConfig = { kind: 'crawl', settings: crawlSettings.parse(settings) };
    const source = await room.add(config, { removeLimitPercent: 50 });
    const run = await room.run(source);
    expect(run).toMatchObject({ state: 'done', failureCode: null });
    const host = new URL(url).host.replace(':', '_');
    expect((await room.report(source, run)).sort()).toEqual([
      ...['a.html', 'b.html', 'h.html', 'index.html'].map((name) => `added ${host}/${name}`),
      ...['big.pdf', 'endless.pdf'].map((name) => `failed ${host}/${name} source.entry_too_large`),
      `failed ${url}/login source.entry_unreadable`,
    ]);
    delete pages['/b'];
    expect(told(await room.run(source))).toEqual({ removed: 1, failed: 3, unchanged: 3 });
    // What it held is closed, and what only led to something that it holds.
    for (const path of ['/a', '/hub']) {
      closed.add(path);
      expect(await room.run(source)).toMatchObject({ state: 'done', failureCode: 'source.partly_unseen' });
      expect(Object.keys(await room.shelf())).toHaveLength(3);
      closed.delete(path);
      expect(await room.run(source)).toMatchObject({ state: 'done', failureCode: null });
    }
    await new Promise((resolve) => (site.closeAllConnections(), site.close(resolve)));
  }, 60_000);

  it('that does not say how large its files are is loaded no further than a run may, each file once', async () => {
    let asked = 0;
    const names = Array.from({ length: 20 }, (_, i) => `/${i}.pdf`);
    const site = createSite((request, reply) => {
      if (!names.includes(request.url!)) {
        const [status, body] = request.url === '/' ? [200, page('Home', ...names)] : [404, ''];
        return void reply.writeHead(status, { 'content-type': 'text/html' }).end(body);
      }
      asked += 1;
      reply.writeHead(200, { 'content-type': 'application/pdf' }).end(Buffer.alloc(20_000));
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
    const few = { startUrls: [url], delayMs: 0, maxFileMb: 0.01, maxTotalMb: 0.05, privateHosts: HERE };
    const run = await room.run(await room.add({ kind: 'crawl', settings: crawlSettings.parse(few) }));
    expect(run).toMatchObject({ state: 'done', failureCode: 'source.cut_short', counts: { added: 1, failed: 4 } });
    expect(asked).toBe(5);
    await new Promise((resolve) => (site.closeAllConnections(), site.close(resolve)));
  }, 60_000);

  it('is asked for one thing after another, whatever becomes of it, and waited for only as long as the run has patience', async () => {
    let [atOnce, most] = [0, 0];
    const asked: string[] = [];
    const site = createSite((request, reply) => {
      asked.push(request.url!);
      most = Math.max(most, (atOnce += 1));
      setTimeout(() => {
        atOnce -= 1;
        if (request.url === '/cut') request.socket.destroy();
        else if (request.url === '/busy') reply.writeHead(429, { 'retry-after': '1' }).end();
        else reply.end('There.');
      }, 30);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const { port } = site.address() as AddressInfo;
    const client = new SiteClient(new Set([`127.0.0.1:${port}`]), 0, { bySettings: HERE }, 1_500);
    const get = async (path: string) => {
      const reply = await client.get(`http://127.0.0.1:${port}${path}`, {}, new AbortController().signal);
      reply.body.destroy();
      return reply.status;
    };
    const three = await Promise.allSettled(['/a', '/cut', '/b'].map(get));
    expect(three.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(asked).toEqual(['/a', '/cut', '/b']);
    expect(most).toBe(1);
    // A second of the one and a half that it has; what is left is too little for another.
    expect([await get('/busy'), await get('/busy')]).toEqual([429, 429]);
    expect(asked.filter((path) => path === '/busy')).toHaveLength(3);
    client.close();
    await new Promise((resolve) => (site.closeAllConnections(), site.close(resolve)));
  }, 60_000);

  it.each([
    ['pages', { maxPages: 4 }],
    ['bytes', { maxTotalMb: 0.004 }],
  ])(
    'that has more %s than a run looks at loses none of those beyond, and says that it was cut short',
    async (_, few) => {
      if (!apache) return console.warn('Skipped: apache2-bin is not installed.');
      const [site, url] = [join(apache.site, 'large'), `${apache.url}/large`];
      await mkdir(site, { recursive: true });
      const names = Array.from({ length: 6 }, (_each, i) => `p${i}.html`);
      const filler = (name: string) =>
        page(name, 'index.html').replace('All about', 'All about '.padEnd(1_000, 'more '));
      for (const name of names) await writeFile(join(site, name), filler(name));
      await writeFile(join(site, 'index.html'), page('Index', ...names));
      const settings = { startUrls: [`${url}/index.html`], delayMs: 0, privateHosts: HERE };
      const config = (more: object): SourceConfig => ({
        kind: 'crawl',
        settings: crawlSettings.parse({ ...settings, ...more }),
      });
      const source = await room.add(config({}), { removeLimitPercent: 100 });
      expect(told(await room.run(source))).toEqual({ added: 7 });
      for (const name of names) await writeFile(join(site, name), filler(`${name} anew`));
      await unlink(join(site, 'p0.html'));
      const changed = await room.manage.change(ADMIN, source.id, { config: config(few) });
      const cut = await room.run(changed);
      expect(cut).toMatchObject({ state: 'done', failureCode: 'source.cut_short', counts: { removed: 0 } });
      expect(Object.keys(await room.shelf())).toHaveLength(7);
      const whole = await room.run(await room.manage.change(ADMIN, source.id, { config: config({}) }));
      expect(whole).toMatchObject({ failureCode: null, counts: { removed: 1 } });
      await rm(site, { recursive: true });
    },
    120_000,
  );
});
