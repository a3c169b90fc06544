import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NotAllowed } from '#access';
import { type SourceConfig, crawlSettings, folderSettings, webdavSettings } from '#contracts';
import type { Principal } from '#knowledge';
import { FolderNotAllowed, type Source, SourceBusy, SourceNotFound, SweepRuns } from '#sources';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { AllowedFolders } from '../../../libs/sources/src/connectors/allowed-folders.js';
import { FolderConnector } from '../../../libs/sources/src/connectors/folder.connector.js';
import { EntryCutOff, EntryUnreadable } from '../../../libs/sources/src/errors.js';
import { FailedByAStore1766650000000 } from '../../../migrations/1766650000000-failed-by-a-store.js';
import { ADMIN, type OpenSources, openSources, told } from './open-sources.js';

const NEVER = new AbortController().signal;
let postgres: TestPostgres;
let url: string;
let shares: string;
let folder: string;
let room: OpenSources;

beforeAll(async () => {
  postgres = await startPostgres();
  shares = await realpath(await mkdtemp(join(tmpdir(), 'chancery-shares-')));
}, 120_000);
afterAll(async () => {
  await postgres?.stop();
  await rm(shares, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = join(shares, randomUUID());
  await mkdir(join(folder, 'hr'), { recursive: true });
  for (const name of ['a.md', 'b.md', 'c.md', 'hr/leave.md']) await put(name, `# ${name}\n\nIt says ${name}.\n`);
  url = await postgres.freshDatabase();
  room = await openSources(url, [shares]);
}, 60_000);
afterEach(() => room.close());

const put = (name: string, text: string) => writeFile(join(folder, name), text);
const here = (more: object = {}): SourceConfig => ({
  kind: 'folder',
  settings: folderSettings.parse({ path: folder, ...more }),
});

describe('a watched folder', () => {
  it('goes in once, and then only what changed', async () => {
    const source = await room.add(here());
    expect(told(await room.run(source))).toEqual({ added: 4 });
    expect(told(await room.run(source))).toEqual({ unchanged: 4 });
    await put('a.md', '# A\n\nNow it says more.\n');
    await put('hr/new.md', '# New\n\nA new one.\n');
    const run = await room.run(source);
    expect(run).toMatchObject({ state: 'done', phase: 'finished', listed: 5, failureCode: null });
    expect(await room.report(source, run)).toEqual(['changed a.md', 'added hr/new.md']);
    expect(await room.shelf()).toEqual({ 'a.md': 2, 'b.md': 1, 'c.md': 1, 'hr/leave.md': 1, 'hr/new.md': 1 });
  });

  it('fetches a touched file again and leaves the document as it is', async () => {
    const source = await room.add(here());
    await room.run(source);
    await put('a.md', await readFile(join(folder, 'a.md'), 'utf8'));
    expect(told(await room.run(source))).toEqual({ unchanged: 4 });
    expect((await room.shelf())['a.md']).toBe(1);
  });

  it('follows what was moved and renamed, with the same document and no new revision', async () => {
    const source = await room.add(here());
    await room.run(source);
    const before = await queryOnce(url, `SELECT id FROM documents WHERE path = 'hr/leave.md'`);
    await rename(join(folder, 'hr'), join(folder, 'people'));
    await rename(join(folder, 'b.md'), join(folder, 'renamed.md'));
    const run = await room.run(source);
    expect(told(run)).toEqual({ moved: 2, unchanged: 2 });
    expect(await room.report(source, run)).toEqual(['moved hr/leave.md → people/leave.md', 'moved b.md → renamed.md']);
    expect(await queryOnce(url, `SELECT id FROM documents WHERE path = 'people/leave.md'`)).toEqual(before);
    expect(await room.shelf()).toEqual({ 'a.md': 1, 'c.md': 1, 'people/leave.md': 1, 'renamed.md': 1 });
  });

  it('takes a copy as a document of its own', async () => {
    const source = await room.add(here());
    await room.run(source);
    await put('copy.md', await readFile(join(folder, 'a.md'), 'utf8'));
    expect(told(await room.run(source))).toEqual({ added: 1, unchanged: 4 });
  });

  it('removes what is gone, and takes it back when it returns', async () => {
    const source = await room.add(here());
    await room.run(source);
    await unlink(join(folder, 'c.md'));
    const run = await room.run(source);
    expect(await room.report(source, run)).toEqual(['removed c.md']);
    expect(Object.keys(await room.shelf())).toEqual(['a.md', 'b.md', 'hr/leave.md']);
    await put('c.md', '# c.md\n\nIt says c.md.\n');
    expect(told(await room.run(source))).toEqual({ added: 1, unchanged: 3 });
    expect(Object.keys(await room.shelf())).toContain('c.md');
  });

  it('asks before it removes much, and removes it once somebody says so', async () => {
    const source = await room.add(here());
    await room.run(source);
    for (const name of ['a.md', 'b.md']) await unlink(join(folder, name));
    const waiting = await room.run(source);
    expect(waiting).toMatchObject({ state: 'waiting', toRemove: 2 });
    expect(Object.keys(await room.shelf())).toHaveLength(4);
    await expect(room.runs.begin(ADMIN, source.id)).rejects.toThrow(SourceBusy);
    await room.runs.confirm(ADMIN, source.id, waiting.id);
    await room.sync.run(waiting.id, new AbortController().signal);
    expect(told(await room.runs.show(ADMIN, source.id, waiting.id))).toEqual({ removed: 2, unchanged: 2 });
    expect(Object.keys(await room.shelf())).toEqual(['c.md', 'hr/leave.md']);
  });

  it('looks once more before it removes what somebody confirmed, and asks again where more is gone', async () => {
    const source = await room.add(here());
    await room.run(source);
    const goOn = async (id: string) => {
      await room.runs.confirm(ADMIN, source.id, id);
      await room.sync.run(id, new AbortController().signal);
      return room.runs.show(ADMIN, source.id, id);
    };
    for (const name of ['a.md', 'b.md']) await unlink(join(folder, name));
    const { id } = await room.run(source);
    await unlink(join(folder, 'c.md'));
    expect(await goOn(id)).toMatchObject({ state: 'waiting', toRemove: 3 });
    expect(Object.keys(await room.shelf())).toHaveLength(4);
    for (const name of ['a.md', 'b.md']) await put(name, `# ${name}\n\nIt says ${name}.\n`);
    const end = await goOn(id);
    expect(end).toMatchObject({ state: 'done', failureCode: null });
    expect(told(end)).toEqual({ removed: 1, unchanged: 3 });
    expect(await room.shelf()).toEqual({ 'a.md': 1, 'b.md': 1, 'hr/leave.md': 1 });
  });

  it('removes no other documents than those that somebody confirmed, however few', async () => {
    const source = await room.add(here());
    await room.run(source);
    for (const name of ['a.md', 'b.md']) await unlink(join(folder, name));
    const { id } = await room.run(source);
    for (const name of ['a.md', 'b.md']) await put(name, `# ${name}\n\nIt says ${name}.\n`);
    for (const name of ['c.md', 'hr/leave.md']) await unlink(join(folder, name));
    await room.runs.confirm(ADMIN, source.id, id);
    await room.sync.run(id, new AbortController().signal);
    expect(await room.runs.show(ADMIN, source.id, id)).toMatchObject({ state: 'waiting', toRemove: 2 });
    expect(Object.keys(await room.shelf())).toHaveLength(4);
  });

  it('never empties a collection without being asked, whatever the limit', async () => {
    const source = await room.add(here(), { removeLimitPercent: 100 });
    await room.run(source);
    for (const name of ['a.md', 'b.md', 'c.md', 'hr/leave.md']) await unlink(join(folder, name));
    expect(await room.run(source)).toMatchObject({ state: 'waiting', toRemove: 4 });
    await room.runs.cancel(ADMIN, source.id);
    expect(Object.keys(await room.shelf())).toHaveLength(4);
  });

  it('keeps what a legal hold covers, says so of it alone, and removes it once the hold is lifted', async () => {
    const source = await room.add(here());
    await room.run(source);
    const [document] = await queryOnce<{ id: string }>(url, `SELECT id FROM documents WHERE path = 'c.md'`);
    const hold =
      'INSERT INTO legal_holds (id, kind, object, reason, placed_by, placed_at) VALUES ($1, $2, $3, $4, $1, now())';
    await queryOnce(url, hold, [randomUUID(), 'document', document!.id, 'Litigation']);
    await rm(join(folder, 'c.md'));
    await rm(join(folder, 'hr/leave.md'));
    const run = await room.run(source);
    expect(run).toMatchObject({ state: 'done', failureCode: null });
    expect(told(run)).toEqual({ removed: 1, kept: 1, unchanged: 2 });
    expect(await room.report(source, run)).toEqual(['kept c.md hold.in_place', 'removed hr/leave.md']);
    expect(Object.keys(await room.shelf())).toEqual(['a.md', 'b.md', 'c.md']);
    // Nothing is left that could be removed, so nobody is asked, however little the source still shows.
    for (const name of ['a.md', 'b.md']) await rm(join(folder, name));
    const rest = await room.run(source);
    expect(rest).toMatchObject({ state: 'waiting', toRemove: 2 });
    await room.runs.confirm(ADMIN, source.id, rest.id);
    await room.sync.run(rest.id, new AbortController().signal);
    expect(told(await room.runs.show(ADMIN, source.id, rest.id))).toEqual({ removed: 2, kept: 1 });
    expect(told(await room.run(source))).toEqual({ kept: 1 });
    await queryOnce(url, 'UPDATE legal_holds SET lifted_at = now()');
    const last = await room.run(source);
    expect(last).toMatchObject({ state: 'waiting', toRemove: 1 });
    await room.runs.confirm(ADMIN, source.id, last.id);
    await room.sync.run(last.id, new AbortController().signal);
    expect(await room.shelf()).toEqual({});
  });

  it('removes nothing when the folder is not there', async () => {
    const source = await room.add(here());
    await room.run(source);
    await rename(folder, `${folder}-away`);
    const run = await room.run(source);
    expect(run).toMatchObject({ state: 'failed', failureCode: 'source.place_missing' });
    expect(Object.keys(await room.shelf())).toHaveLength(4);
    await rename(`${folder}-away`, folder);
    expect(told(await room.run(source))).toEqual({ unchanged: 4 });
  });

  it('that gets another name while it is listed lies out of sight, as far as it was not listed yet', async () => {
    const many = Array.from({ length: 700 }, (_, i) => `${i}.md`);
    await mkdir(join(folder, 'many'));
    await Promise.all(many.map((name) => put(`many/${name}`, name)));
    const listed = async (of: string): Promise<readonly string[]> => {
      const settings = folderSettings.parse({ path: join(folder, of) });
      const connector = await FolderConnector.open(settings, new AllowedFolders([shares], []));
      const unseen: string[] = [];
      let isRenamed = false;
      for await (const page of connector.list(() => Promise.resolve(new Map()), new AbortController().signal)) {
        if (page.entries.length >= 500 && !isRenamed) {
          await rename(join(folder, 'many'), join(folder, 'renamed'));
          isRenamed = true;
        }
        unseen.push(...page.unseen.map(({ path }) => path));
      }
      return unseen;
    };
    expect(await listed('')).toEqual(['many']);
    await rename(join(folder, 'renamed'), join(folder, 'many'));
    await expect(listed('many')).rejects.toMatchObject({ code: 'source.unreachable' });
  });

  it('says of each file why it could not be taken, takes the others, and tries those again that may do better', async () => {
    await put('odd.xyz', 'no format\0 that is read');
    await put('big.md', 'x'.repeat(60_000));
    const source = await room.add(here({ maxFileMb: 0.05 }));
    const run = await room.run(source);
    expect(told(run)).toEqual({ added: 4, failed: 2 });
    expect((await room.report(source, run)).filter((line) => line.startsWith('failed'))).toEqual([
      'failed big.md source.entry_too_large',
      'failed odd.xyz document.unsupported_type',
    ]);
    // Only somebody's own run offers again what was refused; a schedule's leaves it alone.
    expect(told(await room.run(source))).toEqual({ unchanged: 4, failed: 2 });
    expect(told(await room.runByItself(source))).toEqual({ unchanged: 6 });
    await put('big.md', '# Smaller\n\nNow it fits.\n');
    expect(told(await room.runByItself(source))).toEqual({ added: 1, unchanged: 5 });
  });

  it('waits with all of them where the service can not store files, and takes them by itself once it can', async () => {
    const source = await room.add(here());
    const [blobs, aside] = [join(room.folder, 'blobs'), join(room.folder, 'aside')];
    if (existsSync(blobs)) await rename(blobs, aside);
    // Not even the superuser makes a folder in a file.
    await writeFile(blobs, '');
    expect(await room.run(source)).toMatchObject({ state: 'failed', failureCode: 'storage.unwritable' });
    // Versions before refused such entries for good.
    await room.source.query(`UPDATE source_items SET state = 'rejected', failure_code = 'storage.unwritable'`);
    const runner = room.source.createQueryRunner();
    await new FailedByAStore1766650000000().up(runner);
    await runner.release();
    await rm(blobs);
    if (existsSync(aside)) await rename(aside, blobs);
    expect(told(await room.runByItself(source))).toEqual({ added: 4 });
  });

  it('takes no file that changes under its hands, and says so of one whose name is no text', async () => {
    const name = Buffer.concat([Buffer.from(join(folder, 'latin-')), Buffer.from([0xe4]), Buffer.from('.md')]);
    await writeFile(name, '# Latin\n\nIts name is not UTF-8.\n');
    const source = await room.add(here());
    // Larger than one read, and growing all the while.
    await put('growing.md', `# Growing\n${'More and more. '.repeat(600_000)}`);
    let isGrowing = true;
    const growing = (async () => {
      while (isGrowing) await appendFile(join(folder, 'growing.md'), 'And more. ');
    })();
    const run = await room.run(source);
    isGrowing = false;
    await growing;
    expect((await room.report(source, run)).filter((line) => line.startsWith('failed'))).toEqual([
      'failed growing.md source.entry_unreadable',
      'failed latin-\ufffd.md source.entry_unreadable',
    ]);
    expect(told(await room.run(source))).toEqual({ added: 1, failed: 1, unchanged: 4 });
  });

  it('says of files and folders whose names are not in UTF-8 that they have to be renamed', async () => {
    const named = (name: string) => Buffer.concat([Buffer.from(join(folder, name)), Buffer.from([0xe4])]);
    await writeFile(named('file-'), 'Nobody reads this.');
    await mkdir(named('folder-'));
    const connector = await FolderConnector.open(
      folderSettings.parse({ path: folder }),
      new AllowedFolders([shares], []),
    );
    const unseen: object[] = [];
    const pages = connector.list(() => Promise.resolve(new Map()), new AbortController().signal);
    for await (const page of pages) unseen.push(...page.unseen);
    expect(unseen).toMatchObject([
      { path: 'folder-\ufffd', message: expect.stringContaining('name there is not in UTF-8') as string },
    ]);
    const fetched = connector.fetch(
      { remoteId: 'file-\ufffd' },
      join(shares, randomUUID()),
      new AbortController().signal,
    );
    await expect(fetched).rejects.toThrow('its name there is not in UTF-8 and has to be changed');
  });

  it('tells a file that this disk can not give from a server that is gone', async () => {
    // Reading a process's memory from its begin is EIO, as a bad sector is.
    if (!existsSync('/proc/self/mem')) return console.warn('Skipped: there is no /proc here.');
    const settings = folderSettings.parse({ path: '/proc/self' });
    const connector = await FolderConnector.open(settings, new AllowedFolders(['/proc'], []));
    const reading = connector.fetch({ remoteId: 'mem' }, join(shares, randomUUID()), new AbortController().signal);
    const error: unknown = await reading.catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(EntryUnreadable);
    expect(error).not.toBeInstanceOf(EntryCutOff);
    expect((error as Error).message).toContain('EIO');
  });

  it('passes over links, hidden files and what programs leave behind', async () => {
    const secret = join(shares, `${randomUUID()}.md`);
    await writeFile(secret, '# Secret\n\nNot for this source.\n');
    await symlink(secret, join(folder, 'link.md'));
    await symlink('/etc', join(folder, 'etc'));
    await put('.hidden.md', 'hidden');
    await put('~$a.docx', 'owner');
    const source = await room.add(here());
    expect(told(await room.run(source))).toEqual({ added: 4 });
  });

  it('is gone on with where it stood when its process is asked to stop, and again changes nothing', async () => {
    for (let i = 0; i < 26; i += 1) await put(`many-${i}.md`, `# Many ${i}\n\nNumber ${i}.\n`);
    const source = await room.add(here());
    const stopping = new AbortController();
    const { id } = await room.runs.begin(ADMIN, source.id);
    const begun = room.sync.run(id, stopping.signal);
    for (;;) {
      const [row] = await queryOnce<{ n: number }>(url, `SELECT count(*)::int AS n FROM source_run_entries`);
      if (row!.n >= 5) break;
    }
    stopping.abort();
    await begun;
    const halfway = await room.runs.show(ADMIN, source.id, id);
    expect(halfway).toMatchObject({ state: 'running', phase: 'transferring', leaseOwner: null });
    expect(Object.keys(await room.shelf()).length).toBeLessThan(30);
    await room.sync.run(id, new AbortController().signal);
    expect(told(await room.runs.show(ADMIN, source.id, id))).toEqual({ added: 30 });
    expect(Object.values(await room.shelf())).toEqual(Array.from({ length: 30 }, () => 1));
  });

  it('stops when somebody cancels it, and keeps what it took', async () => {
    for (let i = 0; i < 8; i += 1) await put(`many-${i}.md`, `# Many ${i}\n\nNumber ${i}.\n`);
    const source = await room.add(here());
    // While nobody can write to the report, no entry is done with, and the run lasts.
    const holding = room.source.createQueryRunner();
    await holding.startTransaction();
    await holding.query('LOCK TABLE source_run_entries IN SHARE MODE');
    const { id } = await room.runs.begin(ADMIN, source.id);
    const show = () => room.runs.show(ADMIN, source.id, id);
    const begun = room.sync.run(id, NEVER);
    while ((await show()).phase !== 'transferring') await delay(20);
    await room.runs.cancel(ADMIN, source.id);
    // With its next renewal the process is told.
    const { leaseUntil } = await show();
    while ((await show()).leaseUntil?.getTime() === leaseUntil?.getTime()) await delay(20);
    await holding.commitTransaction();
    await holding.release();
    await begun;
    expect(await show()).toMatchObject({ state: 'cancelled', phase: 'finished' });
    const kept = Object.keys(await room.shelf()).length;
    expect(kept).toBeLessThan(12);
    expect(told(await room.run(source))).toMatchObject({ added: 12 - kept });
    expect(Object.values(await room.shelf())).toEqual(Array.from({ length: 12 }, () => 1));
  });

  it('is run once for a change, however many workers watch it', async () => {
    const source = await room.add(here({ watch: true }));
    const workers = [room, await openSources(url, [shares], room.folder)];
    const runs = async () => (await room.runs.list(ADMIN, source.id, 0, 10)).runs;
    const settle = async (n: number) => {
      for (let all = await runs(); all.length < n || all.some(({ state }) => state === 'queued'); all = await runs()) {
        for (const { id, state } of all) if (state === 'queued') await room.sync.run(id, new AbortController().signal);
        await delay(100);
      }
      // Long enough for the others to look again.
      await delay(5_000);
    };
    try {
      for (const { watching } of workers) await watching.refresh();
      await settle(1);
      expect(await runs()).toMatchObject([{ cause: 'change', counts: { added: 4 } }]);
      await put('late.md', '# Late\n\nIt came later.\n');
      await settle(2);
      expect(await runs()).toMatchObject([{ counts: { added: 1, unchanged: 4 } }, { counts: { added: 4 } }]);
    } finally {
      for (const { watching } of workers) await watching.close();
      await workers[1]!.close();
    }
  }, 60_000);

  it('is worked on by one process at a time', async () => {
    const source = await room.add(here());
    const { id } = await room.runs.begin(ADMIN, source.id);
    await Promise.all([1, 2, 3].map(() => room.sync.run(id, new AbortController().signal)));
    expect(told(await room.runs.show(ADMIN, source.id, id))).toEqual({ added: 4 });
    expect(Object.values(await room.shelf())).toEqual([1, 1, 1, 1]);
  });

  it('is not removed while a worker takes its run up, and its run goes with it otherwise', async () => {
    const source = await room.add(here());
    const { id } = await room.runs.begin(ADMIN, source.id);
    const worker = room.source.createQueryRunner();
    await worker.startTransaction();
    await worker.query(`UPDATE source_runs SET state = 'running' WHERE id = $1`, [id]);
    const removal = room.manage.remove(ADMIN, source.id).catch((error: unknown) => error);
    await delay(200);
    await worker.commitTransaction();
    await worker.release();
    expect(await removal).toBeInstanceOf(SourceBusy);
    await room.source.query(`UPDATE source_runs SET state = 'queued' WHERE id = $1`, [id]);
    await room.manage.remove(ADMIN, source.id);
    await room.sync.run(id, new AbortController().signal);
    expect(await room.shelf()).toEqual({});
  });

  it('leaves nothing on the machine of a worker that was killed, once its run is done or its source removed elsewhere', async () => {
    const source = await room.add(here());
    const { id } = await room.runs.begin(ADMIN, source.id);
    const [gone, trial] = [randomUUID(), `try-${randomUUID()}`];
    const left = [`runs/${id}`, `runs/${gone}`, `runs/${trial}`, `kept/${source.id}`, `kept/${gone}`];
    for (const each of left) await mkdir(join(room.places.workFolder, each), { recursive: true });
    await room.app.get(SweepRuns).run();
    const isThere = (each: string) => existsSync(join(room.places.workFolder, each));
    expect(left.filter(isThere)).toEqual([`runs/${id}`, `runs/${trial}`, `kept/${source.id}`]);
  });

  it('leaves its traces in the log, without names', async () => {
    const source = await room.add(here());
    await room.run(source);
    await unlink(join(folder, 'a.md'));
    await rename(join(folder, 'b.md'), join(folder, 'confidential-name.md'));
    await room.run(source);
    await room.manage.remove(ADMIN, source.id);
    const leaves = (await room.log.leaves(0, 100)).map(({ leaf }) => leaf);
    const kinds = leaves.map((leaf) => (JSON.parse(leaf) as { kind: string }).kind);
    for (const kind of ['created', 'run_finished', 'removed']) expect(kinds).toContain(`source.${kind}`);
    for (const kind of ['uploaded', 'moved', 'removed']) expect(kinds).toContain(`document.${kind}`);
    expect(leaves.filter((leaf) => leaf.includes('confidential'))).toEqual([]);
    expect((await room.log.verify()).ok).toBe(true);
    expect(Object.keys(await room.shelf())).toHaveLength(3);
  });
});

describe('a source of somebody who does not see everything', () => {
  let librarian: Principal;
  let source: Source;
  const grant = (id: string) =>
    queryOnce(url, 'INSERT INTO access_grants (subject_id, object_id) VALUES ($1, $2)', [librarian.userId, id]);
  const deny = (id: string) =>
    queryOnce(
      url,
      `INSERT INTO access_grants (subject_id, object_kind, object_id, is_denied) VALUES ($1, 'document', $2, true)`,
      [librarian.userId, id],
    );
  const idOf = async (path: string) =>
    (await queryOnce<{ id: string }>(url, 'SELECT id FROM documents WHERE path = $1', [path]))[0]!.id;
  const text = (path: string) => readFile(join(folder, path), 'utf8');

  beforeEach(async () => {
    librarian = await room.person('librarian');
    await grant(room.collection.id);
    source = await room.addAs(librarian, here(), { removeLimitPercent: 100 });
  });

  it('writes over no document that they may not see, and does so once they may', async () => {
    await room.run(await room.add(here()));
    await deny(await idOf('a.md'));
    for (const name of ['a.md', 'b.md']) await put(name, `${await text(name)}\nMore.\n`);
    const run = await room.run(source);
    expect((await room.report(source, run)).filter((line) => !line.startsWith('added'))).toEqual([
      'failed a.md document.place_not_writable',
    ]);
    expect(await room.shelf()).toEqual({ 'a.md': 1, 'b.md': 2, 'c.md': 1, 'hr/leave.md': 1 });
    await queryOnce(url, 'UPDATE access_grants SET to_seq = access_change() WHERE is_denied');
    await room.run(source);
    expect((await room.shelf())['a.md']).toBe(2);
  });

  it('revises, moves and removes none that it brought itself and that they may not see any more', async () => {
    await room.run(source);
    for (const path of ['a.md', 'b.md', 'c.md']) await deny(await idOf(path));
    await put('a.md', '# A\n\nOther words.\n');
    await rename(join(folder, 'b.md'), join(folder, 'elsewhere.md'));
    await unlink(join(folder, 'c.md'));
    const run = await room.run(source);
    expect(run.state).toBe('done');
    expect(told(run)).toEqual({ added: 1, failed: 1, unchanged: 1 });
    const standing = { 'a.md': 1, 'b.md': 1, 'c.md': 1, 'hr/leave.md': 1, 'elsewhere.md': 1 };
    expect(await room.shelf()).toEqual(standing);
    await queryOnce(url, 'UPDATE access_grants SET to_seq = access_change() WHERE is_denied');
    expect(told(await room.run(source))).toEqual({ changed: 1, removed: 2, unchanged: 2 });
  });

  it.each([
    ['do not see the collection', 'UPDATE access_grants SET to_seq = access_change() WHERE subject_id = $1'],
    ['have another role', `UPDATE users SET role = 'reader' WHERE id = $1`],
    ['are suspended', 'UPDATE users SET suspended_at = now() WHERE id = $1'],
  ])('does nothing once they %s any more, until somebody who may saves its settings', async (_why, sql) => {
    await room.run(source);
    await queryOnce(url, sql, [librarian.userId]);
    await put('a.md', '# A\n\nOther words.\n');
    await unlink(join(folder, 'c.md'));
    expect(await room.run(source)).toMatchObject({ state: 'failed', failureCode: 'source.rights_gone' });
    expect(Object.keys(await room.shelf())).toHaveLength(4);
    await room.manage.change(ADMIN, source.id, { isPaused: true });
    expect(await room.run(source)).toMatchObject({ failureCode: 'source.rights_gone' });
    await room.manage.change(ADMIN, source.id, { config: here() });
    expect(told(await room.run(source))).toEqual({ changed: 1, removed: 1, unchanged: 2 });
  });
});

describe('the person that a source acts for', () => {
  it('is suspended in the middle of a run: it takes nothing more in', async () => {
    const librarian = await room.person('librarian');
    const grant = 'INSERT INTO access_grants (subject_id, object_id, is_denied) VALUES ($1, $2, false)';
    await queryOnce(url, grant, [librarian.userId, room.collection.id]);
    const FILES = 400;
    for (let n = 0; n < FILES; n++) await put(`n${n}.md`, `# Number ${n}\n\nText.\n`);
    const source = await room.addAs(librarian, here());
    const running = room.run(source);
    const shelved = async () => Object.keys(await room.shelf()).length;
    while ((await shelved()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await queryOnce(url, 'UPDATE users SET suspended_at = now() WHERE id = $1', [librarian.userId]);
    expect(await running).toMatchObject({ state: 'failed', failureCode: 'source.rights_gone' });
    const taken = await shelved();
    expect(taken).toBeLessThan(FILES);
    expect(await room.run(source)).toMatchObject({ failureCode: 'source.rights_gone' });
    expect(await shelved()).toBe(taken);
  });
});

describe('who may', () => {
  const someone = (role: Principal['role']): Principal => ({ userId: randomUUID(), name: role, role, via: 'key' });

  it('keep a source: administrators, and librarians who see its collection', async () => {
    const source = await room.add(here());
    const [librarian, other] = [someone('librarian'), someone('librarian')];
    const grant = 'INSERT INTO access_grants (subject_id, object_id, is_denied) VALUES ($1, $2, false)';
    await queryOnce(url, grant, [librarian.userId, room.collection.id]);
    expect(await room.manage.list(librarian)).toHaveLength(1);
    expect(await room.manage.list(other)).toEqual([]);
    await expect(room.runs.begin(other, source.id)).rejects.toThrow(SourceNotFound);
    await expect(room.manage.list(someone('reader'))).rejects.toThrow(NotAllowed);
  });

  it('have a connection tried: nobody else, and the log tells of it before anything is connected to', async () => {
    const config = { kind: 'webdav', settings: webdavSettings.parse({ url: 'http://192.0.2.1/' }) } as const;
    for (const role of ['reader', 'reviewer', 'auditor'] as const)
      for (const tried of [here(), config])
        await expect(room.trial.run({ ...ADMIN, role }, { config: tried })).rejects.toThrow(NotAllowed);
    const from = (await room.log.checkpoint()).size;
    expect(await room.trial.run(ADMIN, { config: here() })).toMatchObject({ isOk: true });
    const librarian = await room.person('librarian');
    expect(await room.trial.run(librarian, { config })).toMatchObject({ isOk: false });
    const left = (await room.log.leaves(from, 10)).map(({ leaf }) => JSON.parse(leaf) as object);
    expect(left).toMatchObject([
      { kind: 'source.tried', actor: ADMIN.userId, subject: { kind: 'folder', source: null } },
      { kind: 'source.tried', actor: librarian.userId, subject: { kind: 'webdav', source: null } },
    ]);
  });

  it('open a private host: administrators', async () => {
    const settings = crawlSettings.parse({ startUrls: ['http://wiki.corp/'], privateHosts: ['wiki.corp'] });
    const config: SourceConfig = { kind: 'crawl', settings };
    await expect(room.manage.check(someone('librarian'), config, { kind: 'manual' })).rejects.toThrow(NotAllowed);
    await room.manage.check(someone('administrator'), config, { kind: 'manual' });
    await room.manage.check(someone('librarian'), config, { kind: 'manual' }, config);
  });

  it('read a folder: nobody outside the allowed ones, and nobody in the service', async () => {
    await symlink('/etc', join(shares, 'out'));
    const outside = [tmpdir(), '/etc', '/', join(shares, '..'), join(shares, 'out'), `${shares}-beside`, '/nowhere'];
    for (const path of outside)
      await expect(room.add({ kind: 'folder', settings: folderSettings.parse({ path }) })).rejects.toThrow(
        FolderNotAllowed,
      );
    await rm(join(shares, 'out'));
    const inside = await openSources(await postgres.freshDatabase(), [tmpdir()]);
    await mkdir(inside.places.workFolder, { recursive: true });
    for (const path of [inside.places.workFolder, inside.folder])
      await expect(inside.add({ kind: 'folder', settings: folderSettings.parse({ path }) })).rejects.toThrow(
        FolderNotAllowed,
      );
    await inside.close();
  });
});

describe('secrets', () => {
  const webdav = (server: string): SourceConfig => ({
    kind: 'webdav',
    settings: webdavSettings.parse({ url: server, username: 'anna' }),
  });

  it('lie sealed in the table, and go nowhere else than they were given for', async () => {
    const source = await room.add(webdav('https://files.example/dav'), { secret: 'correct horse' });
    const [row] = await queryOnce<{ all: string }>(url, `SELECT row_to_json(s)::text AS all FROM sources s`);
    expect(row!.all).not.toContain('correct horse');
    expect(await room.manage.storedSecret(ADMIN, source.id, webdav('https://files.example/other'))).toBe(
      'correct horse',
    );
    const elsewhere = webdav('https://evil.example/dav');
    await expect(room.manage.storedSecret(ADMIN, source.id, elsewhere)).rejects.toMatchObject({
      code: 'source.secret_needed',
    });
    await expect(room.manage.change(ADMIN, source.id, { config: elsewhere })).rejects.toMatchObject({
      code: 'source.secret_needed',
    });
    const changed = await room.manage.change(ADMIN, source.id, { config: elsewhere, secret: null });
    expect(changed.sealedSecret).toBeNull();
  });

  it('do not open in the row of another source', async () => {
    const one = await room.add(webdav('https://files.example/dav'), { secret: 'correct horse' });
    const two: Source = await room.add(webdav('https://files.example/dav'), { secret: 'battery staple' });
    await queryOnce(url, 'UPDATE sources SET sealed_secret = $2 WHERE id = $1', [two.id, one.sealedSecret]);
    await expect(room.manage.storedSecret(ADMIN, two.id, two.config)).rejects.toMatchObject({
      code: 'source.secret_unreadable',
    });
  });
});
