import PDFDocument from 'pdfkit';
import { FACE, ReportFonts } from './report-fonts.js';

const MARGIN = 56;
const INK = '#1a1a1a';
const FAINT = '#5c5c5c';
const LINK = '#1d4e89';

interface Setting {
  /** One of FACE. */
  readonly face: string;
  readonly size: number;
  readonly color?: string;
}

/** What a report is written with: headings, paragraphs, quotations, named values, lists. One after the other, down the page. */
export class ReportPage {
  private readonly pdf: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly fonts = new ReportFonts();

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
    this.write(words, { face: FACE.bold, size: 18, gap: 0.3 });
  }

  heading(words: string): void {
    this.pdf.moveDown(0.8);
    if (this.pdf.y > this.pdf.page.height - 3 * MARGIN) this.pdf.addPage();
    this.write(words, { face: FACE.bold, size: 12, gap: 0.35 });
  }

  paragraph(words: string): void {
    this.write(words, { face: FACE.plain, size: 9.5, gap: 0.5 });
  }

  remark(words: string): void {
    this.write(words, { face: FACE.plain, size: 8, gap: 0.5, color: FAINT });
  }

  quotation(words: string): void {
    // Not the serif face, which lacks Arabic letters.
    this.write(words, { face: FACE.plain, size: 8.5, gap: 0.4, indent: 14 });
  }

  code(words: string): void {
    this.write(words, { face: FACE.mono, size: 7, gap: 0.3, color: FAINT });
  }

  /** A file of the pack, which a reader of the unpacked report opens by a click. @param path From the report on. */
  file(path: string): void {
    this.write(path, { face: FACE.mono, size: 7, gap: 0.3, color: LINK, link: path });
  }

  /** A value with its name in front. Empty values are left out. */
  value(name: string, words: string | number | null | undefined): void {
    if (words === null || words === undefined || words === '') return;
    this.set(`${name}  `, { face: FACE.bold, size: 9, color: FAINT }, { continued: true });
    this.set(String(words), { face: FACE.plain, size: 9 });
    this.pdf.moveDown(0.15);
  }

  /** @returns The whole document; nothing can be written afterwards. */
  async finish(): Promise<Buffer> {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.pdf.switchToPage(page);
      // Below the margin, where writing would otherwise begin another page.
      this.pdf.page.margins.bottom = 0;
      [this.pdf.x, this.pdf.y] = [MARGIN, this.pdf.page.height - 36];
      this.set(
        `${this.footer}    ${page + 1} / ${count}`,
        { face: FACE.plain, size: 7, color: FAINT },
        { width: this.pdf.page.width - 2 * MARGIN },
      );
    }
    const ended = new Promise<void>((resolve, reject) => this.pdf.once('end', resolve).once('error', reject));
    this.pdf.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private write(
    words: string,
    { gap, indent = 0, link, ...setting }: Setting & { gap: number; indent?: number; link?: string },
  ): void {
    this.pdf.x = MARGIN + indent;
    const shown = { width: this.pdf.page.width - 2 * MARGIN - indent, lineGap: 1.5 };
    this.set(words, setting, link === undefined ? shown : { ...shown, link, underline: true });
    this.pdf.x = MARGIN;
    this.pdf.moveDown(gap);
  }

  /** From where the last text ended. */
  private set(words: string, { face, size, color = INK }: Setting, options: PDFKit.Mixins.TextOptions = {}): void {
    this.pdf.fontSize(size).fillColor(color);
    const baseline = -(this.fonts.face(face).ascender / 1000) * size;
    for (const line of printable(words).split('\n')) this.setLine(line, face, { ...options, baseline });
  }

  /** Each stretch in the font that has its signs, all of them standing where those of the face stand. */
  private setLine(line: string, face: string, options: PDFKit.Mixins.TextOptions): void {
    // A line without anything would have no height.
    const stretches = this.fonts.stretches(line || ' ', face);
    stretches.forEach(({ font, text }, i) => {
      const isLast = i === stretches.length - 1;
      const page = font.family ? this.pdf.font(font.path, font.family) : this.pdf.font(font.path);
      page.text(text, isLast ? options : { ...options, continued: true });
    });
  }
}

/** Control characters have no picture; everything else does, be it the sign for a missing one. */
const printable = (words: string): string => words.replaceAll('\t', '    ').replace(/(?!\n)\p{Cc}/gu, ' ');
