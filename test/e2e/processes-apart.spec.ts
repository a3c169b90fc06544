import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { childEnvironment, projectRoot } from '#config';
import { freePort, startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import { type TestRedis, startRedis } from '#testing';

const run = promisify(execFile);
const entry = (app: string) => join(projectRoot(), 'dist', 'apps', app, 'src', 'main.js');

/** As containers run them: every process alone, an external database that nobody prepared, Redis where there is one. */
describe('API, two workers and inference host apart', () => {
  const children: ChildProcess[] = [];
  let folder: string;
  let postgres: EmbeddedPostgres;
  let redis: TestRedis | null;
  let said = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chancery-apart-'));
    postgres = await startEmbeddedPostgres(join(folder, 'postgres'), () => undefined);
    redis = await startRedis();
    const [inferencePort, port] = [await freePort(), await freePort()];
    const secret = 'a secret of these processes alone';
    const environment = childEnvironment({
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: postgres.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      PORT: String(port),
      INFERENCE_URL: `http://127.0.0.1:${inferencePort}`,
      INFERENCE_SECRET: secret,
      INFERENCE_PORT: String(inferencePort),
      INFERENCE_SHIPPED_MODELS: join(projectRoot(), 'models'),
      INFERENCE_MODELS_DIR: join(folder, 'models'),
    });
    // All at once: whoever is first prepares the database, the others wait for it.
    for (const app of ['inference', 'worker', 'worker', 'api']) {
      const child = spawn(process.execPath, [entry(app)], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
      children.push(child);
    }
    for (const deadline = Date.now() + 60_000; !said.includes('sign-in#'); await delay(100))
      if (Date.now() > deadline) throw new Error(`The API did not introduce itself:\n${said}`);
  }, 120_000);

  afterAll(async () => {
    const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(ended);
    await redis?.stop();
    await postgres.stop();
    await rm(folder, { recursive: true });
  }, 60_000);

  it('prepare the database, leave a key for the command line, and do the main job', async () => {
    await writeFile(join(folder, 'leave.md'), '# Leave\n\nEvery employee has thirty days of paid leave a year.\n');
    const chancery = async (...args: string[]) => {
      const options = ['--data', join(folder, 'data'), '--json', '--quiet'];
      const { stdout } = await run(process.execPath, [entry('cli'), ...options, ...args], { env: childEnvironment() });
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    expect(await chancery('ingest', join(folder, 'leave.md'), '--wait')).toMatchObject({
      accepted: 1,
      live: 1,
      failed: [],
    });
    expect(await chancery('ask', 'How many days of paid leave does an employee have?')).toMatchObject({
      outcome: 'answered',
      answer: 'Every employee has thirty days of paid leave a year.',
    });
    expect(await chancery('audit', 'verify')).toMatchObject({ ok: true });
  }, 120_000);
});
