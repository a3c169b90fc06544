import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { loadSettings, projectRoot } from '#config';
import { migrate } from '#database';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { AppModule } from '../../../apps/api/src/app.module.js';
import { MIGRATIONS } from '../../../migrations/index.js';

let postgres: TestPostgres;
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());

async function emptyDatabase(name: string): Promise<string> {
  await queryOnce(postgres.url, `CREATE DATABASE ${name} TEMPLATE template0`);
  return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
}

const tablesIn = async (url: string) =>
  (
    await queryOnce<{ name: string }>(
      url,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    )
  ).map(({ name }) => name);

describe('migrations', () => {
  it('run once when several processes start together', async () => {
    const url = await emptyDatabase('together');
    let atOnce = 0;
    let most = 0;
    const also = async () => {
      most = Math.max(most, (atOnce += 1));
      await new Promise((resolve) => setTimeout(resolve, 50));
      atOnce -= 1;
    };
    const ran = await Promise.all([1, 2, 3].map(() => migrate(url, MIGRATIONS, also)));
    expect(ran.map((names) => names.length).sort()).toEqual([0, 0, MIGRATIONS.length]);
    expect(most).toBe(1);
    expect(await migrate(url, MIGRATIONS)).toEqual([]);
  });

  it('land together or not at all', async () => {
    class Broken9999999999999 implements MigrationInterface {
      name = 'Broken9999999999999';
      up = (runner: QueryRunner) => runner.query('CREATE TABLE half (id integer); SELECT 1 / 0');
      down = async () => undefined;
    }
    const url = await emptyDatabase('broken');
    await expect(migrate(url, [...MIGRATIONS, Broken9999999999999])).rejects.toThrow('division by zero');
    expect(await tablesIn(url)).toEqual(['migrations']);
    expect(await queryOnce(url, 'SELECT * FROM migrations')).toEqual([]);
    expect(await migrate(url, MIGRATIONS)).toHaveLength(MIGRATIONS.length);
  });

  it('can be taken back one by one, down to nothing', async () => {
    const url = await emptyDatabase('back');
    await migrate(url, MIGRATIONS);
    const source = await new DataSource({ type: 'postgres', url, migrations: MIGRATIONS }).initialize();
    for (let i = 0; i < MIGRATIONS.length; i++) await source.undoLastMigration();
    await source.destroy();
    expect(await tablesIn(url)).toEqual(['migrations']);
    expect(await migrate(url, MIGRATIONS)).toHaveLength(MIGRATIONS.length);
  });

  it('refuse a database that a later version has been at work on, and change nothing of it', async () => {
    const url = await emptyDatabase('later');
    await migrate(url, MIGRATIONS);
    const before = await tablesIn(url);
    await expect(migrate(url, MIGRATIONS.slice(0, -2))).rejects.toMatchObject({
      code: 'database.newer',
      message: expect.stringContaining(MIGRATIONS.at(-1)!.name) as string,
    });
    expect(await tablesIn(url)).toEqual(before);
    expect(await migrate(url, MIGRATIONS)).toEqual([]);
  });

  it('make exactly the schema that the entities of all rooms describe', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'chancery-drift-'));
    const databaseUrl = await postgres.freshDatabase();
    const settings = loadSettings({ DATA_DIR: dataDir, INFERENCE_URL: 'http://127.0.0.1:1' });
    const app = await NestFactory.createApplicationContext(
      AppModule.in({
        ...{
          settings,
          databaseUrl,
          shippedModelsDir: join(projectRoot(), 'models'),
          uploadFolder: join(dataDir, 'uploads'),
        },
        queues: { kind: 'postgres', url: databaseUrl },
        onQueueError: () => undefined,
      }),
      { logger: ['error'], abortOnError: false },
    );
    try {
      const source = app.get(DataSource);
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
      const described = source.entityMetadatas.map(({ tableName }) => tableName).sort();
      expect((await tablesIn(databaseUrl)).filter((name) => name !== 'migrations')).toEqual(described);
    } finally {
      await app.close();
      await rm(dataDir, { recursive: true });
    }
  });

  it('say what to do when no PostgreSQL answers', async () => {
    await expect(migrate('postgres://nobody@127.0.0.1:1/none', MIGRATIONS)).rejects.toMatchObject({
      code: 'database.unavailable',
    });
  });
});
