import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AlreadyRunning, DataFolder } from './data-folder.js';

describe('DataFolder', () => {
  let path: string;
  let other: ChildProcess | undefined;

  beforeEach(() => (path = mkdtempSync(join(tmpdir(), 'chancery-data-'))));
  afterEach(() => {
    other?.kill('SIGKILL');
    rmSync(path, { recursive: true });
  });

  const pidFile = () => join(path, 'run', 'up.pid');

  /** A claim by a process that is called nothing in particular, as one that `npm start` runs is. */
  async function claimedByAnother(): Promise<number> {
    const folder = new DataFolder(path);
    folder.claim();
    const own = readFileSync(pidFile(), 'utf8').split(' ');
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(other, 'spawn');
    const start = own[1] === '' ? '' : startFrom(readFileSync(`/proc/${other.pid}/stat`, 'utf8'));
    writeFileSync(pidFile(), `${other.pid} ${start}`);
    return other.pid!;
  }

  it('is refused while whoever claimed it lives, by whatever command it was started', async () => {
    const pid = await claimedByAnother();
    expect(new DataFolder(path).runningPid()).toBe(pid);
    expect(() => new DataFolder(path).claim()).toThrow(AlreadyRunning);
  });

  it('is refused while an earlier version runs on it, which wrote its number alone', async () => {
    const pid = await claimedByAnother();
    writeFileSync(pidFile(), String(pid));
    expect(() => new DataFolder(path).claim()).toThrow(AlreadyRunning);
  });

  (existsSync('/proc/self/stat') ? it : it.skip)(
    'is taken over from an earlier version whose number another process has by now',
    async () => {
      const pid = await claimedByAnother();
      writeFileSync(pidFile(), String(pid));
      utimesSync(pidFile(), new Date(0), new Date(0));
      new DataFolder(path).claim();
      expect(readFileSync(pidFile(), 'utf8').split(' ')[0]).toBe(String(process.pid));
    },
  );

  it('is taken over from one that died, even when another process has its number by now', async () => {
    const pid = await claimedByAnother();
    writeFileSync(pidFile(), `${pid} 1`);
    expect(new DataFolder(path).runningPid()).toBeNull();
    new DataFolder(path).claim();
    expect(readFileSync(pidFile(), 'utf8').split(' ')[0]).toBe(String(process.pid));
  });

  (existsSync('/proc/self/stat') ? it : it.skip)(
    'is taken over from one that ended, also before anybody asked how',
    async () => {
      new DataFolder(path).claim();
      // The shell becomes a program that never asks after the child that it has then.
      other = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
      const [said] = (await once(other.stdout!, 'data')) as [Buffer];
      const pid = Number(said.toString());
      const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8');
      while (!stat().includes(') Z ')) await delay(20);
      writeFileSync(pidFile(), `${pid} ${startFrom(stat())}`);
      expect(new DataFolder(path).runningPid()).toBeNull();
    },
  );
});

const startFrom = (stat: string): string => stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
