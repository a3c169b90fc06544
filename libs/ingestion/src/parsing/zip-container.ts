import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { DocumentCorrupt, DocumentEncrypted, DocumentTooComplex } from './parse-errors.js';

const MAX_ENTRIES = 20_000;
const MAX_PROPERTIES_BYTES = 1_000_000;

export interface ZipContents {
  readonly names: ReadonlySet<string>;
  /** Text of the one entry that was asked for; null when it is not there or larger than a megabyte. */
  readonly wanted: string | null;
}

/**
 * Look through the directory of a zip container before anything is unpacked.
 * Sizes are those that the directory states; the memory limit of the parser process stands behind them.
 * @throws DocumentCorrupt, DocumentEncrypted, DocumentTooComplex
 */
export async function inspectZip(
  path: string,
  format: string,
  maxUncompressedBytes: number,
  wantedName: string,
): Promise<ZipContents> {
  const zip = await openZip(path, format);
  try {
    const names = new Set<string>();
    let total = 0;
    let wanted: Entry | null = null;
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new DocumentEncrypted(format);
      names.add(entry.fileName);
      total += entry.uncompressedSize;
      if (total > maxUncompressedBytes) throw new DocumentTooComplex('bytes once unpacked', maxUncompressedBytes);
      if (names.size > MAX_ENTRIES) throw new DocumentTooComplex('parts inside', MAX_ENTRIES);
      if (entry.fileName === wantedName && entry.uncompressedSize <= MAX_PROPERTIES_BYTES) wanted = entry;
    }
    return { names, wanted: wanted && (await readEntry(zip, wanted)) };
  } catch (error) {
    if (error instanceof DocumentEncrypted || error instanceof DocumentTooComplex) throw error;
    throw new DocumentCorrupt(format, reason(error), { cause: error });
  } finally {
    zip.close();
  }
}

async function openZip(path: string, format: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false });
  } catch (error) {
    throw new DocumentCorrupt(format, reason(error), { cause: error });
  }
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
}
