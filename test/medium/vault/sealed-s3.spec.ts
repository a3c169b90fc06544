import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { sha256Hex } from '#knowledge';
import { type S3BlobPlace, S3BlobStore, blobItemOf, s3ClientFor } from '#library';
import { type TestPostgres, type TestS3, startPostgres, startS3 } from '#testing';
import { type OpenVault, aFolder, dropFolder, openVault } from './open-vault.js';

const s3: TestS3 | null = await startS3();
if (!s3) console.warn('Not tried: encrypted files in S3. python3-swift is missing.');

(s3 ? describe : describe.skip)('files behind a vault in an S3-compatible store', () => {
  const bucket = `chancery-${randomUUID()}`;
  let postgres: TestPostgres;
  let client: S3Client;
  let place: S3BlobPlace;
  let folder: string;
  let open: OpenVault;

  beforeAll(async () => {
    postgres = await startPostgres();
    const { endpoint, region, accessKeyId, secretAccessKey } = s3!;
    place = { ...{ endpoint, region, accessKeyId, secretAccessKey }, bucket, prefix: 'blobs', pathStyle: true };
    client = s3ClientFor(place);
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  }, 120_000);
  afterAll(async () => {
    client?.destroy();
    await postgres?.stop();
    await s3?.stop();
  });
  beforeEach(async () => {
    folder = await aFolder();
    open = await openVault(await postgres.freshDatabase(), folder, undefined, place);
  });
  afterEach(async () => {
    await open.close();
    await dropFolder(folder);
  });

  async function put(bytes: Buffer): Promise<string> {
    const temporary = join(folder, 'incoming');
    await writeFile(temporary, bytes);
    await open.blobs.adopt(temporary, sha256Hex(bytes));
    return sha256Hex(bytes);
  }

  const stored = async (sha256: string) => buffer(await new S3BlobStore(place).open(sha256));

  it.each([0, 1, 200_000])('give back %i bytes as they were, and lie there as nobody can read them', async (size) => {
    const bytes = Buffer.concat([randomBytes(size), Buffer.from('Leave is granted for thirty days.')]);
    const sha256 = await put(bytes);
    expect(await buffer(await open.blobs.open(sha256))).toEqual(bytes);
    expect(await open.blobs.withFile(sha256, (path) => readFile(path))).toEqual(bytes);
    expect((await stored(sha256)).includes('thirty days')).toBe(false);
  });

  it('are read after the key above them changed, and by nobody after their own was destroyed', async () => {
    const bytes = randomBytes(5_000);
    const sha256 = await put(bytes);
    await open.vault.rotate(() => Promise.resolve());
    expect(await buffer(await open.blobs.open(sha256))).toEqual(bytes);
    await open.source.transaction((manager) => open.vault.destroy(manager, [blobItemOf(sha256)]));
    await expect(open.blobs.open(sha256)).rejects.toMatchObject({ code: 'vault.erased' });
    await open.blobs.remove(sha256);
    await expect(stored(sha256)).rejects.toMatchObject({ code: 'storage.blob_missing' });
  });

  it('do not open after a byte of theirs was altered in the store', async () => {
    const sha256 = await put(randomBytes(5_000));
    const bytes = await stored(sha256);
    bytes[3_000]! ^= 1;
    const key = `blobs/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    await expect(open.blobs.open(sha256).then((stream) => buffer(stream))).rejects.toMatchObject({
      code: 'vault.seal_broken',
    });
  });
});
