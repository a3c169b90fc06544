/** Files that people and their programs really send, made in memory. */

/** A one-page PDF whose text layer holds one line. */
export const aPdf = (line = 'Hello'): Buffer => pdfOf(line, '');

/** The same, encrypted with a password that nobody knows: its check value matches none, the empty one included. */
export const anEncryptedPdf = (): Buffer => {
  const noise = (seed: number) =>
    Buffer.from(Array.from({ length: 32 }, (_, i) => (seed * 37 + i * 101) % 256)).toString('hex');
  return pdfOf(
    'Hello',
    `/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <${noise(3)}> /U <${noise(7)}> >> /ID [<${noise(1)}> <${noise(1)}>]`,
  );
};

export const aPng = (): Buffer =>
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

function pdfOf(line: string, trailer: string): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
