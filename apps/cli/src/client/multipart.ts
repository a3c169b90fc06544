import { randomBytes } from 'node:crypto';
import type { RequestBody } from './http.js';

/** One file of a multipart form. `sizeBytes` is exactly what `chunks` yields. */
export interface FormFile {
  readonly fileName: string;
  readonly sizeBytes: number;
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/**
 * A `multipart/form-data` body of known length that reads its files only while it is sent.
 * Fields come before files, each file under the name `files`.
 * @see RFC 7578; names are escaped as the HTML standard does.
 */
export function multipartBody(fields: Readonly<Record<string, string>>, files: readonly FormFile[]): RequestBody {
  const boundary = `chancery-${randomBytes(18).toString('hex')}`;
  const head = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  const parts = files.map((file) => ({ file, header: fileHeader(boundary, file.fileName) }));
  const tail = Buffer.from(`--${boundary}--\r\n`);
  const headBytes = head.reduce((sum, part) => sum + part.length, 0);
  const fileBytes = parts.reduce((sum, { file, header }) => sum + header.length + file.sizeBytes + LINE_END.length, 0);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    lengthBytes: headBytes + fileBytes + tail.length,
    async *chunks() {
      yield* head;
      for (const { file, header } of parts) {
        yield header;
        yield* file.chunks();
        yield LINE_END;
      }
      yield tail;
    },
  };
}

const LINE_END = Buffer.from('\r\n');

function fileHeader(boundary: string, fileName: string): Buffer {
  const escaped = fileName.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
  return Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${escaped}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  );
}
