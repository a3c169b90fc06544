import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PlainBlobStore } from './blob-store.port.js';
import { BlobMissing, BlobStoreUnreachable, BlobUnwritable } from './errors.js';
import { type S3BlobPlace, s3ClientFor } from './s3-place.js';

/** Blobs as objects `<prefix>/ab/cd/abcd…`, which any number of machines share. */
export class S3BlobStore extends PlainBlobStore {
  private readonly client: S3Client;

  constructor(private readonly place: S3BlobPlace) {
    super();
    this.client = s3ClientFor(place);
  }

  async adopt(temporaryPath: string, sha256: string): Promise<void> {
    const isThere = await this.has(sha256).catch((cause: unknown) => discarding(temporaryPath, cause));
    if (isThere) await rm(temporaryPath, { force: true });
    else await this.replace(temporaryPath, sha256);
  }

  /** The store checks what arrived against its hash, so an object that is there is whole. */
  async replace(temporaryPath: string, sha256: string): Promise<void> {
    try {
      const { size } = await stat(temporaryPath);
      const body = {
        Body: createReadStream(temporaryPath),
        ContentLength: size,
        ContentMD5: await md5Of(temporaryPath),
      };
      await this.client.send(new PutObjectCommand({ ...this.locate(sha256), ...body }));
    } catch (cause) {
      throw hasAnswered(cause) ? new BlobUnwritable(cause) : new BlobStoreUnreachable(cause);
    } finally {
      await rm(temporaryPath, { force: true });
    }
  }

  async has(sha256: string): Promise<boolean> {
    return this.client.send(new HeadObjectCommand(this.locate(sha256))).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw new BlobStoreUnreachable(error);
      },
    );
  }

  async open(sha256: string): Promise<Readable> {
    const reply = await this.client.send(new GetObjectCommand(this.locate(sha256))).catch((error: unknown) => {
      throw isMissing(error) ? new BlobMissing(sha256) : new BlobStoreUnreachable(error);
    });
    return reply.Body as Readable;
  }

  async withFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'chancery-blob-'));
    try {
      const path = join(folder, 'file');
      await pipeline(await this.open(sha256), createWriteStream(path, { mode: 0o600 }));
      return await use(path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async remove(sha256: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.locate(sha256))).catch((error: unknown) => {
      if (!isMissing(error)) throw new BlobStoreUnreachable(error);
    });
  }

  private locate(sha256: string): { Bucket: string; Key: string } {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new BlobMissing('(not a SHA-256)');
    const { bucket, prefix } = this.place;
    const parts = [...(prefix === '' ? [] : [prefix]), sha256.slice(0, 2), sha256.slice(2, 4), sha256];
    return { Bucket: bucket, Key: parts.join('/') };
  }
}

const isMissing = (error: unknown): boolean =>
  ['NotFound', 'NoSuchKey'].includes((error as { name?: string }).name ?? '');

/** Whether the store itself said no, or nothing came back from it. */
const hasAnswered = (error: unknown): boolean =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined;

async function discarding(temporaryPath: string, cause: unknown): Promise<never> {
  await rm(temporaryPath, { force: true });
  throw cause;
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('base64');
}
