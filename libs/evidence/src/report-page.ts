import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';

const MARGIN = 56;
const INK = '#1a1a1a';
const FAINT = '#5c5c5c';
const LINK = '#1d4e89';

const fonts = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const FONT = {
  plain: join(fonts, 'DejaVuSans.ttf'),
  bold: join(fonts, 'DejaVuSans-Bold.ttf'),
  mono: join(fonts, 'DejaVuSansMono.ttf'),
};

/** What a report is written with: headings, paragraphs, quotations, named values, lists. One after the other, down the page. */
export class ReportPage {
  private readonly pdf: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];

  constructor(
    title: string,
    private readonly footer: string,
    at: Date,
  ) {
    this.pdf = new PDFDocument({
      ...{ size: 'A4', margin: MARGIN, bufferPages: true, tagged: true, lang: 'en', displayTitle: true },
      info: { Title: title, Creator: 'Chancery', Producer: 'Chancery', CreationDate: at, ModDate: at },
    });
    this.pdf.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  title(words: string): void {
    this.write(words, { font: FONT.bold, size: 18, gap: 0.3 });
  }

  heading(words: string): void {
    this.pdf.moveDown(0.8);
    if (this.pdf.y > this.pdf.page.height - 3 * MARGIN) this.pdf.addPage();
    this.write(words, { font: FONT.bold, size: 12, gap: 0.35 });
  }

  paragraph(words: string): void {
    this.write(words, { font: FONT.plain, size: 9.5, gap: 0.5 });
  }

  remark(words: string): void {
    this.write(words, { font: FONT.plain, size: 8, gap: 0.5, color: FAINT });
  }

  quotation(words: string): void {
    // Not the serif face, which lacks Arabic letters.
    this.write(words, { font: FONT.plain, size: 8.5, gap: 0.4, indent: 14 });
  }

  code(words: string): void {
    this.write(words, { font: FONT.mono, size: 7, gap: 0.3, color: FAINT });
  }

  /** A file of the pack, which a reader of the unpacked report opens by a click. @param path From the report on. */
  file(path: string): void {
    this.write(path, { font: FONT.mono, size: 7, gap: 0.3, color: LINK, link: path });
  }

  /** A value with its name in front. Empty values are left out. */
  value(name: string, words: string | number | null | undefined): void {
    if (words === null || words === undefined || words === '') return;
    this.pdf.font(FONT.bold).fontSize(8.5).fillColor(FAINT).text(`${name}  `, { continued: true });
    this.pdf
      .font(FONT.plain)
      .fontSize(9.5)
      .fillColor(INK)
      .text(printable(String(words)));
    this.pdf.moveDown(0.15);
  }

  /** @returns The whole document; nothing can be written afterwards. */
  async finish(): Promise<Buffer> {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.pdf.switchToPage(page);
      // Below the margin, where writing would otherwise begin another page.
      this.pdf.page.margins.bottom = 0;
      this.pdf
        .font(FONT.plain)
        .fontSize(7)
        .fillColor(FAINT)
        .text(`${this.footer}    ${page + 1} / ${count}`, MARGIN, this.pdf.page.height - 36, { lineBreak: false });
    }
    const ended = new Promise<void>((resolve, reject) => this.pdf.once('end', resolve).once('error', reject));
    this.pdf.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private write(
    words: string,
    {
      font,
      size,
      gap,
      indent = 0,
      color = INK,
      link,
    }: { font: string; size: number; gap: number; indent?: number; color?: string; link?: string },
  ): void {
    const x = MARGIN + indent;
    this.pdf.font(font).fontSize(size).fillColor(color);
    const shown = { width: this.pdf.page.width - MARGIN - x, lineGap: 1.5 };
    this.pdf.text(printable(words), x, this.pdf.y, link === undefined ? shown : { ...shown, link, underline: true });
    this.pdf.x = MARGIN;
    this.pdf.moveDown(gap);
  }
}

/** Control characters have no picture; everything else does, be it the sign for a missing one. */
const printable = (words: string): string => words.replaceAll('\t', '    ').replace(/(?!\n)\p{Cc}/gu, ' ');
