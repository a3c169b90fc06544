import { setTimeout as delay } from 'node:timers/promises';
import type { TestService } from '#testing';
import type { OfficeFile } from './office-files.js';

export const COLLECTION = 'Office';

const TRY_FOR_MS = 120_000;

/**
 * Upload files as a patient client does: whatever went wrong, send the same files again until they are answered for.
 * @returns Code by path of the files that were refused.
 */
export async function sendFiles(
  service: TestService,
  files: readonly OfficeFile[],
  collection = COLLECTION,
): Promise<Record<string, string>> {
  for (const deadline = Date.now() + TRY_FOR_MS; ; await delay(250)) {
    const outcome = await send(service, files, collection).catch((error: unknown) => String(error));
    if (typeof outcome !== 'string') return outcome;
    if (Date.now() > deadline) throw new Error(`The files could not be sent: ${outcome}`);
  }
}

async function send(
  service: TestService,
  files: readonly OfficeFile[],
  collection: string,
): Promise<Record<string, string>> {
  const form = new FormData();
  form.set('collection', collection);
  form.set('paths', JSON.stringify(files.map(({ path }) => path)));
  for (const { path, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), path.split('/').at(-1));
  const response = await service.fetch('/api/v1/documents', {
    method: 'POST',
    body: form,
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const { rejected } = (await response.json()) as { rejected: { path: string; code: string }[] };
  return Object.fromEntries(rejected.map(({ path, code }) => [path, code]));
}
