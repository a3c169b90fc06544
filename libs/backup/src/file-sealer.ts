import { hkdfSync, randomBytes } from 'node:crypto';
import { Readable, pipeline } from 'node:stream';
import { type Gunzip, type Gzip, createGunzip, createGzip } from 'node:zlib';
import { type OutsideKeys, sealStream, unsealStream } from '#vault';
import type { ObjectStore } from './object-store.js';
import type { BackupFile, BackupManifest } from './manifest.js';

const KEY_BYTES = 32;
/** Time matters more than the last percent: whoever waits for a backup waits for this. */
const FAST = { level: 1 };

const contextOf = (id: string): string => `chancery backup/1\n${id}`;

/** Encrypts the files of one backup, each under a key that is derived from the backup's for it alone. */
export class FileSealer {
  private constructor(
    private readonly id: string,
    private readonly key: Buffer,
    readonly outside: { readonly kek: string; readonly wrapped: string },
    private readonly objects: ObjectStore,
  ) {}

  static async begin(keys: OutsideKeys, kek: string, id: string, objects: ObjectStore): Promise<FileSealer> {
    const { key, outside } = await keys.make(kek, contextOf(id));
    return new FileSealer(id, key, outside, objects);
  }

  /** Keep a file, compressed and encrypted. */
  async put(path: string, bytes: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<BackupFile> {
    const salt = randomBytes(16).toString('hex');
    const sealed = sealStream(fileKey(this.key, salt, path), through(bytes, createGzip(FAST)));
    const { sha256, bytes: size } = await this.objects.put(sealed, signal);
    return { path, sha256, bytes: size, sealed: { key: this.id, salt } };
  }
}

/** Reads the files of one backup, with the vault's keys. */
export class FileOpener {
  private readonly opened = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly manifest: BackupManifest,
    private readonly keys: OutsideKeys,
    private readonly objects: ObjectStore,
  ) {}

  /** A file as it was before it was encrypted for the backup. @throws VaultKeyUnavailable, VaultSealBroken */
  async *read({ path, sha256, sealed }: BackupFile): AsyncGenerator<Buffer> {
    const stored = this.objects.open(sha256);
    if (!sealed) {
      yield* stored;
      return;
    }
    const plain = unsealStream(fileKey(await this.keyOf(sealed.key), sealed.salt, path), stored);
    yield* through(plain, createGunzip());
  }

  private keyOf(id: string): Promise<Buffer> {
    const known = this.opened.get(id) ?? this.keys.open(this.manifest.keys[id]!, contextOf(id));
    this.opened.set(id, known);
    return known;
  }
}

/** Used once: the path binds the content to its place, and the salt is new each time. */
const fileKey = (key: Buffer, salt: string, path: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.from(salt, 'hex'), path, KEY_BYTES));

/** What fails in front of a step fails whoever reads behind it. */
function through(bytes: AsyncIterable<Buffer>, step: Gzip | Gunzip): AsyncIterable<Buffer> {
  pipeline(Readable.from(bytes, { objectMode: false }), step, () => undefined);
  return step as AsyncIterable<Buffer>;
}
