import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ProofInvalid } from '#transparency';
import yauzl from 'yauzl';

/** Entries of an evidence pack and what they may come to unpacked; a real one has a few files for each cited document. */
const MOST_ENTRIES = 20_000;
const MOST_BYTES = 32 * 1024 ** 3;
/** Of a file that is held in memory. */
const MOST_TEXT_BYTES = 256 * 1024 ** 2;

/** Files of a ZIP, opened by name. Nothing is ever unpacked to the disk. */
export interface ZipFiles {
  readonly names: readonly string[];
  /** @throws ProofInvalid when there is no such file, it is not sound, or larger than anything that is read whole. */
  read(name: string): Promise<string>;
  /** Hexadecimal, of a file of any size. @throws ProofInvalid */
  sha256(name: string): Promise<string>;
  close(): void;
}

/**
 * @param mostTextBytes How large a file may be that is read whole.
 * @throws ProofInvalid when the file is no sound ZIP, or beyond all measure.
 */
export async function openZip(path: string, mostTextBytes = MOST_TEXT_BYTES): Promise<ZipFiles> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false }).catch(notSound);
  const entries = await entriesOf(zip);
  const streamOf = (name: string): Promise<Readable> => {
    const entry = entries.get(name);
    if (!entry) throw new ProofInvalid(`The pack lacks ${name}.`);
    return zip.openReadStreamPromise(entry).catch(notSound);
  };
  return {
    names: [...entries.keys()],
    close: () => zip.close(),
    async read(name) {
      if ((entries.get(name)?.uncompressedSize ?? 0) > mostTextBytes)
        throw new ProofInvalid(`${name} is too large to be what it should be.`);
      return (await buffer(await streamOf(name)).catch(notSound)).toString('utf8');
    },
    async sha256(name) {
      const hash = createHash('sha256');
      const stream = await streamOf(name);
      try {
        for await (const piece of stream as AsyncIterable<Buffer>) hash.update(piece);
      } catch (error) {
        notSound(error);
      }
      return hash.digest('hex');
    },
  };
}

async function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize;
      if (entries.has(entry.fileName)) throw new ProofInvalid(`The pack holds ${entry.fileName} twice.`);
      entries.set(entry.fileName, entry);
      if (entries.size > MOST_ENTRIES || bytes > MOST_BYTES) throw new ProofInvalid('The pack is too large to be one.');
    }
    return entries;
  } catch (error) {
    zip.close();
    return error instanceof ProofInvalid ? Promise.reject(error) : notSound(error);
  }
}

function notSound(cause: unknown): never {
  throw new ProofInvalid('The file is no sound ZIP; it may not have arrived whole.', { cause });
}
