import { detectType } from './detect-type.js';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));
const OLE = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]);
const ENVELOPE = new Uint8Array([0x78, 0x9f, 0x3e, 0x22, ...new Uint8Array(60)]);
const ZIP = new Uint8Array([0x50, 0x4b, 0x03, 0x04, ...new Uint8Array(60)]);
const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const codeOf = async (name: string, head: Uint8Array) => {
  try {
    return await detectType(name, head);
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('detectType', () => {
  it.each([
    ['a.pdf', bytes('%PDF-1.7\n'), 'pdf'],
    ['A.PDF', bytes('junk before\n%PDF-1.4\n'), 'pdf'],
    ['a.docx', ZIP, 'docx'],
    ['a.xlsx', ZIP, 'xlsx'],
    ['a.odp', ZIP, 'odp'],
    ['a.xls', OLE, 'xls'],
    ['a.msg', OLE, 'msg'],
    ['winmail.dat', ENVELOPE, 'tnef'],
    ['message.tnef', ENVELOPE, 'tnef'],
    ['message', ENVELOPE, 'tnef'],
    ['a.doc', OLE, 'doc'],
    ['a.ppt', OLE, 'ppt'],
    ['a.png', PNG, 'png'],
    ['picture', PNG, 'png'],
    ['a.gif', bytes('GIF89a\x01\0\x01\0\x80\0\0'), 'gif'],
    ['a.bmp', bytes('BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'), 'bmp'],
    ['picture', bytes('RIFF\x24\0\0\0WEBPVP8 \0\0'), 'webp'],
    ['a.tiff', bytes('II*\0\x08\0\0\0'), 'tif'],
    ['a.tif', bytes('MM\0*\0\x0f\xe4\x56'), 'tif'],
    ['a.rtf', bytes('{\\rtf1 Leave}'), 'rtf'],
    ['letter', bytes('{\\rtf1 Leave}'), 'rtf'],
    ['a.eml', bytes('From: a@b.example\n\nHello'), 'eml'],
    ['a.json', bytes('{"a": 1}'), 'json'],
    ['a.srt', bytes('1\n00:00:01,000 --> 00:00:02,000\nHello'), 'vtt'],
    ['a.markdown', bytes('# Title'), 'md'],
    ['a.htm', bytes('<p>Hello'), 'html'],
    ['a.html', bytes('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'), 'html'],
    ['a.log', bytes('started'), 'txt'],
    ['compose.yaml', bytes('services:\n  api: {}'), 'txt'],
    ['settings.TOML', bytes('[server]\nport = 1'), 'txt'],
    ['period.py', bytes('MONTHS = 3'), 'txt'],
    ['notes.rst', bytes('Title\n====='), 'txt'],
    ['report.xls', bytes('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'), 'html'],
    ['report.xls', bytes('\ufeff<!-- made by a shop -->\r\n<table><tr><td>1</table>'), 'html'],
    ['report.xls', bytes('Region\tSales\nNorth\t12\n'), 'tsv'],
    ['report.xls', bytes('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), 'xls'],
    ['letter.doc', bytes('<!DOCTYPE html><p>Dear'), 'html'],
    ['letter.doc', bytes('{\\rtf1 Leave}'), 'rtf'],
    ['page.doc', bytes('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n'), 'eml'],
    ['a.csv', bytes('a,b\n1,2'), 'csv'],
    ['a.tsv', bytes('a\tb'), 'tsv'],
    ['README', bytes('Read this first.'), 'txt'],
    ['index', bytes('<!DOCTYPE html><p>x'), 'html'],
    ['scan', bytes('%PDF-1.7'), 'pdf'],
    ['wide.txt', bytes('\ufeffwide letters', 'utf16le'), 'txt'],
    ['wide.txt', bytes('wide letters without a mark', 'utf16le'), 'txt'],
    ['old.txt', bytes('caf\xe9 au lait, d\xe9j\xe0 vu', 'latin1'), 'txt'],
  ])('reads %s as what it is', async (name, head, type) => {
    expect(await codeOf(name, head)).toBe(type);
  });

  it.each([
    ['empty.pdf', new Uint8Array(), 'document.empty'],
    ['blank.txt', bytes(' \r\n\t '), 'document.empty'],
    ['words.pdf', bytes('only words'), 'document.wrong_extension'],
    ['words.docx', bytes('only words'), 'document.wrong_extension'],
    ['report.txt', bytes('%PDF-1.7'), 'document.wrong_extension'],
    ['report.dat', bytes('%PDF-1.7'), 'document.wrong_extension'],
    ['words.dat', bytes('only words'), 'document.unsupported_type'],
    ['envelope.txt', ENVELOPE, 'document.wrong_extension'],
    ['picture.md', PNG, 'document.wrong_extension'],
    ['archive.csv', ZIP, 'document.wrong_extension'],
    ['photo.heic', bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'document.unsupported_type'],
    ['picture.gif', bytes('%PDF-1.7 '), 'document.wrong_extension'],
    ['picture.png', bytes('only words'), 'document.wrong_extension'],
    ['drawing.odg', ZIP, 'document.unsupported_type'],
    ['locked.xlsx', OLE, 'document.encrypted'],
    ['words.pptx', bytes('only words'), 'document.wrong_extension'],
    ['words.rtf', bytes('only words'), 'document.wrong_extension'],
    ['notes.xyz', bytes('Title\n====='), 'document.unsupported_type'],
    ['words.doc', bytes('only words'), 'document.wrong_extension'],
    ['words.xls', bytes('{\\rtf1 Leave}'), 'document.wrong_extension'],
    ['page.docx', bytes('<!DOCTYPE html><p>Dear'), 'document.wrong_extension'],
    ['locked.docx', OLE, 'document.encrypted'],
    [
      'ebcdic.txt',
      new Uint8Array(
        Array.from({ length: 200 }, (_unused, i) => [0xc8, 0x85, 0x93, 0x93, 0x96, 0x40, 0x81, 0x15][i % 8]!),
      ),
      'document.wrong_extension',
    ],
  ])('refuses %s with a code', async (name, head, code) => {
    expect(await codeOf(name, head)).toBe(code);
  });

  it('tells an old Word file under a new name from an encrypted one', async () => {
    const old = new Uint8Array([...OLE, ...Buffer.from('WordDocument', 'utf16le')]);
    await expect(detectType('renamed.docx', old)).rejects.toThrow('Save it in a present format');
  });

  it('says what the file really is', async () => {
    await expect(detectType('picture.md', PNG)).rejects.toThrow('named .md but is a PNG image. Rename it');
    await expect(detectType('report.txt', bytes('%PDF-1.7'))).rejects.toThrow('Rename it to end in .pdf');
    await expect(detectType('report.docx', bytes('<!DOCTYPE html>\n<p>Leave</p>'))).rejects.toThrow(
      'Rename it to end in .html',
    );
    const signed = Uint8Array.from([0x30, 0x80, 0x06, 0x09, ...Buffer.from('2a864886f70d010702', 'hex'), 0, 0]);
    await expect(detectType('chain.p7b', signed)).rejects.toThrow('a bundle of certificates');
    await expect(detectType('letter.dat', signed)).rejects.toThrow('Rename it to end in .p7m');
  });

  it.each([
    'FORM letters are kept for ten years.',
    'free parking for visitors',
    'wide area network',
    'How a %PDF-1.7 file begins',
  ])('reads %j as the text it is, though other formats begin so', async (text) =>
    expect(await detectType('note.txt', Buffer.from(text))).toBe('txt'),
  );

  it('still refuses rich text under a plain name', async () => {
    await expect(detectType('note.txt', Buffer.from('{\\rtf1 Leave}'))).rejects.toMatchObject({
      code: 'document.wrong_extension',
    });
  });

  it('does not call a file empty that only begins with white space', async () => {
    expect(await codeOf('late.txt', bytes(' '.repeat(64 * 1024)))).toBe('txt');
  });
});
