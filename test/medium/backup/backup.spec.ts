import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { BackupFolder, BackupHistory, BackupPlan, RestoreBackup, ScheduledBackup, verifyBackup } from '#backup';
import { SystemClock } from '#knowledge';
import { type S3BlobPlace, S3BlobStore, s3ClientFor } from '#library';
import { ModelStore } from '#models';
import { tableNameFor } from '#search-index';
import { type TestPostgres, aVisibility, queryOnce, startPostgres, startS3, writeTinyEncoder } from '#testing';
import { MIGRATIONS } from '../../../migrations/index.js';
import {
  type Installation,
  aFolder,
  dropFolder,
  openInstallation,
  openRestored,
  placesIn,
} from './open-installation.js';

/** Only the system's administrator may make a file system of its own, and not everywhere. */
const itOnDisk = process.getuid?.() === 0 && mayMount() ? it : it.skip;

function mayMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'chancery-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place]);
    return true;
  } catch {
    console.warn('A full disk is not tried: this user may not mount a file system.');
    return false;
  } finally {
    rmdirSync(place);
  }
}

const s3 = await startS3();
if (!s3) console.warn('Not tried: a backup of files in S3. python3-swift is missing.');

const order = { key: null, onProgress: () => undefined, signal: new AbortController().signal };

let postgres: TestPostgres;
let folder: string;
let target: string;
let open: Installation;

beforeAll(async () => void (postgres = await startPostgres()), 120_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  folder = await aFolder();
  target = join(folder, 'backups');
  open = await openInstallation(await postgres.freshDatabase(), join(folder, 'data'));
});
afterEach(async () => {
  await open.close();
  await dropFolder(folder);
});

const verified = async (keys: readonly string[] = []) =>
  verifyBackup(await BackupFolder.open(target), { ...order, vault: open.places.vault, keys });

/** An empty database, as a new server has it. */
async function emptyDatabase(): Promise<string> {
  const url = new URL(await postgres.freshDatabase());
  const name = `${url.pathname.slice(1)}_empty`;
  await queryOnce(url.href, `CREATE DATABASE ${name} TEMPLATE template1`);
  url.pathname = `/${name}`;
  return url.href;
}

async function restoring(dataDir = join(folder, 'restored'), blobs?: S3BlobPlace): Promise<RestoreBackup> {
  const from = await BackupFolder.open(target);
  const places = { ...placesIn(dataDir, blobs), vault: open.places.vault };
  return new RestoreBackup(from, await from.read(), places, new SystemClock());
}

/** A document that is live, with its rows in the index. */
async function liveDocument(text: string) {
  const made = await open.rooms.aDocument(text);
  const [change] = await open.rooms.source.query<{ seq: string }[]>(
    'INSERT INTO library_changes (at) VALUES (now()) RETURNING seq',
  );
  await open.rooms.source.query(`UPDATE revisions SET state = 'live', valid_from = $2 WHERE id = $1`, [
    made.revisionId,
    change!.seq,
  ]);
  await open.index(made.id, made.revisionId, Number(change!.seq));
  return made;
}

async function erase(documentId: string): Promise<void> {
  const { erasing, admin } = open.rooms;
  const wanted = { kind: 'document', subject: documentId, withRecords: true, withDecisions: false } as const;
  const { planSha256 } = await erasing.preview(admin, wanted);
  await erasing.confirm(admin, wanted, planSha256, 'Art. 17');
}

/** Files below a folder by their place in it. */
const filesIn = async (path: string): Promise<string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

