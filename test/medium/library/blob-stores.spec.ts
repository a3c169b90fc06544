import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { FolderBlobStore, type S3BlobPlace, S3BlobStore } from '#library';
import { IndexStore, IndexWriter } from '#search-index';
import { type TestS3, describeBlobStore, startS3 } from '#testing';

const s3: TestS3 | null = await startS3();
if (!s3) console.warn('Not tried: blobs and index in S3. python3-swift is missing.');
const bucket = `chancery-${randomUUID()}`;

function placeOf({ endpoint, region, accessKeyId, secretAccessKey }: TestS3, prefix: string): S3BlobPlace {
  return { ...{ endpoint, region, accessKeyId, secretAccessKey }, bucket, prefix, pathStyle: true };
}

describe('a folder of blobs', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'chancery-store-'))));
  afterEach(() => rm(folder, { recursive: true }));
  describeBlobStore(() => Promise.resolve(new FolderBlobStore(folder)));
});

(s3 ? describe : describe.skip)('an S3-compatible store', () => {
  beforeAll(async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = s3!;
    const credentials = { accessKeyId, secretAccessKey };
    const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    client.destroy();
  });
  afterAll(() => s3?.stop());

  describe('of blobs', () => {
    describeBlobStore(() => Promise.resolve(new S3BlobStore(placeOf(s3!, randomUUID()))));

    it('says that it can not be reached, and keeps nothing half', async () => {
      const store = new S3BlobStore({ ...placeOf(s3!, 'x'), endpoint: 'http://127.0.0.1:9' });
      const path = join(tmpdir(), randomUUID());
      await writeFile(path, 'bytes');
      await expect(store.adopt(path, '0'.repeat(64))).rejects.toMatchObject({ code: 'storage.unreachable' });
      await writeFile(path, 'bytes');
      await expect(store.replace(path, '0'.repeat(64))).rejects.toMatchObject({ code: 'storage.unreachable' });
      expect(existsSync(path)).toBe(false);
      await expect(store.open('0'.repeat(64))).rejects.toMatchObject({ code: 'storage.unreachable', retryable: true });
    });
  });

  it('holds the search index: what one process wrote, another reads', async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = s3!;
    const location = {
      uri: `s3://${bucket}/index`,
      storageOptions: {
        ...{ aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey },
        ...{ aws_endpoint: endpoint, aws_region: region, allow_http: 'true' },
      },
    };
    const asked = new Set<string>();
    const resolver = async (host: string) => {
      asked.add(host);
      return [{ address: '127.0.0.1', family: 4 }];
    };
    // A name that nobody else could look up: what LanceDB connects to is what was looked at here.
    const named = endpoint.replace('127.0.0.1', 'index.store.test');
    const writing = new IndexStore(
      { ...location, storageOptions: { ...location.storageOptions, aws_endpoint: named } },
      undefined,
      resolver,
    );
    const reading = new IndexStore(location);
    expect(await reading.tableNames()).toEqual([]);
    await writing.openOrCreate('chunks', 8);
    expect(await reading.tableNames()).toEqual(['chunks']);
    expect((await new IndexWriter(reading).stats('chunks')).chunks).toBe(0);
    await writing.drop('chunks');
    await writing.close();
    await reading.close();
    expect([...asked]).toEqual(['index.store.test']);
  }, 120_000);
});
