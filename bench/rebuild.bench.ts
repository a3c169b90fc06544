/**
 * What a rebuild of the index costs the people who search meanwhile: the same searches before it and during it, one at a
 * time, and the pace of the build itself.
 *
 *   npm run bench -- rebuild
 */
import { setTimeout as delay } from 'node:timers/promises';
import { generationList } from '#contracts';
import { startService, type TestService } from '#testing';

const DOCUMENTS = 800;
const PARTS = 5;
const SEARCHES = 200;

const service = await startService();
try {
  const chunks = await fill(service);
  await searches(50);
  const before = await searches(SEARCHES);
  const began = performance.now();
  const { generation } = (await (await post('/api/v1/index/rebuild', { switch: 'manual' })).json()) as {
    generation: string;
  };
  const during = await searches(10_000, async () => (await stateOf(generation)) !== 'building');
  const took = (performance.now() - began) / 1000;
  const after = await searches(SEARCHES);
  console.log(`${chunks} chunks, built in ${took.toFixed(1)} s (${(chunks / took).toFixed(0)} a second)`);
  for (const [name, times] of Object.entries({ before, during, after }))
    console.log(
      `search ${name.padEnd(6)} p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms, max ${at(times, 1)} ms (${times.length})`,
    );
} finally {
  await service.stop();
}

async function fill(target: TestService): Promise<number> {
  for (let i = 0; i < DOCUMENTS; i += 100) {
    const form = new FormData();
    form.set('collection', 'Bench');
    for (let j = i; j < i + 100; j++) form.append('files', new Blob([text(j)]), `document-${j}.md`);
    const reply = await target.fetch('/api/v1/documents', { method: 'POST', body: form });
    if (!reply.ok) throw new Error(await reply.text());
  }
  for (;;) {
    const status = (await (await target.fetch('/api/v1/status')).json()) as {
      documents: { live: number };
      index: { chunks: number; unindexed: number };
    };
    if (status.documents.live === DOCUMENTS && status.index.unindexed === 0) return status.index.chunks;
    await delay(500);
  }
}

function text(i: number): string {
  const part = (j: number) =>
    `## Part ${j} of ${i}\n\nTravel expenses of office ${i} are paid within ${j + 3} days. ${`The line manager of team ${(i * 7 + j) % 97} agrees to them beforehand. `.repeat(14)}\n\n`;
  return `# About office ${i}\n\n${Array.from({ length: PARTS }, (_, j) => part(j)).join('')}`;
}

/** Milliseconds of each of so many searches, or until told to stop. */
async function searches(count: number, isOver: () => Promise<boolean> = async () => false): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    const reply = await post('/api/v1/search', {
      query: `travel expenses of office ${(i * 13) % DOCUMENTS} team ${i % 97}`,
    });
    await reply.text();
    times.push(performance.now() - started);
    if (i % 20 === 0 && (await isOver())) break;
  }
  return times;
}

async function stateOf(id: string): Promise<string | undefined> {
  const { generations } = generationList.parse(await (await service.fetch('/api/v1/index/generations')).json());
  return generations.find((generation) => generation.id === id)?.state;
}

function post(route: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return service.fetch(route, { method: 'POST', headers, body: JSON.stringify(body) });
}

function at(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(0);
}
