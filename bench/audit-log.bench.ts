/**
 * The log on real PostgreSQL with durable commits: appends by eight writers, proofs at a million entries, and verifying them.
 *
 *   npm run bench -- audit-log
 */
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditLog, AuditModule, CheckpointsModule, LogProofs } from '#audit';
import { DatabaseModule } from '#database';
import { queryOnce, startPostgres } from '#testing';
import { leafHash, provesInclusion } from '#transparency';

const WRITERS = 8;
const APPEND_FOR_MS = 10_000;
const ENTRIES = 1_000_000;
const BATCH = 10_000;
const PROOFS = 2_000;

const event = (n: number) => ({ kind: 'bench.counted', actor: 'system', subject: { n, sha256: 'a'.repeat(64) } });

const postgres = await startPostgres();
try {
  await appends(await postgres.freshDatabase());
  await proofs(await postgres.freshDatabase());
} finally {
  await postgres.stop();
}

async function open(url: string, poolSize: number) {
  const nowhere = { own: '/nonexistent', outside: null };
  const signing = CheckpointsModule.with({ file: '/nonexistent/key.pem', isManaged: false }, nowhere);
  @Module({ imports: [DatabaseModule.connect(url, poolSize), AuditModule, signing] })
  class Rooms {}
  return NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
}

/** Each writer waits for its own commit before the next append, as a request would. */
async function appends(url: string): Promise<void> {
  const app = await open(url, WRITERS);
  const log = app.get(AuditLog);
  const floor = await commits(url);
  const until = performance.now() + APPEND_FOR_MS;
  const counts = await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      let count = 0;
      for (; performance.now() < until; count++) await log.append([event(count)]);
      return count;
    }),
  );
  const perSecond = counts.reduce((sum, count) => sum + count, 0) / (APPEND_FOR_MS / 1000);
  const { ok, size } = await log.verify();
  console.log(
    `appends: ${perSecond.toFixed(0)}/s by ${WRITERS} writers (${size} entries, sound: ${ok}); ` +
      `single-row commits one after another: ${floor.toFixed(0)}/s; ratio ${(perSecond / floor).toFixed(2)}`,
  );
  await app.close();
}

/** What the disk allows: one connection that commits one small row at a time. */
async function commits(url: string): Promise<number> {
  await queryOnce(url, 'CREATE TABLE floor (n integer)');
  const begun = performance.now();
  await queryOnce(url, `DO $$ BEGIN FOR n IN 1..500 LOOP INSERT INTO floor VALUES (n); COMMIT; END LOOP; END $$`);
  return 500 / ((performance.now() - begun) / 1000);
}

async function proofs(url: string): Promise<void> {
  const app = await open(url, 2);
  const [log, prover] = [app.get(AuditLog), app.get(LogProofs)];
  for (let from = 0; from < ENTRIES; from += BATCH) {
    const [first, ...rest] = Array.from({ length: BATCH }, (_, i) => event(from + i));
    await log.append([first!, ...rest]);
  }
  await delay(500);
  const { size, root } = await log.checkpoint();
  const times: number[] = [];
  for (let i = 0; i < PROOFS; i++) {
    const index = (i * 7_919 * 104_729) % size;
    const begun = performance.now();
    const path = await prover.inclusion(index, size);
    times.push(performance.now() - begun);
    const leaf = leafHash((await log.leaf(index)) ?? '');
    if (!provesInclusion(index, size, leaf, path, Buffer.from(root, 'hex'))) throw new Error(`No proof of ${index}.`);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(2);
  console.log(
    `proofs of ${PROOFS} of ${size} entries: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(0.9999)} ms`,
  );
  const begun = performance.now();
  const { ok } = await log.verify();
  console.log(
    `verifying ${size} entries: ${((performance.now() - begun) / 1000).toFixed(1)} s, sound: ${ok}, ` +
      `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB resident, ${cpus().length} cores`,
  );
  await app.close();
}
