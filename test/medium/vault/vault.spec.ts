import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { sha256Hex } from '#knowledge';
import { FolderBlobStore } from '#library';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { sealStream } from '#vault';
import { ANNA, type OpenVault, aBody, aFolder, dropFolder, openVault } from './open-vault.js';

const READER = { principal: ANNA, mayReadAll: false } as const;
const TEXT = Buffer.from('Leave is granted for thirty days.');
const SHA256 = sha256Hex(TEXT);
const FORGED = Buffer.from('Leave is granted for ninety days.');
const OPEN_FILES = '/proc/self/fd';

let postgres: TestPostgres;
let url: string;
let folder: string;
let open: OpenVault;

beforeAll(async () => void (postgres = await startPostgres()), 120_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  [url, folder] = await Promise.all([postgres.freshDatabase(), aFolder()]);
  open = await openVault(url, folder);
});
afterEach(async () => {
  await open.close();
  await dropFolder(folder);
});

async function putBlob(): Promise<void> {
  const temporary = join(folder, 'incoming');
  await writeFile(temporary, TEXT);
  await open.blobs.adopt(temporary, SHA256);
}

async function bytesOf(sha256: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await open.blobs.open(sha256)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** How many blobs this process holds open. */
const held = (): number =>
  readdirSync(OPEN_FILES).filter((fd) => targetOf(fd).startsWith(join(folder, 'blobs'))).length;

function targetOf(fd: string): string {
  try {
    return readlinkSync(join(OPEN_FILES, fd));
  } catch {
    // Closed since it was listed.
    return '';
  }
}

async function filesBelow(path: string): Promise<Buffer[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))),
  );
}

describe('records behind a vault', () => {
  it('are read and listed as before, and stand nowhere in the database in clear', async () => {
    const body = aBody();
    await open.records.seal(body);
    expect(await open.records.show(READER, body.id)).toMatchObject({ body, question: 'How long is leave?' });
    expect((await open.records.list(READER, 0, 10)).records).toMatchObject([
      { question: 'How long is leave?', askedBy: 'Anna Quill', erasedBy: null },
    ]);
    expect(await open.records.problems()).toEqual([]);
    const [row] = await queryOnce<Record<string, unknown>>(url, 'SELECT * FROM answer_records');
    const stored = JSON.stringify(row, (_key, value: unknown) =>
      Buffer.isBuffer(value) ? value.toString('latin1') : value,
    );
    for (const secret of ['leave', 'Anna', 'Thirty']) expect(stored).not.toContain(secret);
  });

  it('cannot be read by anybody once their key is destroyed, and the log still verifies', async () => {
    const [gone, stays] = [aBody(), aBody('And pay?')];
    await open.records.seal(gone);
    await open.records.seal(stays);
    await open.source.transaction((manager) => open.vault.destroy(manager, [`record:${gone.id}`]));
    await expect(open.records.show(READER, gone.id)).rejects.toMatchObject({ code: 'record.erased' });
    expect((await open.records.among([gone.id, stays.id])).size).toBe(1);
    expect((await open.log.verify()).ok).toBe(true);
    // Without an erasure in the log a key that is gone is a problem, not a fact of life.
    expect((await open.records.problems()).join()).toMatch(/its key is gone/);
  });

  it('are missed the documents that walls keep them from people by', async () => {
    const body = aBody('Who pays?', [randomUUID(), randomUUID()]);
    await open.records.seal(body);
    expect(await open.records.problems()).toEqual([]);
    await queryOnce(url, `ALTER TABLE answer_records DISABLE TRIGGER ALL`);
    await queryOnce(url, `UPDATE answer_records SET documents = '{}'`);
    expect(await open.records.problems()).toEqual([expect.stringMatching(/its columns do not say/)]);
  });

  it('do not open after their ciphertext was altered or swapped', async () => {
    const [one, two] = [aBody(), aBody('And pay?')];
    for (const body of [one, two]) await open.records.seal(body);
    await queryOnce(url, 'ALTER TABLE answer_records DISABLE TRIGGER ALL');
    await queryOnce(
      url,
      'UPDATE answer_records a SET sealed_body = b.sealed_body FROM answer_records b WHERE a.id = $1 AND b.id = $2',
      [one.id, two.id],
    );
    await expect(open.records.show(READER, one.id)).rejects.toMatchObject({ code: 'vault.seal_broken' });
    expect((await open.records.problems()).join()).toMatch(/does not fit its key/);
  });
});

