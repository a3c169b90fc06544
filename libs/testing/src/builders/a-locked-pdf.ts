import { createHash } from 'node:crypto';
import { rc4 } from './rc4.js';

/** What short passwords are filled up with (ISO 32000-1, 7.6.3.3). */
const FILL = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const ID = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const PERMISSIONS = -44;
const CONTENT_OBJECT = 4;

/** A one-page PDF with one line of text, locked with a password of plain letters by the 40-bit standard handler. */
export function aLockedPdf(password: string, line: string): Buffer {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), FILL]).subarray(0, 32);
  const owner = rc4(md5(padded).subarray(0, 5))(padded);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(padded, owner, permissions, ID).subarray(0, 5);
  const cipher = rc4(md5(key, Buffer.from([CONTENT_OBJECT, 0, 0, 0, 0])).subarray(0, 10));
  const content = cipher(Buffer.from(`BT /F1 12 Tf 72 720 Td (${line}) Tj ET`, 'latin1'));
  const lock = `/V 1 /R 2 /Length 40 /P ${PERMISSIONS} /O <${owner.toString('hex')}> /U <${rc4(key)(FILL).toString('hex')}>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Filter /Standard ${lock} >>`,
  ];
  let text = '%PDF-1.4\n';
  const rows = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const id = `<${ID.toString('hex')}>`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Encrypt 6 0 R /ID [${id} ${id}] >>`;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}${trailer}\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + end, 'latin1');
}

const md5 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
