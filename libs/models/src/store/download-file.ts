import { open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KnowledgeError } from '#knowledge';
import { type GuardedFetch, HostUnreachable } from '#outbound';
import { ModelCorrupt, ModelNotFound, ModelRequestFailed, ModelUnavailable } from '../model-errors.js';
import { asDiskFull, requireRoom } from './disk-room.js';
import { fileSha256 } from './file-sha256.js';
import { followRedirects } from './follow-redirects.js';
import { writeFileAtomically } from './write-atomically.js';
import { writeWhole } from './write-whole.js';

/** How far a download has got, what was left by an interrupted one included. */
export interface DownloadProgress {
  readonly receivedBytes: number;
  /** Null while the server does not say. */
  readonly totalBytes: number | null;
}

/** Called after each piece; what it throws ends the download. */
type OnProgress = (progress: DownloadProgress) => void | Promise<void>;

/** How long a download bears with its server. Both in milliseconds. */
export interface DownloadPatience {
  /** Waits before trying again after the connection broke, one a try; they start over whenever it got further than before. */
  readonly retryAfterMs: readonly number[];
  /** Longest silence of a server. */
  readonly silenceMs: number;
}

/** The patience of a service that nobody waits for. */
export const PATIENT: DownloadPatience = { retryAfterMs: [1_000, 3_000, 10_000, 30_000], silenceMs: 60_000 };

/**
 * Fetch a URL into a file. What an interrupted call left in `path` is continued where the server offers ranges and still
 * serves the same version (`path.version` remembers which); otherwise the file starts anew. A connection that breaks is
 * opened again a few times. Where the server names the content's SHA-256 (`X-Linked-ETag`), it is compared.
 * @throws ModelNotFound for 404; ModelUnavailable when the connection keeps failing (call again to continue);
 *   ModelDiskFull; ModelCorrupt for another content than the server named; AddressRefused for an address inside that no
 *   setting names; ModelRequestFailed for any other refusal.
 */
export async function downloadFile(
  connect: GuardedFetch,
  url: string,
  path: string,
  onProgress: OnProgress,
  { retryAfterMs, silenceMs }: DownloadPatience,
  signal?: AbortSignal,
): Promise<void> {
  let furthest = 0;
  for (let failures = 0; ; failures++) {
    const before = await sizeOf(path);
    const download = new Download(connect, url, path, onProgress, silenceMs);
    try {
      await download.run(signal);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ModelUnavailable)) throw error;
      const reached = await sizeOf(path);
      // What begins anew each time gets nowhere by arriving where it has been.
      if (reached > (download.goesOn ? before : furthest)) failures = 0;
      furthest = Math.max(furthest, before, reached);
      const pause = retryAfterMs[failures];
      if (pause === undefined) throw error;
      await wait(pause, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
    }
  }
}