describe('original files behind a vault', () => {
  it('are encrypted on the disk and come back as they were', async () => {
    await putBlob();
    await putBlob();
    expect(await bytesOf(SHA256)).toEqual(TEXT);
    expect(await open.blobs.withFile(SHA256, (path) => readFile(path))).toEqual(TEXT);
    for (const bytes of await filesBelow(join(folder, 'blobs'))) expect(bytes.includes('granted')).toBe(false);
  });

  it('leave no decrypted copy behind', async () => {
    await putBlob();
    let seen = '';
    await open.blobs.withFile(SHA256, (path) => Promise.resolve((seen = path)));
    expect(existsSync(seen)).toBe(false);
  });

  const onLinux = existsSync(OPEN_FILES) ? it : it.skip;
  onLinux.each(['sealed', 'from before there was a vault'])('%s, are let go of when a reader leaves', async (kind) => {
    if (kind === 'sealed') await putBlob();
    else {
      await writeFile(join(folder, 'incoming'), TEXT);
      await new FolderBlobStore(join(folder, 'blobs')).adopt(join(folder, 'incoming'), SHA256);
    }
    const unread = await open.blobs.open(SHA256);
    const begun = await open.blobs.open(SHA256);
    await once(begun, 'readable');
    expect(held()).toBeGreaterThan(0);
    for (const stream of [unread, begun]) await once(stream.destroy(), 'close');
    for (const deadline = Date.now() + 5_000; held() > 0 && Date.now() < deadline;) await delay(5);
    expect(held()).toBe(0);
  });

  it('that were stored before there was a vault stay readable, and are encrypted when they come again', async () => {
    const temporary = join(folder, 'incoming');
    await writeFile(temporary, TEXT);
    await new FolderBlobStore(join(folder, 'blobs')).adopt(temporary, SHA256);
    expect(await bytesOf(SHA256)).toEqual(TEXT);
    await putBlob();
    expect(await bytesOf(SHA256)).toEqual(TEXT);
    for (const bytes of await filesBelow(join(folder, 'blobs'))) expect(bytes.includes('granted')).toBe(false);
  });

  it('are not given out where another file was put in their place, in clear or encrypted under their own key', async () => {
    await putBlob();
    const plain = new FolderBlobStore(join(folder, 'blobs'));
    const forged = join(folder, 'forged');
    const forge = async (bytes: Iterable<Buffer> | AsyncIterable<Buffer>) => {
      await writeFile(forged, bytes);
      await plain.replace(forged, SHA256);
    };
    const key = (await open.vault.keysOf([`blob:${SHA256}`])).get(`blob:${SHA256}`)!;
    for (const bytes of [[FORGED], sealStream(key, Readable.from([FORGED]))]) {
      await forge(bytes);
      await expect(bytesOf(SHA256)).rejects.toMatchObject({ code: 'vault.seal_broken' });
      await expect(open.blobs.withFile(SHA256, (path) => readFile(path))).rejects.toMatchObject({
        code: 'vault.seal_broken',
      });
    }
  });

  it('are gone with their key, and the same file may come again', async () => {
    await putBlob();
    await open.vault.forget([`blob:${SHA256}`]);
    await expect(open.blobs.open(SHA256)).rejects.toMatchObject({ code: 'vault.erased' });
    await putBlob();
    expect(await bytesOf(SHA256)).toEqual(TEXT);
  });
});

