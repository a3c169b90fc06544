import { PDFDocument, PDFName, PDFNumber, PDFString, StandardFonts } from 'pdf-lib';

/** A file as it is sent. */
export interface OfficeFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Files that can't even be taken are answered with these codes at once; every other file becomes a revision. */
export const REFUSED: Readonly<Record<string, string>> = {
  'broken/empty.txt': 'document.empty',
  'broken/blank.md': 'document.empty',
  'broken/really-a-pdf.txt': 'document.wrong_extension',
  'broken/really-text.pdf': 'document.wrong_extension',
  'broken/sheet.xlsx': 'document.wrong_extension',
};

/** Files that are taken and then can't be read. */
export const UNREADABLE: Readonly<Record<string, string>> = {
  'broken/locked.pdf': 'document.encrypted',
  'broken/protected.docx': 'document.encrypted',
  'broken/torn.pdf': 'document.corrupt',
  'broken/scanned.pdf': 'document.no_text',
  'broken/not-word.docx': 'document.corrupt',
};

const HEALTHY = 310;

/** 320 small files of an office, always the same ones: text, Markdown, HTML, CSV, PDF, and ten that must fail. */
export async function officeFiles(): Promise<OfficeFile[]> {
  const healthy = await Promise.all(Array.from({ length: HEALTHY }, (_, n) => healthyFile(n, 1)));
  return [...healthy, ...(await brokenFiles())];
}

/** Second revisions of as many of them, spread over all kinds. */
export async function secondRevisions(count: number): Promise<OfficeFile[]> {
  const step = Math.floor(HEALTHY / count);
  return Promise.all(Array.from({ length: count }, (_, i) => healthyFile(i * step, 2)));
}

async function healthyFile(n: number, revision: number): Promise<OfficeFile> {
  const folder = ['policies', 'minutes', 'contracts/signed', 'Büro'][n % 4]!;
  const name = `${folder}/file-${String(n).padStart(3, '0')}`;
  if (n % 26 === 0) return { path: `${name}.pdf`, bytes: await pdf(n, revision) };
  const kind = n % 4;
  if (kind === 0) return { path: `${name}.md`, bytes: Buffer.from(markdown(n, revision)) };
  if (kind === 1) return { path: `${name}.txt`, bytes: Buffer.from(paragraphs(n, revision).join('\n\n')) };
  if (kind === 2) return { path: `${name}.html`, bytes: Buffer.from(html(n, revision)) };
  return { path: `${name}.csv`, bytes: Buffer.from(csv(n, revision)) };
}

const SUBJECTS = [
  'parental leave',
  'fire drill',
  'travel expenses',
  'data retention',
  'site access',
  'tool calibration',
];
const VERBS = ['is granted by', 'must be reported to', 'is reviewed with', 'is recorded for', 'is refused without'];
const PARTIES = ['the works council', 'the line manager', 'the quality office', 'the archive', 'the duty officer'];

function paragraphs(n: number, revision: number): string[] {
  const sentence = (i: number) => {
    const [subject, verb, party] = [SUBJECTS, VERBS, PARTIES].map(
      (list, k) => list[(n * 7 + i * (k + 3)) % list.length],
    );
    return `In case ${n}-${i} of edition ${revision}, ${subject} ${verb} ${party} within ${((n + i) % 28) + 1} days.`;
  };
  return Array.from({ length: 2 + (n % 5) }, (_, p) =>
    Array.from({ length: 6 }, (_, i) => sentence(p * 6 + i)).join(' '),
  );
}

function markdown(n: number, revision: number): string {
  const sections = paragraphs(n, revision).map(
    (text, i) => `## Section ${i + 1} of ${n}\n\n${text}\n\n- Naïve café № ${i}`,
  );
  return `# Regulation ${n}\n\n${sections.join('\n\n')}\n`;
}

function html(n: number, revision: number): string {
  const body = paragraphs(n, revision).map((text, i) => `<h2>Part ${i + 1}</h2><p>${text}</p>`);
  return `<!doctype html><html><head><title>Notice ${n}</title></head><body><h1>Notice ${n}</h1>${body.join('')}</body></html>`;
}

function csv(n: number, revision: number): string {
  const rows = paragraphs(n, revision).map((text, i) => `${n}-${i},"${text.slice(0, 120)}",${(n * 31 + i) % 997}`);
  return ['case,remark,amount', ...rows].join('\n');
}

async function pdf(n: number, revision: number): Promise<Buffer> {
  const document = await blankPdf();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of paragraphs(n, revision)) {
    const page = document.addPage([595, 842]);
    page.drawText(`Report ${n}`, { x: 50, y: 780, size: 18, font });
    page.drawText(text, { x: 50, y: 750, size: 10, font, maxWidth: 480, lineHeight: 14 });
  }
  return Buffer.from(await document.save());
}

/** Without the time of its making, so that the same file is the same bytes. */
async function blankPdf(): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  document.setCreationDate(new Date(0));
  document.setModificationDate(new Date(0));
  return document;
}

async function brokenFiles(): Promise<OfficeFile[]> {
  const whole = await pdf(1, 1);
  const contents: Record<string, Buffer> = {
    'broken/empty.txt': Buffer.alloc(0),
    'broken/blank.md': Buffer.from(' \n\t \n'),
    'broken/really-a-pdf.txt': whole,
    'broken/really-text.pdf': Buffer.from('This is plain text that was called a PDF.'),
    'broken/protected.docx': Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)]),
    'broken/sheet.xlsx': Buffer.from('case,amount\n1,2\n'),
    'broken/locked.pdf': await lockedPdf(),
    'broken/torn.pdf': Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300, 'not a page in sight ')]),
    'broken/scanned.pdf': await scannedPdf(),
    'broken/not-word.docx': Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(400, 'word/document')]),
  };
  return Object.entries(contents).map(([path, bytes]) => ({ path, bytes }));
}

/** Claims the standard encryption with a password that nobody knows. */
async function lockedPdf(): Promise<Buffer> {
  const document = await blankPdf();
  document.addPage([200, 200]);
  const { context } = document;
  const lock = context.obj({ Filter: 'Standard', V: 1, R: 2, P: -60 });
  for (const key of ['O', 'U']) lock.set(PDFName.of(key), PDFString.of('x'.repeat(32)));
  lock.set(PDFName.of('Length'), PDFNumber.of(40));
  context.trailerInfo.Encrypt = context.register(lock);
  context.trailerInfo.ID = context.obj([PDFString.of('0123456789abcdef'), PDFString.of('0123456789abcdef')]);
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

async function scannedPdf(): Promise<Buffer> {
  const document = await blankPdf();
  document.addPage([595, 842]).drawRectangle({ x: 100, y: 100, width: 300, height: 400 });
  return Buffer.from(await document.save());
}
