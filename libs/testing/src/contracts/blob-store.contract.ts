import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { PlainBlobStore } from '#library';

/** What every place for blobs keeps to. Call inside a `describe`. @param make An empty store for each test. */
export function describeBlobStore(make: () => Promise<PlainBlobStore>): void {
  let store: PlainBlobStore;
  let folder: string;

  beforeEach(async () => {
    store = await make();
    folder = await mkdtemp(join(tmpdir(), 'chancery-blobs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function aFile(bytes: Buffer): Promise<{ path: string; sha256: string }> {
    const path = join(folder, randomBytes(6).toString('hex'));
    await writeFile(path, bytes);
    return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  it.each([0, 1, 70_000, 3_000_000])('gives back %i bytes as they were, as a stream and as a file', async (size) => {
    const bytes = randomBytes(size);
    const { path, sha256 } = await aFile(bytes);
    await store.adopt(path, sha256);
    expect(existsSync(path)).toBe(false);
    expect((await buffer(await store.open(sha256))).equals(bytes)).toBe(true);
    expect((await store.withFile(sha256, (file) => readFile(file))).equals(bytes)).toBe(true);
  });

  it('keeps the same bytes once, also when several bring them at the same time', async () => {
    const files = await Promise.all([1, 2, 3, 4].map(() => aFile(Buffer.from('the same'))));
    await Promise.all(files.map(({ path, sha256 }) => store.adopt(path, sha256)));
    for (const { path } of files) expect(existsSync(path)).toBe(false);
    expect((await buffer(await store.open(files[0]!.sha256))).toString()).toBe('the same');
  });

  it('puts others in the place of what is there when it is told to', async () => {
    const { path, sha256 } = await aFile(Buffer.from('first'));
    await store.adopt(path, sha256);
    const other = await aFile(Buffer.from('sealed form of the first'));
    await store.replace(other.path, sha256);
    expect((await buffer(await store.open(sha256))).toString()).toBe('sealed form of the first');
    const again = await aFile(Buffer.from('first'));
    await store.adopt(again.path, sha256);
    expect((await buffer(await store.open(sha256))).toString()).toBe('sealed form of the first');
  });

  it('forgets what it is told to, twice as well as once', async () => {
    const { path, sha256 } = await aFile(Buffer.from('gone soon'));
    await store.adopt(path, sha256);
    expect(await store.has(sha256)).toBe(true);
    for (const _time of [1, 2]) await store.remove(sha256);
    expect(await store.has(sha256)).toBe(false);
    await expect(store.open(sha256)).rejects.toMatchObject({ code: 'storage.blob_missing' });
    await expect(store.withFile(sha256, () => Promise.resolve())).rejects.toMatchObject({
      code: 'storage.blob_missing',
    });
  });

  it('forgets many at once, and only those', async () => {
    const files = await Promise.all(Array.from({ length: 20 }, (_, i) => aFile(Buffer.from(`blob ${i}`))));
    for (const { path, sha256 } of files) await store.adopt(path, sha256);
    await store.removeAll(files.slice(1).map(({ sha256 }) => sha256));
    expect(await Promise.all(files.map(({ sha256 }) => store.has(sha256)))).toEqual(files.map((_, i) => i === 0));
  });

  it.each(['', '../../etc/passwd', 'A'.repeat(64), 'ab'])('takes "%s" for no blob', async (name) => {
    await expect(store.open(name)).rejects.toMatchObject({ code: 'storage.blob_missing' });
  });
}
