import {
  ListObjectsV2Command,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { joinPresent } from '#contracts';
import { type S3BlobPlace, s3ClientFor } from '#library';
import { refusalIn } from '#outbound';
import { LogCopyFailed } from '../errors.js';
import type { SignedCheckpoint, SignedCheckpoints } from '../signed-checkpoints.js';
import type { CheckpointOutlet } from './outlet.js';

const DIGITS = 16;
const PAGE = 1_000;
const MOST_COMPARED = 10_000;

/**
 * Puts checkpoints into an S3-compatible store as objects `<prefix>/<size>.checkpoint`, each once: best one whose objects are
 * locked for good, and whose keys this service may only write new ones with.
 */
export class StoreOutlet implements CheckpointOutlet {
  readonly kind = 'store';
  readonly everyMs = 0;
  readonly name: string;
  private readonly client: S3Client;

  constructor(
    private readonly place: S3BlobPlace,
    private readonly checkpoints: SignedCheckpoints,
  ) {
    this.client = s3ClientFor(place);
    this.name = `s3://${joinPresent([place.bucket, place.prefix], '/')}`;
  }

  async deliver({ size, note }: SignedCheckpoint): Promise<void> {
    const [newest] = (await this.keys()).slice(-1);
    if (newest) await this.checkpoints.requireContinued(await this.read(newest));
    const place = { Bucket: this.place.bucket, Key: this.keyOf(size) };
    if (await this.reach(() => this.has(place))) return;
    await this.reach(() =>
      this.client.send(new PutObjectCommand({ ...place, Body: note, ContentType: 'text/plain; charset=utf-8' })),
    );
  }

  /** The oldest are left out of a very long history: the newer ones, which continue them, are looked at. */
  async problems(): Promise<string[]> {
    const problems: string[] = [];
    for (const key of (await this.keys()).slice(-MOST_COMPARED))
      problems.push(...(await this.checkpoints.contradictionsOf(`Checkpoint object ${key}`, await this.read(key))));
    return problems;
  }

  /** Smallest log first: the names have leading zeros. */
  private async keys(): Promise<string[]> {
    const keys: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await this.reach(() =>
        this.client.send(
          new ListObjectsV2Command({
            Bucket: this.place.bucket,
            Prefix: this.prefix(),
            MaxKeys: PAGE,
            StartAfter: after,
          }),
        ),
      );
      const found = (page.Contents ?? []).flatMap(({ Key }) => (Key ? [Key] : []));
      keys.push(...found.filter((key) => key.endsWith(SUFFIX)));
      after = found.at(-1);
      if (!page.IsTruncated || after === undefined) return keys.sort();
    }
  }

  private async read(key: string): Promise<string> {
    const { Body } = await this.reach(() =>
      this.client.send(new GetObjectCommand({ Bucket: this.place.bucket, Key: key })),
    );
    return (await Body?.transformToString()) ?? '';
  }

  private async has(place: { Bucket: string; Key: string }): Promise<boolean> {
    return this.client.send(new HeadObjectCommand(place)).then(
      () => true,
      (error: { name?: string }) => {
        if (error.name === 'NotFound' || error.name === 'NoSuchKey') return false;
        throw error;
      },
    );
  }

  private reach<T>(work: () => Promise<T>): Promise<T> {
    return work().catch((cause: unknown) => {
      throw new LogCopyFailed(this.name, refusalIn(cause) ?? cause);
    });
  }

  private prefix(): string {
    return this.place.prefix === '' ? '' : `${this.place.prefix}/`;
  }

  private keyOf(size: number): string {
    return `${this.prefix()}${String(size).padStart(DIGITS, '0')}${SUFFIX}`;
  }
}

const SUFFIX = '.checkpoint';