async function textOf({ blobs }: Awaited<ReturnType<typeof openRestored>>, sha256: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of await blobs.open(sha256)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

describe('a backup', () => {
  it('is put back whole: files, records, holds, index and log, and nothing that was erased', async () => {
    const { rooms } = open;
    const [kept, gone] = [await liveDocument('Leave is thirty days.'), await liveDocument('To be erased.')];
    const record = await rooms.aRecord(rooms.anna, [kept.id]);
    await rooms.managingHolds.place(rooms.admin, { kind: 'document', object: kept.id, reason: 'A suit' });
    await erase(gone.id);
    await open.checkpoints.latest();
    const made = await open.back(target);
    expect(made.manifest.missing).toEqual([]);
    expect(await verified()).toMatchObject({ ok: true, isOpened: true, problems: [] });

    const [url, dataDir] = [await emptyDatabase(), join(folder, 'restored')];
    const restore = await restoring(dataDir);
    await restore.check({ ...order, migrations: MIGRATIONS });
    expect(await restore.run(url, { ...order, migrations: MIGRATIONS })).toMatchObject({ chunks: 1, unindexed: 0 });

    await writeFile(join(dataDir, 'vault-keys'), await readFile(open.places.vault.file));
    const again = await openRestored(url, dataDir);
    try {
      const log = await again.log.verify();
      expect(log).toMatchObject({ ok: true, problems: [] });
      const told = { backup: made.manifest.id, manifest: made.sha256, size: made.manifest.log.size };
      const last = await again.log.leaf(made.manifest.log.size);
      expect(JSON.parse(last!)).toMatchObject({ kind: 'backup.restored', subject: told });
      const history = new BackupHistory(again.log, rooms.clock, { warnAfterDays: 7 });
      expect((await history.standing()).restored).toMatchObject({ backup: made.manifest.id });
      // The same key signs on, and what it signed before is continued.
      expect((await again.checkpoints.latest()).size).toBe(log.size);
      expect(await again.checkpoints.problems()).toEqual([]);
      expect(await textOf(again, kept.sha256)).toBe('Leave is thirty days.');
      await expect(textOf(again, gone.sha256)).rejects.toMatchObject({ code: 'storage.blob_missing' });
      const reader = { principal: rooms.admin, mayReadAll: true, visibility: aVisibility('all') };
      expect(await again.records.show(reader, record)).toMatchObject({ question: 'What is the bonus?' });
      expect(await again.records.problems()).toEqual([]);
      expect(await again.index.stats(tableNameFor('g1'))).toMatchObject({
        chunks: 1,
        unindexed: 0,
      });
      // Triggers guard the tables again, and counters go on where they were.
      await expect(queryOnce(url, 'UPDATE documents SET removed_at = now()')).rejects.toThrow(/legal hold/);
      await expect(queryOnce(url, `UPDATE log_entries SET kind = 'x' WHERE "index" = 0`)).rejects.toThrow(
        /append-only/,
      );
      await expect(queryOnce(url, 'INSERT INTO library_changes (at) VALUES (now())')).resolves.toEqual([]);
    } finally {
      await again.close();
    }
  });

  it('reads no original twice, and holds nothing in clear', async () => {
    const secret = 'The moonstone bonus is due in June.';
    await liveDocument(secret);
    const first = await open.back(target);
    const files = await filesIn(join(target, 'objects'));
    for (const file of files) {
      expect((await readFile(file)).includes('moonstone')).toBe(false);
      expect((await stat(file)).mode & 0o077).toBe(0);
    }
    const original = first.manifest.files.find(({ path }) => path.startsWith('originals/'))!;
    const before = await stat(files.find((file) => file.endsWith(original.sha256))!);
    // What is not read cannot be missed.
    await rm(join(open.places.dataDir, 'blobs'), { recursive: true });
    const second = await open.back(target);
    expect(second.manifest.files).toContainEqual(original);
    expect((await stat(files.find((file) => file.endsWith(original.sha256))!)).ino).toBe(before.ino);
    expect(second.manifest.missing).toEqual([]);
    expect((await verified()).ok).toBe(true);
  });

  it('has the files of imported models where it is told to, and they are put back', async () => {
    const model = join(folder, 'tiny.gguf');
    writeTinyEncoder(model);
    await new ModelStore(open.places.models).importFile(model);
    const bare = await open.back(target);
    expect(bare.manifest).toMatchObject({ hasModelFiles: false, models: [{ file: 'tiny.gguf' }] });
    const { manifest } = await open.back(target, { withModels: true });
    expect(manifest.hasModelFiles).toBe(true);
    expect((await verified()).ok).toBe(true);
    const dataDir = join(folder, 'restored');
    await (await restoring(dataDir)).run(await emptyDatabase(), { ...order, migrations: MIGRATIONS });
    const [there] = (await new ModelStore(placesIn(dataDir).models).list()).filter(
      ({ source }) => source === 'imported',
    );
    expect(await readFile(there!.path)).toEqual(await readFile(model));
  });

  it('keeps a file that was erased and came again under its new key', async () => {
    const { sha256, id } = await liveDocument('It comes and goes.');
    await open.back(target);
    await erase(id);
    const second = await liveDocument('It comes and goes.');
    expect(second.sha256).toBe(sha256);
    const { manifest } = await open.back(target);
    const places = { ...placesIn(join(folder, 'restored')), vault: open.places.vault };
    const from = await BackupFolder.open(target);
    const url = await emptyDatabase();
    await new RestoreBackup(from, await from.read(manifest.id), places, new SystemClock()).run(url, {
      ...order,
      migrations: MIGRATIONS,
    });
    await writeFile(join(folder, 'restored', 'vault-keys'), await readFile(open.places.vault.file));
    const again = await openRestored(url, join(folder, 'restored'));
    try {
      expect(await textOf(again, sha256)).toBe('It comes and goes.');
    } finally {
      await again.close();
    }
  });

  it('says which files the store had lost, and is made all the same', async () => {
    const { sha256 } = await liveDocument('Lost by a disk.');
    await rm(join(open.places.dataDir, 'blobs'), { recursive: true });
    expect((await open.back(target)).manifest.missing).toEqual([sha256]);
    expect((await verified()).ok).toBe(true);
  });

  it('that was altered is found out', async () => {
    await liveDocument('Leave is thirty days.');
    await open.checkpoints.latest();
    const { manifest } = await open.back(target);
    const place = (path: string) => {
      const { sha256 } = manifest.files.find((file) => file.path === path)!;
      return join(target, 'objects', sha256.slice(0, 2), sha256);
    };
    const stranger = 'other+c62cf421+ATZxjjpH1jXZnwKJ7tSJbPCw6PEObQ5bGCilKxZ4r7nW';
    expect((await verified([stranger])).problems.join()).toMatch(/checkpoint/i);
    const text = join(target, 'backups', `${manifest.id}.json`);
    const whole = await readFile(text, 'utf8');
    await writeFile(text, whole.replace(manifest.log.root, 'ab'.repeat(32)));
    expect((await verified()).problems).toEqual(['The log does not have the root that the manifest names.']);
    await writeFile(text, whole);
    const bytes = await readFile(place('database/log_entries'));
    await writeFile(
      place('database/log_entries'),
      Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]),
    );
    expect((await verified()).problems).toEqual([
      expect.stringMatching(/^database\/log_entries .*: its bytes are not what was written\.$/),
    ]);
    await expect((await restoring()).check({ ...order, migrations: MIGRATIONS })).rejects.toMatchObject({
      code: 'backup.damaged',
    });
    await rm(place('database/log_entries'));
    expect((await verified()).problems.join()).toMatch(/it is gone/);
    await writeFile(text, whole.slice(0, -100));
    await expect(verified()).rejects.toMatchObject({ code: 'backup.damaged' });
  });

  it('opens with its vault key alone, and into nothing that is in use', async () => {
    await liveDocument('Leave is thirty days.');
    await open.back(target);
    const from = await BackupFolder.open(target);
    const places = { ...placesIn(join(folder, 'restored')) };
    const keyless = new RestoreBackup(from, await from.read(), places, new SystemClock());
    await expect(keyless.check({ ...order, migrations: MIGRATIONS })).rejects.toMatchObject({
      code: 'restore.key_missing',
    });
    const restore = await restoring();
    await expect(restore.check({ ...order, migrations: MIGRATIONS.slice(0, -1) })).rejects.toMatchObject({
      code: 'backup.too_new',
    });
    await expect(restore.run(open.url, { ...order, migrations: MIGRATIONS })).rejects.toMatchObject({
      code: 'restore.not_empty',
    });
  });

  it('that is stopped leaves nothing, and one that fails leaves those before it', async () => {
    await liveDocument('One.');
    // The first table has more rows than any buffer on the way holds: it is stopped in the middle of them.
    await open.rooms.source.query(
      `INSERT INTO access_changes (at, transaction) SELECT now(), 'x' FROM generate_series(1, 200000)`,
    );
    const stop = new AbortController();
    const onProgress = (stage: string) => stage === 'database' && stop.abort();
    await expect(open.back(target, { signal: stop.signal, onProgress })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await (await BackupFolder.open(target)).ids()).toEqual([]);
    expect((await readdir(join(target, 'objects'))).filter((name) => name.endsWith('.part'))).toEqual([]);
    const { manifest } = await open.back(target);
    await expect(open.back(target, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await (await BackupFolder.open(target)).ids()).toEqual([manifest.id]);
    expect((await verified()).ok).toBe(true);
  });

  itOnDisk('for which there is no room is given up, and says so', async () => {
    await liveDocument('Leave is thirty days.');
    const disk = join(folder, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    try {
      await expect(open.back(join(disk, 'backups'))).rejects.toMatchObject({ code: 'backup.folder_full' });
      expect(await (await BackupFolder.open(join(disk, 'backups'))).ids()).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('goes nowhere where it would be of no use, or in the way', async () => {
    const inside = join(open.places.dataDir, 'backups');
    await expect(open.back(inside)).rejects.toMatchObject({ code: 'backup.folder_inside' });
    await expect(stat(inside)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(open.back(dirname(open.places.dataDir))).rejects.toMatchObject({ code: 'backup.folder_foreign' });
    await writeFile(join(folder, 'file'), '');
    await expect(open.back(join(folder, 'file', 'in it'))).rejects.toMatchObject({ code: 'backup.folder_unusable' });
    await expect(BackupFolder.open(join(folder, 'none'))).rejects.toMatchObject({ code: 'backup.not_found' });
    await open.checkpoints.latest();
    await open.back(target);
    const other = await openInstallation(await postgres.freshDatabase(), join(folder, 'other'));
    try {
      await other.checkpoints.latest();
      await expect(other.back(target)).rejects.toMatchObject({ code: 'backup.folder_foreign' });
    } finally {
      await other.close();
    }
  });

  it('is made once at a time, is told to the log, and makes room when asked', async () => {
    await liveDocument('Leave is thirty days.');
    const both = await Promise.allSettled([open.back(target), open.back(join(folder, 'elsewhere'))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'backup.running' } });
    const made = [await open.back(target), await open.back(target)];
    const log = await open.log.verify();
    const told = JSON.parse((await open.log.leaf(log.size - 1))!) as { subject: unknown };
    expect(told).toMatchObject({
      ...{ kind: 'backup.created', actor: 'system' },
      subject: { backup: made[1]!.manifest.id, manifest: made[1]!.sha256, origin: 'command_line' },
    });
    const kept = await BackupFolder.open(target);
    const { removed, freedBytes } = await kept.prune(1);
    expect(removed).toContain(made[0]!.manifest.id);
    expect(freedBytes).toBeGreaterThan(0);
    expect(await kept.ids()).toEqual([made[1]!.manifest.id]);
    expect((await verified()).ok).toBe(true);
  });
});

(s3 ? describe : describe.skip)('a backup of files in an S3-compatible store', () => {
  afterAll(() => s3?.stop());

  async function aBucket(): Promise<S3BlobPlace> {
    const { endpoint, region, accessKeyId, secretAccessKey } = s3!;
    const bucket = `chancery-${randomUUID()}`;
    const place = { ...{ endpoint, region, accessKeyId, secretAccessKey, bucket }, prefix: 'blobs', pathStyle: true };
    const client = s3ClientFor(place);
    await client.send(new CreateBucketCommand({ Bucket: bucket })).finally(() => client.destroy());
    return place;
  }

  it('is read out of one and put back into another, which had something else under a name', async () => {
    const [from, to] = [await aBucket(), await aBucket()];
    await open.close();
    open = await openInstallation(await postgres.freshDatabase(), join(folder, 'in-s3'), from);
    const [kept, gone, lost] = [
      await liveDocument('Leave is thirty days.'),
      await liveDocument('To be erased.'),
      await liveDocument('To be lost.'),
    ];
    await erase(gone.id);
    const store = new S3BlobStore(from);
    await store.remove(lost.sha256);
    const made = await open.back(target);
    expect(made.manifest.missing).toEqual([lost.sha256]);
    expect(await verified()).toMatchObject({ isOpened: true });
    // Left by an earlier try, say.
    await writeFile(join(folder, 'other'), 'something else');
    await new S3BlobStore(to).adopt(join(folder, 'other'), kept.sha256);

    const [url, dataDir] = [await emptyDatabase(), join(folder, 'restored')];
    await (await restoring(dataDir, to)).run(url, { ...order, migrations: MIGRATIONS });
    await writeFile(join(dataDir, 'vault-keys'), await readFile(open.places.vault.file));
    const again = await openRestored(url, dataDir, to);
    try {
      expect(await textOf(again, kept.sha256)).toBe('Leave is thirty days.');
      for (const { sha256 } of [gone, lost])
        await expect(textOf(again, sha256)).rejects.toMatchObject({ code: 'storage.blob_missing' });
      expect(await again.log.verify()).toMatchObject({ ok: true, problems: [] });
    } finally {
      await again.close();
    }
  });
});

describe('backups by the schedule', () => {
  it('are made, read again and thinned out; the log says how they went, and what it says is what is shown', async () => {
    await liveDocument('Leave is thirty days.');
    const settings = { folder: target, pattern: '30 1 * * *', keep: 1, warnAfterDays: 7 };
    const plan = new BackupPlan(settings, open.url, open.places, '0.0.0-test', {});
    const { clock } = open.rooms;
    clock.at = new Date();
    const history = new BackupHistory(open.log, clock, settings);
    const scheduled = new ScheduledBackup(plan);
    expect(await history.standing()).toEqual({
      ...{ newest: null, restored: null, verifiedAt: null },
      ...{ problem: null, isOverdue: false },
    });
    // A mount that is missing is not made up for.
    await expect(scheduled.run(order.signal)).rejects.toMatchObject({ code: 'backup.folder_unusable' });
    expect(await history.standing()).toMatchObject({ newest: null, problem: { code: 'backup.folder_unusable' } });
    await mkdir(target);
    await scheduled.run(order.signal);
    await scheduled.run(order.signal);
    const kept = await BackupFolder.open(target);
    const [id, ...others] = await kept.ids();
    expect(others).toEqual([]);
    expect(await history.standing()).toMatchObject({ newest: { id }, problem: null, isOverdue: false });
    expect((await history.standing()).verifiedAt).not.toBeNull();
    clock.at = new Date(Date.now() + 8 * 86_400_000);
    expect((await history.standing()).isOverdue).toBe(true);
  });
});