/** One attempt. */
class Download {
  /** Whether it continues what was there. */
  goesOn = false;
  private readonly silence = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly connect: GuardedFetch,
    private readonly url: string,
    private readonly path: string,
    private readonly onProgress: OnProgress,
    silenceMs: number,
  ) {
    this.timer = setTimeout(() => this.silence.abort(), silenceMs);
  }

  async run(signal?: AbortSignal): Promise<void> {
    try {
      await this.fetch(signal ? AbortSignal.any([signal, this.silence.signal]) : this.silence.signal);
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof KnowledgeError && !(cause instanceof HostUnreachable)) throw cause;
      const host = new URL(this.url).host;
      throw new ModelUnavailable(
        `The connection to ${host} failed or broke off. Check the address and the connection, then pull again: it goes on where it stopped.`,
        { cause, particulars: { what: 'download', host } },
      );
    } finally {
      clearTimeout(this.timer);
    }
  }

  private async fetch(signal: AbortSignal): Promise<void> {
    const have = await partial(this.path);
    const asked = have.bytes > 0 && have.version !== null;
    const headers: Record<string, string> = asked ? { range: `bytes=${have.bytes}-`, 'if-range': have.version } : {};
    const { response, sha256 } = await followRedirects(this.connect, this.url, headers, signal);
    if (!response.ok || !response.body) return this.refuse(response, have);
    const from = response.status === 206 ? startOf(response) : 0;
    if (response.status === 206 && from !== have.bytes) {
      await response.body.cancel();
      await discard(this.path);
      throw new ModelUnavailable(
        'The server sent another part of the file than was asked for. Pull again to start anew.',
        this.atFault(),
      );
    }
    const length = response.headers.get('content-length');
    const totalBytes = length === null || response.headers.has('content-encoding') ? null : from + Number(length);
    await requireRoom(dirname(this.path), totalBytes === null ? 0 : totalBytes - from);
    this.goesOn = from > 0;
    await this.remember(response);
    await this.write(response.body, from, totalBytes);
    await this.compare(sha256);
    await rm(versionOf(this.path), { force: true });
  }

  private async refuse(response: Response, have: Partial): Promise<never> {
    await response.body?.cancel();
    const host = new URL(this.url).host;
    if (response.status === 404)
      throw new ModelNotFound(`There is no file at ${this.url}.`, { particulars: { what: 'file', name: this.url } });
    // What is there is no beginning of what the server has now: the next attempt starts anew.
    if (response.status === 416 && have.bytes > 0) {
      await discard(this.path);
      throw new ModelUnavailable(`${host} has another file now. Pull again to start anew.`, this.atFault());
    }
    const message = `${host} answered ${response.status}. Check the address, or pull again later.`;
    if (response.status === 429 || response.status >= 500) throw new ModelUnavailable(message, this.atFault());
    throw new ModelRequestFailed(message, { particulars: { why: 'status', host, status: response.status } });
  }

  private atFault(): { particulars: { what: 'download'; host: string } } {
    return { particulars: { what: 'download', host: new URL(this.url).host } };
  }

  /** What tells this version of the file from another; only a strong validator can. @see RFC 9110, 13.1.5 */
  private async remember({ headers }: Response): Promise<void> {
    const etag = headers.get('etag');
    const validator = etag !== null && !etag.startsWith('W/') ? etag : headers.get('last-modified');
    if (validator) await writeFileAtomically(versionOf(this.path), validator);
    else await rm(versionOf(this.path), { force: true });
  }

  private async write(body: ReadableStream<Uint8Array>, from: number, totalBytes: number | null): Promise<void> {
    const file = await open(this.path, from > 0 ? 'a' : 'w');
    let receivedBytes = from;
    try {
      for await (const piece of body) {
        this.timer.refresh();
        await writeWhole(file, piece);
        receivedBytes += piece.length;
        await this.onProgress({ receivedBytes, totalBytes });
      }
    } catch (error) {
      throw await asDiskFull(error, dirname(this.path), totalBytes === null ? null : totalBytes - receivedBytes);
    } finally {
      // Bytes that a resumed download relies on must be there after a power cut, too.
      await file.sync().catch(() => undefined);
      await file.close();
    }
    if (totalBytes !== null && receivedBytes !== totalBytes)
      throw new ModelUnavailable('The server sent less than it said it would. Pull again to continue.', this.atFault());
  }

  private async compare(sha256: string | null): Promise<void> {
    if (sha256 === null || (await fileSha256(this.path)) === sha256) return;
    await discard(this.path);
    throw new ModelCorrupt(
      `The file that arrived from ${new URL(this.url).host} is not the one with SHA-256 ${sha256}. It was not kept.`,
      { particulars: { why: 'not_expected' } },
    );
  }
}

interface Partial {
  readonly bytes: number;
  readonly version: string | null;
}

const versionOf = (path: string): string => `${path}.version`;

async function partial(path: string): Promise<Partial> {
  const version = await readFile(versionOf(path), 'utf8').catch(unlessMissing);
  return { bytes: await sizeOf(path), version };
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(unlessMissing))?.size ?? 0;
}

function unlessMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** Forget a download and what was remembered of it. */
export async function discard(path: string): Promise<void> {
  for (const file of [path, versionOf(path)]) await rm(file, { force: true });
}

const startOf = (response: Response): number =>
  Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN);
