/**
 * A large collection removed, put back and removed again through the whole service, as people do it: by the command line, over
 * HTTP, with PostgreSQL, the log and the index.
 *
 *   npm run bench -- removal [--documents 10000]
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { childEnvironment, programEntry } from '#config';
import { type TestService, startService } from '#testing';
import pg from 'pg';
import { load, percentile, secondsSince } from './measures.js';

const { values: options } = parseArgs({ options: { documents: { type: 'string', default: '10000' } } });
const documents = Number(options.documents);
const IN_A_FOLDER = 500;
const COLLECTION = 'Large';
/** The index is told after the removal, in the background. */
const TOLD_WITHIN_MS = 300_000;
const SEARCH_EVERY_MS = 50;

const folder = mkdtempSync(join(tmpdir(), 'chancery-removal-'));
for (let i = 0; i < documents; i++) {
  const place = join(folder, `folder-${Math.floor(i / IN_A_FOLDER)}`);
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, `note-${i}.txt`),
    `Note ${i}\n\nThe pump of station r${i} was inspected and found in order.\n`,
  );
}
const service = await startService();
try {
  const ingesting = performance.now();
  await chancery(service, 'ingest', folder, '--collection', COLLECTION, '--wait', '--json', '--quiet');
  const took = secondsSince(ingesting);
  console.log(
    `ingest of ${documents} documents: ${took.toFixed(1)} s, ${(documents / took).toFixed(0)} a second (${load()})`,
  );
  const removal = await timed('removed', 'collections', 'remove', COLLECTION, '--with-documents', '--json');
  await told('removal');
  await timed('put back', 'collections', 'restore', (JSON.parse(removal) as { id: string }).id, '--json');
  await told('restoration');
  await timed('removed again', 'collections', 'remove', COLLECTION, '--with-documents', '--json');
} finally {
  await service.stop();
  rmSync(folder, { recursive: true });
}

/** A step from the command to its end, with a search now and then. */
async function timed(name: string, ...args: string[]): Promise<string> {
  const [started, searches] = [performance.now(), [] as number[]];
  let isOver = false;
  const searching = (async () => {
    for (; !isOver; await delay(SEARCH_EVERY_MS)) searches.push(await searchTime(searches.length));
  })();
  const reply = await chancery(service, ...args);
  const took = secondsSince(started);
  isOver = true;
  await searching;
  console.log(
    `${name}: ${took.toFixed(1)} s by "chancery ${args.slice(0, 2).join(' ')}", ` +
      `searches meanwhile p95 ${percentile(searches, 0.95).toFixed(0)} ms (${load()})`,
  );
  return reply;
}

async function searchTime(i: number): Promise<number> {
  const started = performance.now();
  const reply = await service.fetch('/api/v1/search', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `pump of station r${i % documents}` }),
  });
  await reply.json();
  if (!reply.ok) throw new Error(`A search was answered with ${reply.status}.`);
  return 1000 * secondsSince(started);
}

/** Until the index says what the tables say. */
async function told(what: string): Promise<void> {
  const client = new pg.Client({ connectionString: service.databaseUrl() });
  await client.connect();
  const started = performance.now();
  while (await isBehind(client)) {
    if (1000 * secondsSince(started) > TOLD_WITHIN_MS) throw new Error(`The index was not told of the ${what}.`);
    await delay(100);
  }
  console.log(`the index knows of the ${what} ${secondsSince(started).toFixed(1)} s later`);
  await client.end();
}

async function isBehind(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ behind: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM revisions WHERE valid_from IS NOT NULL AND valid_to IS DISTINCT FROM index_valid_to) AS behind`,
  );
  return rows[0]!.behind;
}

function chancery({ url, token }: TestService, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = childEnvironment({ CHANCERY_URL: url, CHANCERY_TOKEN: token });
    const child = spawn(process.execPath, [programEntry('cli'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.once('error', reject);
    child.once('close', (status) =>
      status === 0 ? resolve(output) : reject(new Error(`chancery ${args.join(' ')} ended with ${status}.`)),
    );
  });
}
