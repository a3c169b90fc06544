import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DataFolderUnwritable, EmbeddedPostgresFailed } from '../errors.js';
import { type PostgresBinaries, findBinaries } from './binaries.js';
import { type PostgresOwner, postgresOwner } from './owner.js';
import { NOTE, placePostgres } from './placement.js';
import { freePort } from './free-port.js';

/** A running server of our own, whose life is that of its starter unless `kill -9` parts them. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Whether a server that outlived its starter (after `kill -9`) was found running and taken over. */
  readonly isAdopted: boolean;
  /** Where the cluster lives; outside the data folder when its own user can't reach that. */
  readonly folder: string;
  /** Start the server again, at the same address, if it has ended. @returns Whether it had. */
  revive(): Promise<boolean>;
  /** Fast shutdown: rolls open transactions back, ends connections, writes a checkpoint. */
  stop(): Promise<void>;
}

const USER = 'chancery';
const DATABASE = 'chancery';

const SETTLE_WITHIN_MS = 20_000;
/** Nobody listens, the other side is going away, the server is starting up or shutting down. */
const NOT_YET = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03']);

/**
 * Start PostgreSQL in the data folder, or adopt the one that already runs there.
 * It listens on loopback alone, with a password made at the first start (`password` beside the cluster, mode 0600).
 * @param folder Folder of the cluster (`<data>/postgres`).
 * @param report Called with one sentence for each step that takes a while.
 * @throws EmbeddedPostgresFailed | DataFolderUnwritable
 */
export async function startEmbeddedPostgres(
  folder: string,
  report: (sentence: string) => void,
): Promise<EmbeddedPostgres> {
  const owner = postgresOwner();
  const binaries = await findBinaries();
  const place = attempt(folder, () => placePostgres(folder, binaries, owner));
  if (place.isMoved) report(`PostgreSQL's own user can't enter ${folder}; its files are in ${place.folder}.`);
  const server = new Server(place.binaries, place.folder, join(folder, 'password'), owner);
  if (!existsSync(join(server.cluster, 'PG_VERSION'))) {
    report('Preparing PostgreSQL (first start)…');
    await server.initialise();
  }
  const running = await server.answeringPort();
  const port = running ?? (await server.start());
  const url = server.url(port);
  await createDatabase(server.url(port, 'postgres'));
  return {
    url,
    isAdopted: running !== null,
    folder: place.folder,
    revive: () => server.revive(port),
    stop: () => server.stop(),
  };
}

/**
 * The address of a server that runs on a cluster already; null when none does. Nothing is started, made or handed to anybody.
 * @param folder As for {@link startEmbeddedPostgres}.
 * @throws DataFolderUnwritable where this user may not look.
 */
export async function runningEmbeddedPostgres(folder: string): Promise<string | null> {
  const place = attempt(folder, () =>
    existsSync(join(folder, NOTE)) ? readFileSync(join(folder, NOTE), 'utf8').trim() : folder,
  );
  const pidFile = join(place, 'cluster', 'postmaster.pid');
  const [port, password] = attempt(folder, () => [
    existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[3]) : 0,
    readFileSync(join(folder, 'password'), 'utf8').trim(),
  ]);
  return port > 0 ? `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}` : null;
}

function attempt<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR')
      throw new DataFolderUnwritable(dirname(folder), cause);
    throw cause;
  }
}

/**
 * Make the database of an embedded server anew, empty: whatever an attempt that was broken off has put into it goes, and whoever
 * is connected is cut off.
 * @param url As {@link startEmbeddedPostgres} returned it.
 */
