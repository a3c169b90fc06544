import type { Readable } from 'node:stream';
import yazl from 'yazl';
import type { PackFile } from './pack.js';

/**
 * The files as one ZIP, read one after the other while it is read.
 * @param at Date of the entries.
 * @returns A stream that fails when a file can't be read.
 */
export function zipPack(files: readonly PackFile[], at: Date): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  for (const { name, content } of files) {
    const options = { mtime: at, mode: 0o644 };
    if (Buffer.isBuffer(content)) zip.addBuffer(content, name, options);
    else
      zip.addReadStreamLazy(
        name,
        options,
        (take) =>
          void content().then(
            (file) => take(null, file),
            (error: unknown) => take(error, null as never),
          ),
      );
  }
  zip.end();
  return output;
}
