import { CFB } from '@e965/xlsx';
import { enclosedFile } from './enclosed-file.js';

const { utils, write } = CFB as {
  utils: { cfb_new(): unknown; cfb_add(container: unknown, name: string, content: Buffer): void };
  write(container: unknown, options: { type: 'buffer' }): Buffer;
};

function object(stream: string, content: Buffer): Buffer {
  const container = utils.cfb_new();
  utils.cfb_add(container, `/${stream}`, content);
  return write(container, { type: 'buffer' });
}

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** As the packager of Windows wraps a file. */
function packaged(name: string, bytes: Buffer): Buffer {
  const path = Buffer.from(`C:\\Temp\\${name}\0`, 'latin1');
  const head = [Buffer.from([2, 0]), Buffer.from(`${name}\0`, 'latin1'), path, Buffer.from([0, 0, 3, 0])];
  const body = Buffer.concat([...head, number(path.length), path, number(bytes.length), bytes]);
  return object('\u0001Ole10Native', Buffer.concat([number(body.length), body]));
}

describe('an object in an Office document', () => {
  it('gives the file that it wraps, with its name where it has one', () => {
    const note = Buffer.from('The rent is due.');
    expect(enclosedFile(packaged('Größe.txt', note))).toEqual({ name: 'Größe.txt', bytes: note });
    const pdf = Buffer.from('%PDF-1.7 and more');
    expect(enclosedFile(object('CONTENTS', pdf))).toEqual({ name: null, bytes: pdf });
    expect(enclosedFile(pdf)).toEqual({ name: null, bytes: pdf });
  });

  it('gives nothing of what only its own program reads, or where it is cut off', () => {
    expect(enclosedFile(object('CONTENTS', Buffer.from('drawing')))).toBeNull();
    expect(enclosedFile(Buffer.from('anything'))).toBeNull();
    const whole = packaged('note.txt', Buffer.from('The rent is due.'));
    expect(enclosedFile(whole.subarray(0, 600))).toBeNull();
    for (const stream of [Buffer.alloc(0), Buffer.alloc(9), Buffer.from('\0\0\0\0\0\0a\0b\0', 'latin1')])
      expect(enclosedFile(object('\u0001Ole10Native', stream))).toBeNull();
  });
});
