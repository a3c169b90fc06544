import { buffer } from 'node:stream/consumers';
import { ProofInvalid } from '#transparency';
import yauzl from 'yauzl';

/** Entries of an evidence pack and what may be unpacked of it; a real one has a few files for each cited document. */
const MOST_ENTRIES = 10_000;
const MOST_BYTES = 4 * 1024 ** 3;

/** Files of a ZIP, opened by name. */
export interface ZipFiles {
  readonly names: readonly string[];
  /** @throws ProofInvalid when there is no such file, or it is not sound. */
  read(name: string): Promise<Buffer>;
  close(): void;
}

/** @throws ProofInvalid when the file is no sound ZIP, or beyond all measure. */
export async function openZip(path: string): Promise<ZipFiles> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false }).catch(notSound);
  const entries = new Map<string, yauzl.Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize;
    if (entries.has(entry.fileName)) throw new ProofInvalid(`The pack holds ${entry.fileName} twice.`);
    entries.set(entry.fileName, entry);
    if (entries.size > MOST_ENTRIES || bytes > MOST_BYTES) throw new ProofInvalid('The pack is too large to be one.');
  }
  return {
    names: [...entries.keys()],
    close: () => zip.close(),
    async read(name) {
      const entry = entries.get(name);
      if (!entry) throw new ProofInvalid(`The pack lacks ${name}.`);
      return buffer(await zip.openReadStreamPromise(entry)).catch(notSound);
    },
  };
}

function notSound(cause: unknown): never {
  throw new ProofInvalid('The file is no sound ZIP; it may not have arrived whole.', { cause });
}
