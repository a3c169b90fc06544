/** Files to choose and to drop, made in memory. */
export interface File {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const textFile = (name: string, text: string, mimeType = 'text/markdown'): File => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});

/** A page that has one sentence and a password that nobody knows: its check value matches none, the empty one included. */
export function encryptedPdf(name: string): File {
  const noise = (seed: number) => Buffer.from(Array.from({ length: 32 }, (_, i) => (seed * 37 + i * 101) % 256));
  const [o, u, id] = [3, 7, 1].map((seed) => noise(seed).toString('hex'));
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <${o}> /U <${u}> >> /ID [<${id}> <${id}>]`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>',
  ].map((body, i) => `${i + 1} 0 obj\n${body}\nendobj\n`);
  const body = `%PDF-1.4\n${objects.join('')}`;
  const rows = objects.map((object) => `${String(body.indexOf(object)).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<< /Size 4 /Root 1 0 R ${encrypt} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(body + end, 'latin1') };
}
