import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { sweepRunFolders } = (await import(String('../../support/run-folder.mjs'))) as {
  sweepRunFolders(where: { temporary: string; clusters: string }): string[];
};

/** The number of a process that was and is no more. */
const gone = String(spawnSync(process.execPath, ['-e', '']).pid);
const [moved, living, foreign] = ['0123456789abcdef', 'fedcba9876543210', 'aaaaaaaaaaaaaaaa'];

describe('what runs of tests leave', () => {
  let temporary: string;
  let clusters: string;
  const processes: ChildProcess[] = [];

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'chancery-sweep-'));
    clusters = join(temporary, 'clusters');
    for (const name of [moved, living, foreign]) mkdirSync(join(clusters, name, 'cluster'), { recursive: true });
  });
  afterEach(() => {
    for (const child of processes.splice(0)) child.kill('SIGKILL');
    rmSync(temporary, { recursive: true });
  });

  const sweep = () => sweepRunFolders({ temporary, clusters });

  /** The folder of a run, with a service in it whose cluster may be elsewhere. */
  function aRun(name: string, owner: string | null, cluster?: string): string {
    const folder = join(temporary, name);
    mkdirSync(join(folder, 'chancery-service-1', 'postgres'), { recursive: true });
    if (owner !== null) writeFileSync(join(folder, '.owner'), owner);
    if (cluster) writeFileSync(join(folder, 'chancery-service-1', 'postgres', 'MOVED-TO'), `${cluster}\n`);
    return folder;
  }

  async function aProcess(env: Record<string, string>, ...args: string[]): Promise<void> {
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)', '--', ...args], {
      env,
    });
    processes.push(child);
    await once(child.stdout, 'data');
  }

  it('goes with the clusters that it names, once its process is gone', () => {
    aRun('chancery-run-dead', gone, join(clusters, moved));
    expect(sweep()).toEqual([]);
    expect(readdirSync(temporary)).toEqual(['clusters']);
    expect(readdirSync(clusters).sort()).toEqual([foreign, living].sort());
  });

  it('stays while its process lives, and so does what bears no owner or another name', () => {
    const kept = [
      aRun('chancery-run-alive', String(process.pid), join(clusters, moved)),
      aRun('chancery-run-nobody', null, join(clusters, moved)),
      aRun('chancery-run-odd', 'a name', join(clusters, moved)),
      aRun('chancery-service-by-hand', gone, join(clusters, moved)),
    ];
    expect(sweep()).toEqual([]);
    expect([...kept, join(clusters, moved)].filter((path) => !existsSync(path))).toEqual([]);
  });

  it('stays while a process that outlived it uses it, or a cluster of it', async () => {
    const told = aRun('chancery-run-told', gone);
    const working = aRun('chancery-run-working', gone);
    const serving = aRun('chancery-run-serving', gone, join(clusters, living));
    await aProcess({}, '--data', join(told, 'chancery-service-1'));
    await aProcess({ TMPDIR: working });
    await aProcess({}, '-D', join(clusters, living, 'cluster'));
    expect(sweep()).toEqual([]);
    expect([told, working, serving, join(clusters, living)].filter((path) => !existsSync(path))).toEqual([]);
  });

  it('takes nothing with it that lies anywhere else, whatever a note says', () => {
    const data = join(temporary, 'data', foreign);
    mkdirSync(data, { recursive: true });
    aRun('chancery-run-dead', gone, data);
    aRun('chancery-run-other', gone, join(clusters, '..', 'data', foreign));
    aRun('chancery-run-root', gone, clusters);
    expect(sweep()).toEqual([]);
    expect(existsSync(data)).toBe(true);
    expect(readdirSync(clusters).sort()).toEqual([moved, living, foreign].sort());
  });
});
