import { createWriteStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ModelNotFound, ModelRequestFailed, ModelUnavailable } from '../model-errors.js';
import { writeFileAtomically } from './write-atomically.js';

export interface DownloadProgress {
  readonly receivedBytes: number;
  /** Null while the server does not say. */
  readonly totalBytes: number | null;
}

/**
 * Fetch a URL into a file. What an interrupted call left in `path` is continued where the server offers ranges and still
 * serves the same version (`path.etag` remembers which); otherwise the file starts anew.
 * @throws ModelNotFound for 404; ModelUnavailable when the connection fails or breaks off (call again to continue);
 *   ModelRequestFailed for any other refusal.
 */
export async function downloadFile(
  url: string,
  path: string,
  onProgress: (progress: DownloadProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const have = await partial(path);
  const response = await request(url, have, signal);
  const resumes = response.status === 206 && startOf(response) === have.bytes;
  if (response.status === 206 && !resumes) {
    await response.body?.cancel();
    await rm(path, { force: true });
    throw new ModelUnavailable(
      'The server sent another part of the file than was asked for. Pull again to start anew.',
    );
  }
  const etag = response.headers.get('etag');
  if (etag) await writeFileAtomically(`${path}.etag`, etag);
  else await rm(`${path}.etag`, { force: true });

  let receivedBytes = resumes ? have.bytes : 0;
  const length = Number(response.headers.get('content-length'));
  const totalBytes = length > 0 ? receivedBytes + length : null;
  const counter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      receivedBytes += piece.length;
      onProgress({ receivedBytes, totalBytes });
      done(null, piece);
    },
  });
  try {
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(body, counter, createWriteStream(path, { flags: resumes ? 'a' : 'w' }), { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ModelUnavailable('The download broke off. Pull again to continue it.', { cause });
  }
  await rm(`${path}.etag`, { force: true });
}

async function request(url: string, have: Partial, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> =
    have.bytes > 0 && have.etag ? { range: `bytes=${have.bytes}-`, 'if-range': have.etag } : {};
  let response: Response;
  try {
    response = await fetch(url, { headers, ...(signal ? { signal } : {}) });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ModelUnavailable(`${new URL(url).host} does not answer. Check the address and the connection.`, {
      cause,
    });
  }
  if (response.ok && response.body) return response;
  await response.body?.cancel();
  if (response.status === 404) throw new ModelNotFound(`There is no file at ${url}.`);
  if (response.status === 416) await rm(have.path, { force: true });
  throw new ModelRequestFailed(
    `${new URL(url).host} answered ${response.status}. Check the address, or pull again later.`,
  );
}

interface Partial {
  readonly path: string;
  readonly bytes: number;
  readonly etag: string | null;
}

async function partial(path: string): Promise<Partial> {
  const missing = (error: NodeJS.ErrnoException): null => {
    if (error.code === 'ENOENT') return null;
    throw error;
  };
  const bytes = (await stat(path).catch(missing))?.size ?? 0;
  return { path, bytes, etag: await readFile(`${path}.etag`, 'utf8').catch(missing) };
}

const startOf = (response: Response): number =>
  Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN);
