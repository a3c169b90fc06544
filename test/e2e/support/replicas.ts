import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { childEnvironment, programEntry, projectRoot } from '#config';
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from '#database';
import { WRITER_LEASE } from '#ingestion';
import { IndexStore } from '#search-index';
import { type TestRedis, type TestS3, queryOnce, startRedis, startS3 } from '#testing';
import { Api } from './api.js';
import { temporaryFolder } from './up.js';

const START_WITHIN_MS = 300_000;
const WORKERS = ['worker-1', 'worker-2', 'worker-3'] as const;
const APIS = ['api-1', 'api-2'] as const;

/**
 * The service's processes as several machines run them: two APIs and three workers, each with a data folder of its own, on one
 * PostgreSQL that nobody prepared, one Redis and one S3-compatible store. They share the folder of keys and nothing else. Where
 * the machine has no such store, they share folders of files and index as well, and without Redis the queues are in PostgreSQL.
 */
export class Replicas {
  private readonly children = new Map<string, ChildProcess>();
  private said = '';

  private constructor(
    readonly folder: string,
    readonly postgres: EmbeddedPostgres,
    private readonly redis: TestRedis | null,
    private readonly s3: TestS3 | null,
    private readonly bucket: string,
  ) {}

  /** @param env More variables for APIs and workers. */
  static async start(env: Record<string, string>): Promise<Replicas> {
    const s3 = await startS3();
    if (!s3) console.warn('Not tried: files and index in an S3-compatible store. python3-swift is missing.');
    // Not a private one: the cluster would move out of it, and stay.
    const folder = temporaryFolder();
    const postgres = await startEmbeddedPostgres(join(folder, 'postgres'), () => undefined);
    const bucket = `chancery-${randomUUID()}`;
    const replicas = new Replicas(folder, postgres, await startRedis(), s3, bucket);
    try {
      await replicas.makeBucket();
      await replicas.startAll(env);
      return replicas;
    } catch (error) {
      await replicas.stop();
      throw error;
    }
  }

  /** The administrator's calls to one of the APIs. */
  async api(name: (typeof APIS)[number]): Promise<Api & { token: string }> {
    const { url, token } = JSON.parse(await readFile(join(this.dataDir(name), 'run', 'service.json'), 'utf8')) as {
      url: string;
      token: string;
    };
    return Object.assign(new Api(url, token), { token });
  }

  databaseUrl(): string {
    return this.postgres.url;
  }

  dataDir(name: string): string {
    return join(this.folder, name);
  }

  query<Row extends Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return queryOnce<Row>(this.postgres.url, sql, parameters);
  }

  /** The worker that holds the writer's lease; null while nobody does. */
  async writer(): Promise<string | null> {
    const [row] = await this.query<{ name: string }>(
      `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
       WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = $1 AND l.objsubid = 1`,
      [WRITER_LEASE],
    );
    return row?.name ?? null;
  }

  /** `kill -9`. It is not started again. */
  async kill(name: string): Promise<void> {
    const child = this.children.get(name)!;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    this.children.delete(name);
  }

  /** Ids of all rows of a table of the index, as they stand in the store. */
  async indexedIds(table: string): Promise<string[]> {
    const store = new IndexStore(this.indexPlace());
    try {
      const rows = (await (await store.open(table))!.query().select(['id']).toArray()) as { id: string }[];
      return rows.map(({ id }) => id);
    } finally {
      await store.close();
    }
  }

  output(): string {
    return this.said;
  }

  async stop(): Promise<void> {
    const ended = [...this.children.values()].map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of this.children.values()) child.kill('SIGTERM');
    await Promise.all(ended);
    await this.redis?.stop();
    await this.s3?.stop();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** All at once: whoever is first prepares the database and makes the keys, the others wait for it. */
  private async startAll(more: Record<string, string>): Promise<void> {
    const inferencePort = await freePort();
    const secret = 'a secret of these processes alone';
    for (const shared of this.sharedFolders) await mkdir(join(this.folder, shared), { mode: 0o700 });
    this.spawn('inference', 'inference', {
      ...{ INFERENCE_PORT: String(inferencePort), INFERENCE_SECRET: secret },
      INFERENCE_SHIPPED_MODELS: join(projectRoot(), 'models'),
      INFERENCE_MODELS_DIR: join(this.folder, 'models'),
    });
    const shared = { INFERENCE_URL: `http://127.0.0.1:${inferencePort}`, INFERENCE_SECRET: secret, ...more };
    for (const name of [...WORKERS, ...APIS]) {
      await mkdir(this.dataDir(name));
      for (const each of this.sharedFolders) await symlink(join(this.folder, each), join(this.dataDir(name), each));
      const [app] = name.split('-') as [string];
      this.spawn(name, app, { ...shared, ...this.places(name), PORT: String(await freePort()) });
    }
    const introduced = () => this.said.split('sign-in#').length > APIS.length;
    for (const deadline = Date.now() + START_WITHIN_MS; !introduced(); await delay(100))
      if (Date.now() > deadline) throw new Error(`The APIs did not introduce themselves:\n${this.said.slice(-6_000)}`);
  }

  private get sharedFolders(): string[] {
    return this.s3 ? ['secrets'] : ['secrets', 'blobs', 'index'];
  }

  private places(name: string): Record<string, string> {
    const database = new URL(this.postgres.url);
    database.searchParams.set('application_name', name);
    return {
      ...{ DATA_DIR: this.dataDir(name), DATABASE_URL: database.href },
      ...(this.redis ? { REDIS_URL: this.redis.url } : {}),
      ...(this.s3 ? this.storeVariables(this.s3) : {}),
    };
  }

  private storeVariables({ endpoint, region, accessKeyId, secretAccessKey }: TestS3): Record<string, string> {
    return {
      ...{ BLOB_STORE_URL: `s3://${this.bucket}/blobs`, INDEX_URL: `s3://${this.bucket}/index` },
      ...{ S3_ENDPOINT: endpoint, S3_REGION: region },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
    };
  }

  private indexPlace() {
    if (!this.s3) return { uri: join(this.folder, 'index') };
    const { endpoint, region, accessKeyId, secretAccessKey } = this.s3;
    return {
      uri: `s3://${this.bucket}/index`,
      storageOptions: {
        ...{ aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey },
        ...{ aws_endpoint: endpoint, aws_region: region, allow_http: 'true' },
      },
    };
  }

  private async makeBucket(): Promise<void> {
    if (!this.s3) return;
    const { endpoint, region, accessKeyId, secretAccessKey } = this.s3;
    const credentials = { accessKeyId, secretAccessKey };
    const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials });
    await client.send(new CreateBucketCommand({ Bucket: this.bucket }));
    client.destroy();
  }

  private spawn(name: string, app: string, env: Record<string, string>): void {
    const child = spawn(process.execPath, [programEntry(app)], {
      env: childEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (this.said += `${name}: ${data.toString()}`));
    this.children.set(name, child);
  }
}
