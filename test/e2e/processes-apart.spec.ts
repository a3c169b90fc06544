import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { childEnvironment, programEntry, projectRoot } from '#config';
import { freePort, startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import { type TestRedis, startRedis } from '#testing';
import { until } from './support/api.js';
import { writeSelfSigned } from './support/self-signed.js';
import { temporaryFolder } from './support/up.js';

const run = promisify(execFile);

/**
 * As containers run them: every process alone, an external database that nobody prepared, Redis where there is one, and a
 * certificate of their own.
 */
describe('API, two workers and inference host apart', () => {
  const children: ChildProcess[] = [];
  let folder: string;
  let postgres: EmbeddedPostgres;
  let redis: TestRedis | null;
  let said = '';
  let port: number;

  beforeAll(async () => {
    // PostgreSQL's own user can enter it; its cluster would move out of a private folder, and stay.
    folder = temporaryFolder();
    postgres = await startEmbeddedPostgres(join(folder, 'postgres'), () => undefined);
    redis = await startRedis();
    const inferencePort = await freePort();
    port = await freePort();
    const { certFile, keyFile } = await writeSelfSigned(folder);
    const secret = 'a secret of these processes alone';
    const environment = childEnvironment({
      SELF_TEST_AT: 'off',
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: postgres.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      ...{ PORT: String(port), TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile },
      INFERENCE_URL: `http://127.0.0.1:${inferencePort}`,
      INFERENCE_SECRET: secret,
      INFERENCE_PORT: String(inferencePort),
      INFERENCE_SHIPPED_MODELS: join(projectRoot(), 'models'),
      INFERENCE_MODELS_DIR: join(folder, 'models'),
    });
    // All at once: whoever is first prepares the database, the others wait for it.
    for (const app of ['inference', 'worker', 'worker', 'api']) {
      const child = spawn(process.execPath, [programEntry(app)], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
      children.push(child);
    }
    for (const deadline = Date.now() + 300_000; !said.includes('sign-in#'); await delay(100))
      if (Date.now() > deadline) throw new Error(`The API did not introduce itself:\n${said}`);
  });

  afterAll(async () => {
    const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(ended);
    await redis?.stop();
    await postgres.stop();
    await rm(folder, { recursive: true });
  });

  const QUESTION = 'How many days of paid leave does an employee have?';
  const ANSWER = 'Every employee has thirty days of paid leave a year.';
  /** What the command line prints; where it fails, of the error. */
  const chancery = async (...args: string[]) => {
    const options = ['--data', join(folder, 'data'), '--json', '--quiet'];
    const { stdout, stderr } = await run(process.execPath, [programEntry('cli'), ...options, ...args], {
      env: childEnvironment(),
    }).catch((failed: { stdout: string; stderr: string }) => failed);
    return JSON.parse(stdout || stderr) as Record<string, unknown>;
  };

  it('prepare the database, leave a key for the command line, and do the main job', async () => {
    await writeFile(join(folder, 'leave.md'), '# Leave\n\nEvery employee has thirty days of paid leave a year.\n');
    expect(await chancery('ingest', join(folder, 'leave.md'), '--wait')).toMatchObject({
      accepted: 1,
      live: 1,
      failed: [],
    });
    expect(await chancery('ask', QUESTION)).toMatchObject({ outcome: 'answered', answer: ANSWER });
    expect(await chancery('audit', 'verify')).toMatchObject({ ok: true });
  });

  /** A connection that takes whatever certificate it is shown. */
  const shake = (options: object = {}): Promise<TLSSocket> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => resolve(socket));
      socket.once('error', reject);
    });
  const certificateOf = async () => {
    const socket = await shake();
    const { fingerprint256 } = socket.getPeerX509Certificate()!;
    socket.destroy();
    return fingerprint256;
  };
  const send = (method: string, path: string, body: object | null = null, host = '127.0.0.1') =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
      const headers = { host: `${host}:${port}`, 'content-type': 'application/json' };
      const where = { host: '127.0.0.1', port, method, path, headers, rejectUnauthorized: false };
      const sent = request(where, (reply) => {
        textOf(reply).then((text) => resolve({ status: reply.statusCode!, headers: reply.headers, text }), reject);
      });
      sent.on('error', reject).end(body === null ? undefined : JSON.stringify(body));
    });

  it('speak TLS 1.2 and 1.3, and nothing older or in the clear', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const socket = await shake({ minVersion: version, maxVersion: version });
      expect([socket.getProtocol(), socket.getCipher().standardName]).toEqual([
        version,
        expect.stringMatching(/GCM|POLY/),
      ]);
      socket.destroy();
    }
    await expect(shake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })).rejects.toThrow();
    await expect(shake({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' })).rejects.toThrow();
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
  });

  it('bind browsers to https, by header and by cookies', async () => {
    const link = /sign-in#(\S+)/.exec(said)![1]!;
    const { status, headers } = await send('POST', '/api/v1/session', { link });
    expect(status).toBe(200);
    expect(headers['strict-transport-security']).toMatch(/^max-age=31536000/);
    expect(headers['set-cookie']![0]).toMatch(/^__Host-chancery_session=.*; Secure/);
    expect(said).toMatch(new RegExp(`https://127\\.0\\.0\\.1:${port}/sign-in#`));
  });

  it('show the command line on this machine the certificate that lies here, and no other one', async () => {
    const status = ['--data', join(folder, 'data'), 'status', '--json'];
    const ask = (...more: string[]) =>
      run(process.execPath, [programEntry('cli'), ...status, ...more], { env: childEnvironment() });
    expect(JSON.parse((await ask()).stdout)).toMatchObject({ status: 'ok' });
    // By an address of one's own choice, only authorities count, and none vouches for this certificate.
    await expect(ask('--url', `https://localhost:${port}`)).rejects.toThrow(/certificate|SELF_SIGNED/i);
  });

  it('take a new certificate when its files change, and keep the old one when they can not be used', async () => {
    const before = await certificateOf();
    await writeFile(join(folder, 'key.pem'), 'no key');
    await until('the service complains', 60_000, () => Promise.resolve(/can't be used/.test(said) || null));
    expect(await certificateOf()).toBe(before);
    await writeSelfSigned(folder, 'other.firm.example');
    await until('the new one is shown', 60_000, async () => ((await certificateOf()) === before ? null : true));
    expect((await send('GET', '/health/live')).status).toBe(200);
  }, 150_000);

  it('give no answer while the database is away, and go on once it is back, with nothing lost', async () => {
    const { size } = (await chancery('audit', 'verify')) as { size: number };
    await postgres.stop();
    const refused = await chancery('ask', QUESTION);
    expect(refused).toMatchObject({ code: 'database.unavailable' });
    expect(JSON.stringify(refused)).not.toContain('thirty');
    expect(await postgres.revive()).toBe(true);
    await until('questions are answered again', 60_000, async () =>
      (await chancery('ask', QUESTION))['answer'] === ANSWER ? true : null,
    );
    const after = (await chancery('audit', 'verify')) as { ok: boolean; size: number };
    expect(after.ok).toBe(true);
    expect(after.size).toBeGreaterThan(size);
  }, 150_000);
});
