import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdingLock, isLocked } from './lock-file.js';

const folder = mkdtempSync(join(tmpdir(), 'chancery-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'lock');
afterEach(() => rmSync(path, { force: true }));

const LEFT = `${hostname()} ${spawnSync(process.execPath, ['-e', '']).pid}`;
const BUSY = new Error('busy');
const patience = (waitMs = 0) => ({ waitMs, staleMs: 30_000, busy: () => BUSY });
const held = (waitMs = 0) => holdingLock(path, patience(waitMs), () => Promise.resolve('done'));

describe('a file that says that somebody works', () => {
  it('keeps others out meanwhile, and is gone afterwards, whatever became of the work', async () => {
    await holdingLock(path, patience(), async () => {
      await expect(held()).rejects.toBe(BUSY);
    });
    const failing = holdingLock(path, patience(), () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(existsSync(path)).toBe(false);
  });

  it('can be looked for without being taken', async () => {
    expect(await isLocked(path, patience())).toBe(false);
    await holdingLock(path, patience(), async () => expect(await isLocked(path, patience())).toBe(true));
    writeFileSync(path, LEFT);
    expect(await isLocked(path, patience())).toBe(false);
  });

  it('is waited for, as long as its taker wants', async () => {
    let waiting: Promise<string> | undefined;
    await holdingLock(path, patience(), async () => {
      waiting = held(60_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(await waiting).toBe('done');
  });

  it('lets one of many in at a time, also where they find one that was left behind', async () => {
    let [inside, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, (inside += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      inside -= 1;
    };
    for (let round = 0; round < 16; round += 1) {
      if (round > 0) writeFileSync(path, LEFT);
      await Promise.all(Array.from({ length: 8 }, () => holdingLock(path, patience(60_000), work)));
    }
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left alone by one who was silent for so long that another took it', async () => {
    await holdingLock(path, patience(), () => {
      writeFileSync(path, 'elsewhere 1');
      return Promise.resolve();
    });
    expect(existsSync(path)).toBe(true);
  });

  it('counts no more when its process is dead, or it was silent for too long', async () => {
    writeFileSync(path, LEFT);
    expect(await held()).toBe('done');
    writeFileSync(path, 'elsewhere 1');
    await expect(held()).rejects.toBe(BUSY);
    utimesSync(path, new Date(0), new Date(0));
    expect(await held()).toBe('done');
  });
});
