import type { RemovalView } from '#contracts';
import { type TestService, queryOnce } from '#testing';
import pg from 'pg';
import { eventually } from './eventually.js';
import type { OfficeFile } from './office-files.js';
import { sendFiles } from './send-files.js';

/** A collection that is removed with its documents, and comes back. */
export const LEAVING = 'Leaving';
const DOCUMENTS = 12;

const files = Array.from({ length: DOCUMENTS }, (_, i): OfficeFile => {
  return { path: `leaving/heron-${i}.txt`, bytes: Buffer.from(`Heron ${i}\n\nThe heron of pond ${i} was ringed.\n`) };
});

export const sendLeaving = async (service: TestService): Promise<void> => {
  if (Object.keys(await sendFiles(service, files, LEAVING)).length > 0) throw new Error('they were not all taken');
};

/** Until all of it can be found. */
export function isThere(service: TestService): Promise<void> {
  const live = `SELECT 1 FROM documents WHERE starts_with(path, 'leaving/') AND current_revision_id IS NOT NULL`;
  return eventually('what is to go being there', async () => {
    return (await queryOnce(service.databaseUrl(), live)).length === DOCUMENTS;
  });
}

export const beginRemoval = (service: TestService): Promise<unknown> =>
  call(service, '/api/v1/removals', { collection: LEAVING });

export async function beginReturn(service: TestService): Promise<void> {
  const reply = await service.fetch('/api/v1/removals');
  const { removals } = (await reply.json()) as { removals: RemovalView[] };
  await call(service, `/api/v1/removals/${removals[0]!.id}/restore`, {});
}

/** Removes it, and does something while a worker has begun to and can't go on: it waits for a row that is held here. */
export async function whileItIsRemoved(service: TestService, work: () => Promise<void>): Promise<void> {
  await isThere(service);
  const holder = new pg.Client({ connectionString: service.databaseUrl() });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    const held = `SELECT pg_backend_pid() AS pid FROM documents WHERE starts_with(path, 'leaving/') FOR UPDATE`;
    const { rows } = await holder.query<{ pid: number }>(held);
    await beginRemoval(service);
    await eventually('the removal being in the middle of it', async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE ${rows[0]!.pid} = ANY(pg_blocking_pids(pid))`;
      return (await queryOnce(service.databaseUrl(), waiting)).length > 0;
    });
    await work();
  } finally {
    await holder.end();
  }
}

/** Paths of the collection's documents that a search finds. */
export async function foundOfLeaving(service: TestService): Promise<string[]> {
  const { passages } = (await call(service, '/api/v1/search', { query: 'the heron of the pond', limit: 50 })) as {
    passages: { path: string }[];
  };
  return passages.map(({ path }) => path).filter((path) => path.startsWith('leaving/'));
}

async function call(service: TestService, route: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const reply = await service.fetch(route, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${route} was answered with ${reply.status} ${text}`);
  return JSON.parse(text);
}
