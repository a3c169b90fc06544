import { createHash } from 'node:crypto';
import { CFB, utils, write } from '@e965/xlsx';
import { rc4 } from './rc4.js';

const [BOF, FILEPASS, BOUNDSHEET] = [0x809, 0x2f, 0x85];
const BLOCK = 1024;
const SALT = Buffer.from('a salt of sixteen'.slice(0, 16), 'latin1');
const VERIFIER = Buffer.from('sixteen letters!', 'latin1');

/** The part of SheetJS for compound files; it comes without types. */
const containers = CFB as {
  read(bytes: Buffer, options: { type: 'buffer' }): unknown;
  find(container: unknown, path: string): { content: Uint8Array; size: number } | null;
  write(container: unknown, options: { type: 'buffer' }): Buffer;
};

/** An old Excel file with one cell, locked as Excel 97 did it: RC4 with a key of 40 bits ([MS-XLS] 2.2.10). */
export function aLockedXls(password: string, cell: string): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([[cell]]), 'Sheet');
  const container = containers.read(write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer, { type: 'buffer' });
  const stream = containers.find(container, '/Workbook')!;
  stream.content = locked(Buffer.from(stream.content), password);
  stream.size = stream.content.length;
  return containers.write(container, { type: 'buffer' });
}

function locked(clear: Buffer, password: string): Buffer {
  const verify = rc4(keyOf(password, 0));
  const proof = Buffer.concat([SALT, verify(VERIFIER), verify(md5(VERIFIER))]);
  const pass = record(FILEPASS, Buffer.concat([Buffer.from([1, 0, 1, 0, 1, 0]), proof]));
  const parts: Buffer[] = [];
  let at = 0;
  for (let from = 0; from + 4 <= clear.length;) {
    const [type, length] = [clear.readUInt16LE(from), clear.readUInt16LE(from + 2)];
    const body = Buffer.from(clear.subarray(from + 4, from + 4 + length));
    from += 4 + length;
    // What a sheet's entry says of its place has moved by the record that is put in.
    if (type === BOUNDSHEET) body.writeUInt32LE(body.readUInt32LE(0) + pass.length, 0);
    const bare = type === BOF ? length : type === BOUNDSHEET ? 4 : 0;
    parts.push(
      record(type, Buffer.concat([body.subarray(0, bare), cipher(body.subarray(bare), at + 4 + bare, password)])),
    );
    at += 4 + length;
    if (parts.length === 1) {
      parts.push(pass);
      at += pass.length;
    }
  }
  return Buffer.concat(parts);
}

/** Each block of the stream has a key of its own; bytes that stay clear use up its numbers as well. */
function cipher(bytes: Buffer, at: number, password: string): Buffer {
  const out = Buffer.alloc(bytes.length);
  for (let i = 0; i < bytes.length;) {
    const [block, offset] = [Math.floor((at + i) / BLOCK), (at + i) % BLOCK];
    const next = rc4(keyOf(password, block));
    next(Buffer.alloc(offset));
    const count = Math.min(bytes.length - i, BLOCK - offset);
    next(bytes.subarray(i, i + count)).copy(out, i);
    i += count;
  }
  return out;
}

function record(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(body.length, 2);
  return Buffer.concat([head, body]);
}

function keyOf(password: string, block: number): Buffer {
  const first = md5(Buffer.from(password, 'utf16le')).subarray(0, 5);
  const salted = md5(Buffer.concat(Array.from({ length: 16 }, () => Buffer.concat([first, SALT])))).subarray(0, 5);
  const number = Buffer.alloc(4);
  number.writeUInt32LE(block);
  return md5(Buffer.concat([salted, number]));
}

const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();
