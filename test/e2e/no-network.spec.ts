import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from './support/api.js';
import { processTree, read } from './support/processes.js';
import { type Socket, isLoopback, isNobody, socketsOf } from './support/sockets.js';
import { type UpService, chancery, startUp, temporaryFolder } from './support/up.js';

const isRoot = process.getuid?.() === 0;
const LOOPBACK_ONLY = 'ip link set lo up && exec "$@"';
const TEXT = '# Ferry\n\nThe ferry leaves at half past six from the north pier.\n';

/** Everything that a first day holds, over HTTP. */
async function useAll(service: UpService): Promise<void> {
  const api = new Api(service.url, service.token);
  await api.add('Library', 'ferry.md', TEXT);
  await api.add(
    'Library',
    'ferry.html',
    '<h1>Ferry</h1><img src="http://192.0.2.1/pixel.png"><link rel="stylesheet" href="https://example.invalid/x.css"><p>The ferry takes bicycles.</p>',
  );
  expect((await api.search('ferry north pier')).mode).toBe('hybrid');
  const answer = await api.ask('When does the ferry leave?');
  expect(answer).toMatchObject({
    outcome: 'answered',
    citations: [{ quote: expect.stringContaining('half past six') as string }],
  });
  expect((await api.get('/api/v1/log/verify')).body).toMatchObject({ ok: true });
  expect((await api.get('/api/v1/doctor')).status).toBe(200);
  expect((await api.get('/api/v1/models')).status).toBe(200);
}

describe('no connection leaves this machine', () => {
  it('sockets: every process talks and listens on loopback alone', async () => {
    const seen = new Map<string, Socket>();
    const folder = temporaryFolder();
    const dataDir = join(folder, 'data');
    // PostgreSQL's own user can enter it then: the cluster stays here, where it is looked for.
    mkdirSync(dataDir, { mode: 0o755 });
    const looking = setInterval(() => {
      const server = Number(readIfThere(join(dataDir, 'postgres', 'cluster', 'postmaster.pid')).split('\n')[0]);
      const pids = [
        ...processTree(process.pid).filter((pid) => pid !== process.pid),
        ...(server ? processTree(server) : []),
      ];
      for (const pid of pids)
        for (const socket of socketsOf(pid))
          seen.set(JSON.stringify([nameOf(pid), socket.protocol, socket.local, socket.remote]), socket);
    }, 40);
    const service = await startUp({ dataDir });
    try {
      await useAll(service);
    } finally {
      clearInterval(looking);
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    const strangers = [...seen].filter(
      ([, { local, remote }]) => !(isLoopback(remote) || isNobody(remote)) || !(isLoopback(local) || isNobody(local)),
    );
    expect(strangers.map(([key]) => key)).toEqual([]);
    const listening = [...seen.values()].filter(
      ({ protocol, remote }) => protocol.startsWith('tcp') && isNobody(remote),
    );
    expect(listening.length).toBeGreaterThanOrEqual(3);
    expect([...seen.keys()].filter((key) => /postgres/.test(key))).not.toEqual([]);
    expect(listening.filter(({ local }) => !isLoopback(local))).toEqual([]);
  });

  const hasStrace = spawnSync('strace', ['-f', '--seccomp-bpf', '-o', '/dev/null', 'true']).status === 0;
  if (!hasStrace) console.warn('Not tried: the trace of all system calls. "strace" is missing or may not trace here.');
  (hasStrace ? it : it.skip)(
    'system calls: no process even tries, name look-ups included',
    async () => {
      const folder = temporaryFolder();
      const trace = join(folder, 'trace');
      const service = await startUp({
        under: [
          'strace',
          '-f',
          '-qq',
          '--seccomp-bpf',
          '-e',
          'trace=connect,sendto,sendmsg,sendmmsg',
          '-e',
          'signal=none',
          '-o',
          trace,
        ],
      });
      try {
        await useAll(service);
      } finally {
        await service.stop();
      }
      const lines = readFileSync(trace, 'utf8').split('\n');
      rmSync(folder, { recursive: true, force: true });
      const outward = lines.filter((line) => /sa_family=AF_INET/.test(line));
      expect(outward.length).toBeGreaterThan(10);
      const strangers = outward.filter(
        (line) => !/inet_addr\("127\.\d+\.\d+\.\d+"\)|inet_pton\(AF_INET6, "::1"/.test(line),
      );
      expect(strangers).toEqual([]);
      expect(outward.filter((line) => /htons\(53\)/.test(line))).toEqual([]);
    },
    300_000,
  );

  const canIsolate =
    isRoot && spawnSync('unshare', ['-n', 'sh', '-c', LOOPBACK_ONLY, 'sh', 'nsenter', '--version']).status === 0;
  if (!canIsolate)
    console.warn('Not tried: a machine without any network. It takes root, "unshare", "nsenter" and "ip".');
  (canIsolate ? it : it.skip)('isolation: all of it works where there is no network at all', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'ferry.md');
    writeFileSync(file, TEXT);
    const service = await startUp({ under: ['unshare', '-n', 'sh', '-c', LOOPBACK_ONLY, 'sh'] });
    const inside = (...args: string[]) =>
      chancery(
        { ...service, under: ['nsenter', '--target', String(service.pid), '--net', '--'] },
        ...args,
        '--json',
        '--quiet',
      );
    try {
      const devices = read(service.pid, 'net/dev')!
        .trim()
        .split('\n')
        .slice(2)
        .map((row) => row.trim().split(':')[0]);
      expect(devices.filter((device) => device === 'eth0')).toEqual([]);
      expect(JSON.parse((await inside('ingest', file, '--wait')).stdout)).toMatchObject({
        accepted: 1,
        live: 1,
        rejected: [],
        failed: [],
      });
      expect(JSON.parse((await inside('ask', 'When does the ferry leave?')).stdout)).toMatchObject({
        outcome: 'answered',
      });
      expect(JSON.parse((await inside('search', 'north pier')).stdout)).toMatchObject({ mode: 'hybrid' });
      expect(JSON.parse((await inside('audit', 'verify')).stdout)).toMatchObject({ ok: true });
    } finally {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const readIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const nameOf = (pid: number): string => (read(pid, 'cmdline') ?? '').split('\0').slice(0, 2).join(' ').slice(-60);