describe('the key', () => {
  it('is made at the first start, for its owner alone, and used again at the next', async () => {
    const body = aBody();
    await open.records.seal(body);
    expect((await stat(open.place.file)).mode & 0o777).toBe(0o600);
    await open.close();
    open = await openVault(url, folder);
    expect((await open.records.show(READER, body.id)).question).toBe('How long is leave?');
  });

  it('is missed when it is gone: the service does not start with another one', async () => {
    await open.records.seal(aBody());
    await open.close();
    await rm(open.place.file);
    await expect(openVault(url, folder)).rejects.toMatchObject({ code: 'vault.key_unavailable' });
    const other = randomBytes(32).toString('base64');
    await writeFile(open.place.file, `${other}\n`);
    await expect(openVault(url, folder)).rejects.toMatchObject({ code: 'vault.key_unavailable' });
  });

  it('may be changed while others write under the old one; all stays readable, and the old key opens nothing', async () => {
    const bodies = [aBody(), aBody('And pay?')];
    await open.records.seal(bodies[0]!);
    await putBlob();
    const before = await open.vault.status();
    const old = await readFile(open.place.file, 'utf8');
    const colleague = await openVault(url, folder);
    let logged: unknown[] = [];
    const count = await open.vault.rotate((_manager, from, to) => Promise.resolve(void (logged = [from, to])));
    await colleague.records.seal(bodies[1]!);
    const after = await open.vault.status();
    expect(count).toBe(2);
    expect(after).toMatchObject({ items: 3, behind: 0 });
    expect(logged).toEqual([before.key, after.key]);
    expect(after.key).not.toBe(before.key);
    for (const { records } of [open, colleague])
      for (const { id } of bodies) expect((await records.show(READER, id)).body.id).toBe(id);
    await colleague.close();
    await writeFile(open.place.file, old);
    await expect(openVault(url, folder)).rejects.toMatchObject({ code: 'vault.key_unavailable' });
  });

  it('is changed by one at a time, and what was sealed stays readable', async () => {
    const bodies = Array.from({ length: 20 }, () => aBody());
    for (const body of bodies) await open.records.seal(body);
    const colleague = await openVault(url, folder);
    const both = [open, colleague].map(({ vault }) => vault.rotate(() => delay(200)));
    const [one, other] = (await Promise.allSettled(both)).sort((a) => (a.status === 'fulfilled' ? -1 : 1));
    expect([one, other]).toMatchObject([{ value: 20 }, { reason: { code: 'vault.rotating' } }]);
    await colleague.close();
    expect(await open.vault.rotate(() => Promise.resolve())).toBe(20);
    const later = await openVault(url, folder);
    for (const { id } of bodies) expect((await later.records.show(READER, id)).body.id).toBe(id);
    await later.close();
  });

  it('comes from a command where one is named, newest first', async () => {
    await open.close();
    const fresh = await postgres.freshDatabase();
    const [one, two] = [randomBytes(32).toString('hex'), randomBytes(32).toString('base64')];
    open = await openVault(fresh, folder, { command: `echo ${one}`, isManaged: false });
    const body = aBody();
    await open.records.seal(body);
    await expect(open.vault.rotate(() => Promise.resolve())).rejects.toMatchObject({ code: 'vault.no_new_key' });
    await open.close();
    open = await openVault(fresh, folder, { command: `echo ${two}; echo ${one}`, isManaged: false });
    expect(await open.vault.rotate(() => Promise.resolve())).toBe(1);
    await open.close();
    open = await openVault(fresh, folder, { command: `echo ${two}`, isManaged: false });
    expect((await open.records.show(READER, body.id)).question).toBe('How long is leave?');
    await expect(openVault(fresh, folder, { command: 'exit 3', isManaged: false })).rejects.toMatchObject({
      code: 'vault.key_unavailable',
    });
  });
});
