import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256Hex } from '#knowledge';
import { holdingLock } from '#lock-file';
import type { GuardedFetch } from '#outbound';
import { describeGguf } from '../gguf/describe-gguf.js';
import { readGgufMetadata } from '../gguf/gguf-metadata.js';
import { GivenModelCorrupt, ModelCorrupt, ModelInParts, ModelRequestFailed } from '../model-errors.js';
import { requireUsable, usable } from './content-fault.js';
import { asDiskFull, requireRoom } from './disk-room.js';
import { type DownloadPatience, type DownloadProgress, discard, downloadFile } from './download-file.js';
import { fileSha256 } from './file-sha256.js';
import { HeaderWatch } from './header-watch.js';
import { lockOf, removeLeftParts } from './left-parts.js';
import { modelNameOf, pathIn } from './model-name.js';
import type { RegisteredModel } from './registry.js';
import { storePatience } from './store-patience.js';
import type { StoredModel } from './stored-model.js';
import { writeWhole } from './write-whole.js';

/** What a download may be held to. */
export interface PullOptions {
  /** Defaults to the file name in the URL. */
  readonly name?: string;
  /** Refuse any other content. */
  readonly sha256?: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

/** A file that is being given. */
export interface GivenFile {
  readonly name: string;
  /** Refuse any other content. */
  readonly sha256?: string;
  /** Where it is known beforehand; then a disk without room is found at once. */
  readonly sizeBytes?: number;
  readonly madeFrom?: RegisteredModel['madeFrom'];
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

/** A sound file in the waiting room, about to be taken into the store; `file` is its path there. */
export type ArrivedModel = Omit<RegisteredModel, 'addedAt'>;
type Admit = (arrived: ArrivedModel) => Promise<StoredModel>;

/** Brings files into a waiting room beside the store, and lets in what is sound. Whatever is refused is not kept. */
export class ModelIntake {
  constructor(
    private readonly folder: string,
    private readonly patience: DownloadPatience,
    private readonly connect: GuardedFetch,
  ) {}

  async receive(
    bytes: AsyncIterable<Uint8Array>,
    { name, sha256, sizeBytes = 0, madeFrom = null, onProgress, signal }: GivenFile,
    admit: Admit,
  ): Promise<StoredModel> {
    await this.open();
    const part = join(this.folder, `${randomUUID()}.part`);
    return holdingLock(lockOf(part), storePatience(0), async () => {
      try {
        await requireRoom(this.folder, sizeBytes);
        const found = await writeHashed(part, bytes, { totalBytes: sizeBytes || null, onProgress, signal });
        if (sha256 !== undefined && found !== sha256.toLowerCase())
          throw new ModelCorrupt(`This file has SHA-256 ${found}, not ${sha256}. It was not kept.`, NOT_EXPECTED);
        return await admit(await describeArrived(part, modelNameOf(name), found, { origin: null, madeFrom }));
      } catch (error) {
        throw error instanceof ModelCorrupt ? GivenModelCorrupt.of(error) : error;
      } finally {
        await rm(part, { force: true });
      }
    });
  }

  async fetch(url: string, { name, sha256, onProgress, signal }: PullOptions, admit: Admit): Promise<StoredModel> {
    const address = URL.canParse(url) ? new URL(url) : null;
    if (!address || !['http:', 'https:'].includes(address.protocol))
      throw new ModelRequestFailed('Give the http(s) address of a GGUF file.', { particulars: { why: 'no_address' } });
    const fileName = pathIn(address);
    if (/-\d{5}-of-\d{5}\.gguf$/i.test(fileName)) throw new ModelInParts();
    await this.open();
    const part = join(this.folder, `${sha256Hex(url).slice(0, 32)}.part`);
    return holdingLock(lockOf(part), storePatience(0), async () => {
      const watch = new HeaderWatch(part);
      const reached = async (progress: DownloadProgress): Promise<void> => {
        onProgress?.(progress);
        // What is refused is no beginning of anything that somebody would go on with.
        await watch.reached(progress.receivedBytes, progress.totalBytes).catch(async (error: unknown) => {
          await discard(part);
          throw error;
        });
      };
      await downloadFile(this.connect, url, part, reached, this.patience, signal);
      try {
        const found = await fileSha256(part);
        if (sha256 !== undefined && found !== sha256.toLowerCase())
          throw new ModelCorrupt(
            `The file at ${url} is not the one with SHA-256 ${sha256}. It was not kept.`,
            NOT_EXPECTED,
          );
        // Everybody is shown where a model comes from; what follows the path may be somebody's pass to it.
        const origin = `${address.origin}${address.pathname}`;
        return await admit(
          await describeArrived(part, modelNameOf(name ?? fileName), found, { origin, madeFrom: null }),
        );
      } finally {
        await discard(part);
      }
    });
  }

  /** The waiting room is there, without what nobody comes back for. @throws ModelDiskFull where not even a lock would have room. */
  private async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await removeLeftParts(this.folder);
    await requireRoom(this.folder, 0);
  }
}

interface Writing {
  /** Null where that is not known. */
  readonly totalBytes: number | null;
  readonly onProgress: GivenFile['onProgress'] | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Write bytes to a file as they come.
 * @returns Their SHA-256.
 * @throws ModelCorrupt as soon as it shows that they are no GGUF file; as {@link HeaderWatch.reached} as soon as their header is there.
 */
async function writeHashed(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  { totalBytes, onProgress, signal }: Writing,
): Promise<string> {
  const hash = createHash('sha256');
  const watch = new HeaderWatch(path);
  let written = 0;
  const file = await open(path, 'wx');
  let head = Buffer.alloc(0);
  try {
    for await (const piece of bytes) {
      signal?.throwIfAborted();
      if (head.length < MAGIC.length) head = Buffer.concat([head, piece.subarray(0, MAGIC.length)]);
      if (head.length >= MAGIC.length && head.subarray(0, MAGIC.length).toString('latin1') !== MAGIC)
        throw new ModelCorrupt(
          'This is not a GGUF file: it does not begin with "GGUF". Give the model in the format of llama.cpp.',
          { particulars: { why: 'not_gguf' } },
        );
      hash.update(piece);
      await writeWhole(file, piece);
      written += piece.length;
      onProgress?.({ receivedBytes: written, totalBytes });
      await watch.reached(written, totalBytes);
    }
    await file.sync();
  } catch (error) {
    throw await asDiskFull(error, dirname(path), null);
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

const MAGIC = 'GGUF';
const NOT_EXPECTED = { particulars: { why: 'not_expected' } } as const;

async function describeArrived(
  file: string,
  name: string,
  sha256: string,
  from: Pick<ArrivedModel, 'origin' | 'madeFrom'>,
): Promise<ArrivedModel> {
  const described = usable(describeGguf(await readGgufMetadata(file)));
  await requireUsable(described, file);
  const { kind, architecture, dimensions, contextTokens } = described;
  const { size } = await stat(file);
  return { name, file, sha256, sizeBytes: size, kind, architecture, dimensions, contextTokens, ...from };
}
