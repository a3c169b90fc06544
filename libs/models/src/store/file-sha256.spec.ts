import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '#knowledge';
import { FileHashes, fileSha256 } from './file-sha256.js';

describe('FileHashes', () => {
  let folder: string;
  let path: string;
  let read: number;
  let fails: boolean;
  const hashes = () =>
    new FileHashes(async (file) => {
      read += 1;
      if (fails) throw new Error('The disk is bad.');
      return fileSha256(file);
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hashes-'));
    path = join(folder, 'file');
    await writeFile(path, 'first');
    [read, fails] = [0, false];
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('read a file once for all who ask meanwhile and later, and again once it changed', async () => {
    const files = hashes();
    const found = await Promise.all(Array.from({ length: 10 }, () => files.sha256Of(path)));
    expect(new Set(found)).toEqual(new Set([sha256Hex('first')]));
    expect(await files.sha256Of(path)).toBe(sha256Hex('first'));
    expect(read).toBe(1);
    await appendFile(path, ', and more');
    expect(await files.sha256Of(path)).toBe(sha256Hex('first, and more'));
    expect(read).toBe(2);
  });

  it('remember no failure', async () => {
    const files = hashes();
    fails = true;
    await expect(files.sha256Of(path)).rejects.toThrow('bad');
    fails = false;
    expect(await files.sha256Of(path)).toBe(sha256Hex('first'));
    expect(read).toBe(2);
  });
});