export async function emptyDatabase(url: string): Promise<void> {
  const other = new URL(url);
  other.pathname = '/postgres';
  const client = new pg.Client({ connectionString: other.href, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** One cluster and the programs that run it. */
class Server {
  readonly cluster: string;
  private readonly log: string;

  constructor(
    private readonly binaries: PostgresBinaries,
    folder: string,
    private readonly passwordFile: string,
    private readonly owner: PostgresOwner | null,
  ) {
    this.cluster = join(folder, 'cluster');
    this.log = join(folder, 'postgres.log');
  }

  url(port: number, database = DATABASE): string {
    return `postgres://${USER}:${readFileSync(this.passwordFile, 'utf8').trim()}@127.0.0.1:${port}/${database}`;
  }

  async initialise(): Promise<void> {
    // A half-made cluster has no PG_VERSION and no data that anyone was told about.
    rmSync(this.cluster, { recursive: true, force: true });
    mkdirSync(this.cluster, { recursive: true, mode: 0o700 });
    writeFileSync(this.passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    const handed = join(dirname(this.cluster), '.password');
    writeFileSync(handed, readFileSync(this.passwordFile), { mode: 0o600 });
    for (const path of [this.cluster, handed]) if (this.owner) chownSync(path, this.owner.uid, this.owner.gid);
    try {
      await this.run(this.binaries.initdb, [
        ...['-D', this.cluster, '-U', USER, `--pwfile=${handed}`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums'],
      ]);
    } finally {
      rmSync(handed, { force: true });
    }
  }

  /**
   * The port of a server that runs on this cluster and answers, or null when none runs. One that was killed looks alive
   * until the system has cleared it away, and one that recovers from a crash does not answer yet: both get the time.
   */
  async answeringPort(): Promise<number | null> {
    for (const deadline = Date.now() + SETTLE_WITHIN_MS; ; await delay(200)) {
      const port = await this.runningPort();
      if (port === null || (await this.answers(port))) return port;
      if (Date.now() > deadline)
        throw new EmbeddedPostgresFailed(
          `A PostgreSQL runs on ${this.cluster} and does not answer; see ${this.log}. Stop it and start again.`,
        );
    }
  }

  private async answers(port: number): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url(port, 'postgres'), connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      return true;
    } catch (error) {
      if (NOT_YET.has((error as { code?: string }).code ?? '')) return false;
      throw error;
    } finally {
      await client.end();
    }
  }

  private async runningPort(): Promise<number | null> {
    const status = await this.run(this.binaries.pgCtl, ['status', '-D', this.cluster], [0, 3]);
    if (status !== 0) return null;
    const port = Number(readFileSync(join(this.cluster, 'postmaster.pid'), 'utf8').split('\n')[3]);
    return Number.isInteger(port) && port > 0 ? port : null;
  }

  /** A server that was killed leaves backends that notice it a little later; until then the cluster is theirs. */
  async start(port?: number): Promise<number> {
    port ??= await freePort();
    for (const deadline = Date.now() + SETTLE_WITHIN_MS; ; await delay(500)) {
      try {
        await this.startAt(port);
        return port;
      } catch (error) {
        if (Date.now() > deadline || !existsSync(join(this.cluster, 'postmaster.pid'))) throw error;
      }
    }
  }

  async revive(port: number): Promise<boolean> {
    if ((await this.runningPort()) !== null) return false;
    await this.start(port);
    return true;
  }

  private async startAt(port: number): Promise<void> {
    const options = [
      `-p ${port}`,
      '-c listen_addresses=127.0.0.1',
      "-c unix_socket_directories=''",
      '-c max_connections=100',
      // Small: the operating system's cache does the rest, and every backend counts these pages as its own.
      '-c shared_buffers=48MB',
      '-c work_mem=8MB',
      '-c max_wal_size=512MB',
      '-c jit=off',
    ].join(' ');
    await this.run(this.binaries.pgCtl, [
      'start',
      '-w',
      '-t',
      '120',
      '-D',
      this.cluster,
      '-l',
      this.log,
      '-o',
      options,
    ]);
  }

  async stop(): Promise<void> {
    await this.run(this.binaries.pgCtl, ['stop', '-w', '-t', '60', '-m', 'fast', '-D', this.cluster], [0, 1]);
  }

  private run(program: string, args: string[], accepted: readonly number[] = [0]): Promise<number> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        ...(this.owner ? { uid: this.owner.uid, gid: this.owner.gid } : {}),
        cwd: '/',
        // Own session: Ctrl-C in the terminal reaches Chancery alone, which then stops PostgreSQL in order.
        detached: true,
        env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let complaint = '';
      child.stderr?.on('data', (data: Buffer) => (complaint = (complaint + data.toString()).slice(-4_000)));
      const settle = (status: number) =>
        accepted.includes(status)
          ? resolve(status)
          : reject(
              new EmbeddedPostgresFailed(
                `${program} ${args[0]} ended with ${status}: ${complaint.trim() || `see ${this.log}`}`,
              ),
            );
      child.on('error', (cause) => reject(new EmbeddedPostgresFailed(`${program} can't be run.`, { cause })));
      // `exit`, not `close`: the server that pg_ctl leaves behind keeps the pipe open.
      child.on('exit', (status) => {
        child.stderr?.destroy();
        settle(status ?? 1);
      });
    });
  }
}
