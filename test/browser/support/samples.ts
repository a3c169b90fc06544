import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { StatusView } from '#contracts';
import type { TestService } from '#testing';

export const SAMPLES = 'samples/documents';
const READ_WITHIN_MS = 120_000;

/** The sample library as a first start puts it in: older revisions of its policies first, then what holds now. */
export async function putSamplesIn(service: TestService): Promise<void> {
  const body = JSON.stringify({ name: 'Samples' });
  await expectCreated(
    service.fetch('/api/v1/collections', { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
  );
  for (const folder of ['samples/revisions', SAMPLES]) await upload(service, 'Samples', folder);
  await everythingRead(service);
}

/** Every file below a folder, its path from there as its place in the collection. */
async function upload(service: TestService, collection: string, folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const paths = names.filter((name) => statSync(join(folder, name)).isFile());
  const form = new FormData();
  form.append('collection', collection);
  form.append('paths', JSON.stringify(paths));
  for (const path of paths) form.append('files', new Blob([readFileSync(join(folder, path))]), basename(path));
  await expectCreated(service.fetch('/api/v1/documents', { method: 'POST', body: form }));
}

/** One text file into the collection `Library`. */
export async function uploadText(service: TestService, name: string, text: string): Promise<void> {
  const form = new FormData();
  form.append('files', new Blob([text]), name);
  await expectCreated(service.fetch('/api/v1/documents', { method: 'POST', body: form }));
}

async function expectCreated(reply: Promise<Response>): Promise<void> {
  const { status } = await reply;
  if (status !== 201) throw new Error(`The service answered with status ${status}: ${await (await reply).text()}`);
}

/** Wait until no document is waiting to be read. */
export async function everythingRead(service: TestService): Promise<void> {
  for (const deadline = Date.now() + READ_WITHIN_MS; Date.now() < deadline; await delay(200)) {
    const { documents } = (await (await service.fetch('/api/v1/status')).json()) as StatusView;
    if (documents.pending === 0) return;
  }
  throw new Error(`Not everything was read within ${READ_WITHIN_MS / 1000} seconds.`);
}
