import PDFDocument from 'pdfkit';
import { type DirectedLine, type DirectedRun, directedLines, hasRightToLeft, isolated } from './directed-lines.js';
import { FACE, ReportFonts, type Stretch } from './report-fonts.js';

const MARGIN = 56;
const INK = '#1a1a1a';
const FAINT = '#5c5c5c';
const LINK = '#1d4e89';

type TextBaseline = PDFKit.Mixins.TextOptions['baseline'];

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
    const [bold, plain] = [{ face: FACE.bold, size: 9, color: FAINT } as const, { face: FACE.plain, size: 9 }];
    if (hasRightToLeft(String(words))) {
      // Its lines may begin at the right, where the name does not end.
      this.set(name, bold);
      this.set(String(words), plain);
    } else {
      this.set(`${name}  `, bold, { continued: true });
      this.set(String(words), plain);
    }
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
        `${isolated(this.footer)}    ${page + 1} / ${count}`,
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
    for (const line of printable(words).split('\n'))
      if (hasRightToLeft(line)) this.setDirected(line, face, { ...options, baseline });
      else this.setLine(line, face, { ...options, baseline });
  }

  /** PDFKit breaks lines and sets them from left to right: what goes the other way is broken and ordered here. */
  private setDirected(line: string, face: string, { width, lineGap = 0, baseline }: PDFKit.Mixins.TextOptions): void {
    const [left, most] = [this.pdf.x, width ?? this.pdf.page.width - MARGIN - this.pdf.x];
    for (const each of directedLines(line, (text) => this.widthOf(this.fonts.stretches(text, face)) <= most)) {
      this.pdf.font(face);
      const height = this.pdf.currentLineHeight(true) + lineGap;
      if (this.pdf.y + height > this.pdf.page.maxY()) this.pdf.addPage();
      const { y } = this.pdf;
      this.setRuns(each, face, { left, most, y, baseline });
      [this.pdf.x, this.pdf.y] = [left, y + height];
    }
  }

  private setRuns(
    { runs, startsRight }: DirectedLine,
    face: string,
    { left, most, y, baseline }: { left: number; most: number; y: number; baseline: TextBaseline },
  ): void {
    const stretches = runs.flatMap((run) => this.inSight(run, face));
    let x = startsRight ? left + most - this.widthOf(stretches) : left;
    for (const stretch of stretches) {
      this.useFont(stretch).text(stretch.text, x, y, { lineBreak: false, features: [], ...(baseline && { baseline }) });
      x += this.widthOf([stretch]);
    }
  }

  /** The stretches of a run from left to right. Within one, its font puts letters in order; signs that are none go as they stand. */
  private inSight({ text, isRightToLeft }: DirectedRun, face: string): Stretch[] {
    const stretches = this.fonts.stretches(text, face);
    if (!isRightToLeft) return stretches;
    const turned = ({ font, text: part }: Stretch) => ({
      font,
      text: hasRightToLeft(part) ? part : [...part].reverse().join(''),
    });
    return stretches.map(turned).reverse();
  }

  /** As whole stretches: letters that join are as wide as they are together. */
  private widthOf(stretches: readonly Stretch[]): number {
    return stretches.reduce((sum, each) => sum + this.useFont(each).widthOfString(each.text, { features: [] }), 0);
  }

  private useFont({ font }: Stretch): PDFKit.PDFDocument {
    return font.family ? this.pdf.font(font.path, font.family) : this.pdf.font(font.path);
  }

  /** Each stretch in the font that has its signs, all of them standing where those of the face stand. */
  private setLine(line: string, face: string, options: PDFKit.Mixins.TextOptions): void {
    // A line without anything would have no height.
    const stretches = this.fonts.stretches(line || ' ', face);
    stretches.forEach((stretch, i) => {
      const isLast = i === stretches.length - 1;
      this.useFont(stretch).text(stretch.text, isLast ? options : { ...options, continued: true });
    });
  }
}

/** Control characters have no picture; everything else does, be it the sign for a missing one. */
const printable = (words: string): string => words.replaceAll('\t', '    ').replace(/(?!\n)\p{Cc}/gu, ' ');
