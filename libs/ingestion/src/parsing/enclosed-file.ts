import { CFB } from '@e965/xlsx';

/** A file that an object in an Office document is nothing but a wrapping of. */
export interface EnclosedFile {
  /** What it was called; null where the object does not say. */
  readonly name: string | null;
  readonly bytes: Buffer;
}

/** The part of SheetJS that reads compound files; it comes without types. */
const containers = CFB as {
  read(bytes: Buffer, options: { type: 'buffer' }): unknown;
  find(container: unknown, path: string): { content: Uint8Array } | null;
};

const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const PLAIN = ['%PDF-', 'PK\u0003\u0004'];

/**
 * The file within an object of another program (`oleObject1.bin`): one that was dragged in as it is, a PDF, an Office file.
 * @returns Null where it is something that only its own program reads, or damaged.
 */
export function enclosedFile(object: Buffer): EnclosedFile | null {
  if (isPlainFile(object)) return { name: null, bytes: object };
  if (!object.subarray(0, COMPOUND.length).equals(COMPOUND)) return null;
  const [packed, contents, office] = streamsOf(object, ['\u0001Ole10Native', 'CONTENTS', 'Package']);
  if (packed) return packagedFile(packed);
  const bytes = [contents, office].find((stream) => stream && isPlainFile(stream));
  return bytes ? { name: null, bytes } : null;
}

const isPlainFile = (bytes: Buffer): boolean =>
  PLAIN.some((magic) => bytes.subarray(0, magic.length).equals(Buffer.from(magic, 'latin1')));

function streamsOf(object: Buffer, names: readonly string[]): (Buffer | null)[] {
  try {
    const container = containers.read(object, { type: 'buffer' });
    return names.map((name) => {
      const content = containers.find(container, `/${name}`)?.content;
      return content ? Buffer.from(content) : null;
    });
  } catch {
    // A damaged object is one that can't be read.
    return names.map(() => null);
  }
}

/** What the packager of Windows wraps: sizes, the file's name, two paths that it had, its bytes. @see [MS-OLEDS] 2.3.6 */
function packagedFile(stream: Buffer): EnclosedFile | null {
  const label = textAt(stream, 6);
  const path = label && textAt(stream, label.end);
  // Two numbers lie between, then the length of the second path and that path itself.
  const lengthAt = path ? path.end + 4 : Infinity;
  if (lengthAt + 4 > stream.length) return null;
  const sizeAt = lengthAt + 4 + stream.readUInt32LE(lengthAt);
  if (sizeAt + 4 > stream.length) return null;
  const bytes = stream.subarray(sizeAt + 4, sizeAt + 4 + stream.readUInt32LE(sizeAt));
  return bytes.length === 0 ? null : { name: label!.text || null, bytes };
}

function textAt(bytes: Buffer, from: number): { text: string; end: number } | null {
  const end = bytes.indexOf(0, from);
  return end < 0 ? null : { text: bytes.toString('latin1', from, end), end: end + 1 };
}
