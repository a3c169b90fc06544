import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { childEnvironment, programEntry } from '#config';
import type { DecisionDetail, ErasurePreviewView, ErasureView, RecordDetail } from '#contracts';
import { TestService, killHard, redisProgram, startRedis, startService } from '#testing';
import { Api, expectOk, until } from '../e2e/support/api.js';
import { chancery } from '../e2e/support/up.js';

const QUEUES = ['PostgreSQL', 'Redis'] as const;
const ROUNDS = 4;
const WORDS = ['heliodor', 'moonstone', 'larimar', 'spinel', 'zircon'];

/** A folder that PostgreSQL's own user may enter. */
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-drill-'));
  await chmod(folder, 0o755);
  return folder;
}

describe.each(QUEUES)('a restore drill with queues in %s', (kind) => {
  const run = kind === 'Redis' && redisProgram() === null ? it.skip : it;

  run(
    'puts back what was there, while people upload, ask, decide, hold and erase',
    async () => {
      const redis = kind === 'Redis' ? await startRedis() : null;
      const options = redis ? { redisUrl: redis.url } : {};
      const service = await startService(options);
      const [backups, other] = [await aFolder(), await aFolder()];
      const at = { url: service.url, token: service.token };
      const here = (...words: string[]) => chancery(at, '--data', service.dataDir, ...words, '--json');
      const api = new Api(service.url, service.token);
      let isOver = false;
      try {
        for (const word of WORDS)
          await api.add('Gems', `${word}.md`, `# ${word}\n\nThe ${word} fee is ${word.length} pounds.\n`);
        const { record } = await api.ask('How much is the heliodor fee?');
        const about = {
          question: 'Is the heliodor fee paid?',
          choice: 'Yes',
          reason: 'It says so.',
          records: [record],
        };
        const decision = expectOk(await api.post<DecisionDetail>('/api/v1/decisions', about), 201);
        const held = (await api.documents('text=moonstone')).documents[0]!;
        expect((await here('holds', 'add', 'document', held.id, '--reason', 'A suit')).status).toBe(0);

        const uploading = (async () => {
          for (let i = 0; !isOver; i += 1)
            await api.upload('Gems', [{ name: `late-${i}.md`, bytes: `# Late\n\n${randomUUID()} came late.\n` }]);
        })();
        const erasing = (async () => {
          while (!isOver) {
            const gone = await api.add('Gems', `gone-${randomUUID()}.md`, `# Gone\n\nThe carnelian ${randomUUID()}.\n`);
            await erase(api, gone.id);
          }
        })();
        for (let round = 0; round < ROUNDS; round += 1) {
          const made = await here('backup', backups, '--keep', '2');
          expect([0, 1]).toContain(made.status);
          if (made.status === 1) expect(JSON.parse(made.stderr)).toMatchObject({ code: 'backup.unsettled' });
          else
            expect(JSON.parse((await here('backup', 'verify', backups)).stdout)).toMatchObject({
              ok: true,
              isOpened: true,
            });
        }
        isOver = true;
        await Promise.all([uploading, erasing]);
        const last = await here('backup', backups);
        expect(last.status).toBe(0);
        const keys = join(service.dataDir, 'secrets', 'vault-keys');

        // Broken off at some moment, and begun again.
        const second = new TestService(other, redis ? { redisUrl: redis.freshDatabase() } : {});
        if (await killedRestore(backups, other, keys)) {
          await expect(second.start()).rejects.toThrow(/was being restored/);
          const again = await chancery(at, '--data', other, 'restore', backups, '--vault-keys', keys, '--json');
          expect(JSON.parse(again.stdout || again.stderr)).toMatchObject({ unindexed: 0 });
        }
        await second.start();
        try {
          const there = new Api(second.url, second.token);
          const audit = await chancery({ url: second.url, token: second.token }, 'audit', 'verify', '--json');
          expect(JSON.parse(audit.stdout)).toMatchObject({ ok: true, problems: [] });
          await until('everything is read', 120_000, async () =>
            (await there.status()).documents.pending === 0 ? true : null,
          );
          for (const word of WORDS) {
            const [before, after] = await Promise.all([found(api, word), found(there, word)]);
            expect(after).toEqual(before);
          }
          expect(await found(there, 'carnelian')).toEqual([]);
          const body = (one: Api) =>
            one.get<RecordDetail>(`/api/v1/records/${record}`).then((reply) => expectOk(reply, 200).body);
          expect(await body(there)).toEqual(await body(api));
          expect((await there.get(`/api/v1/decisions/${decision.id}`)).status).toBe(200);
          expect((await there.delete(`/api/v1/documents/${held.id}`)).status).toBe(409);
          expect((await there.status()).documents.live).toBe((await api.status()).documents.live);
        } finally {
          await second.stop();
        }
      } finally {
        isOver = true;
        await service.stop();
        await redis?.stop();
        for (const folder of [backups, other]) await rm(folder, { recursive: true, force: true });
      }
    },
    600_000,
  );
});

const found = async (api: Api, word: string) =>
  (await api.passages(word, { mode: 'keyword' })).map(({ document, span, text }) => ({ document, span, text }));

async function erase(api: Api, subject: string): Promise<void> {
  const wanted = { kind: 'document', subject, withRecords: true };
  const { plan } = expectOk(await api.post<ErasurePreviewView>('/api/v1/erasures/preview', wanted), 200);
  expectOk(await api.post<ErasureView>('/api/v1/erasures', { ...wanted, plan, reason: 'Art. 17' }), 201);
}

/** Begin to restore and kill it once the folder is marked. @returns Whether it was killed before it was done. */
async function killedRestore(backups: string, dataDir: string, keys: string): Promise<boolean> {
  const program = programEntry('cli');
  const words = ['--data', dataDir, 'restore', backups, '--vault-keys', keys];
  const child = spawn(process.execPath, [program, ...words], { env: childEnvironment({}), stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const mark = join(dataDir, 'restore-under-way.json');
  await until('it has begun', 60_000, () => Promise.resolve(existsSync(mark) ? true : null));
  // Somewhere between the first file and the last row.
  await delay(500 + Math.random() * 4_000);
  killHard(child.pid!);
  await ended;
  return existsSync(mark);
}
