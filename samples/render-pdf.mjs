import { PDFDocument, StandardFonts, rgb } from 'pdf-lib';

/** A4 in PDF points, and the measures of the page in the same unit. */
const PAGE = { width: 595.28, height: 841.89, left: 64, right: 64, top: 70, bottom: 72 };
const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
const INK = rgb(0.1, 0.12, 0.16);
const MUTED = rgb(0.42, 0.45, 0.5);
const RULE = rgb(0.78, 0.8, 0.84);
const SHADE = rgb(0.93, 0.94, 0.96);
const HEADING = { 1: { size: 15, before: 20, after: 8 }, 2: { size: 12, before: 14, after: 6 } };
const BODY = { size: 10.5, leading: 15, after: 9 };
const CELL = { size: 9, leading: 12, padX: 5, padY: 4 };
const CAPTION = 17;
/** First cells of rows that add up the others and are set in bold. */
const SUMS = new Set(['Total', 'Firm']);

/**
 * Break a text into lines that fit.
 * @param width In points at the given size.
 * @returns At least one line. A single word that is wider than the line stands alone and overflows.
 */
function wrap(text, font, size, width) {
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && font.widthOfTextAtSize(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** A pen that moves down the page and starts a new one when the next piece does not fit. */
class Pen {
  constructor(document, fonts) {
    this.document = document;
    this.fonts = fonts;
    this.newPage();
  }

  newPage() {
    this.page = this.document.addPage([PAGE.width, PAGE.height]);
    this.y = PAGE.height - PAGE.top;
    this.fresh = true;
  }

  /** @returns True if a new page was started. */
  need(height) {
    if (this.y - height >= PAGE.bottom) return false;
    this.newPage();
    return true;
  }

  skip(height) {
    if (!this.fresh) this.y -= height;
  }

  line(text, { font = this.fonts.regular, size = BODY.size, leading = BODY.leading, color = INK, x = PAGE.left } = {}) {
    this.need(leading);
    this.page.drawText(text, { x, y: this.y - size, size, font, color });
    this.y -= leading;
    this.fresh = false;
  }

  paragraph(text, options = {}) {
    const { font = this.fonts.regular, size = BODY.size, indent = 0, after = BODY.after } = options;
    const lines = wrap(text, font, size, TEXT_WIDTH - indent);
    // A paragraph stays whole, so that no sentence is cut by a footer; the longest here has nine lines.
    this.need(lines.length * (options.leading ?? BODY.leading));
    for (const line of lines) this.line(line, { ...options, x: PAGE.left + indent });
    this.y -= after;
  }

  /** @param following Height in points of what must stand on the same page as the heading. */
  heading(level, text, following) {
    const { size, before, after } = HEADING[level];
    this.skip(before);
    this.need(size * 1.25 + after + following);
    this.paragraph(text, { font: this.fonts.bold, size, leading: size * 1.25, after });
  }
}

const cellLines = (text, column, font) =>
  wrap(text, font, CELL.size, (column.width / 100) * TEXT_WIDTH - 2 * CELL.padX);

function drawRow(pen, columns, cells, { font, shaded }) {
  const lines = columns.map((column, i) => cellLines(cells[i], column, font));
  const height = Math.max(...lines.map((l) => l.length)) * CELL.leading + 2 * CELL.padY;
  const top = pen.y;
  if (shaded) pen.page.drawRectangle({ x: PAGE.left, y: top - height, width: TEXT_WIDTH, height, color: SHADE });
  let x = PAGE.left;
  columns.forEach((column, i) => {
    const width = (column.width / 100) * TEXT_WIDTH;
    lines[i].forEach((text, n) => {
      const slack = width - 2 * CELL.padX - font.widthOfTextAtSize(text, CELL.size);
      const indent = column.align === 'right' ? slack : 0;
      pen.page.drawText(text, {
        x: x + CELL.padX + indent,
        y: top - CELL.padY - CELL.size - n * CELL.leading,
        size: CELL.size,
        font,
        color: INK,
      });
    });
    x += width;
  });
  pen.page.drawLine({
    start: { x: PAGE.left, y: top - height },
    end: { x: PAGE.left + TEXT_WIDTH, y: top - height },
    thickness: 0.5,
    color: RULE,
  });
  pen.y -= height;
  pen.fresh = false;
}

const rowHeight = (columns, cells, font) =>
  Math.max(...columns.map((column, i) => cellLines(cells[i], column, font).length)) * CELL.leading + 2 * CELL.padY;

const labelsOf = (columns) => columns.map((column) => column.label);

/** Height in points with caption and head, or that of a full page if it is longer than one. */
function tableHeight({ columns, rows }, { regular, bold }) {
  const head = CAPTION + rowHeight(columns, labelsOf(columns), bold);
  const whole = rows.reduce((sum, row) => sum + rowHeight(columns, row, regular), head);
  return Math.min(whole, PAGE.height - PAGE.top - PAGE.bottom);
}

function drawTable(pen, table) {
  const { caption, columns, rows } = table;
  const { regular, bold } = pen.fonts;
  const head = () => drawRow(pen, columns, labelsOf(columns), { font: bold, shaded: true });
  pen.need(tableHeight(table, pen.fonts));
  if (caption) pen.paragraph(caption, { font: bold, size: 9.5, leading: CAPTION - 3, after: 3 });
  head();
  for (const row of rows) {
    if (pen.need(rowHeight(columns, row, regular))) head();
    drawRow(pen, columns, row, { font: SUMS.has(row[0]) ? bold : regular, shaded: false });
  }
  pen.y -= 14;
}

function drawFooters(document, fonts, title) {
  const pages = document.getPages();
  pages.forEach((page, i) => {
    const count = `Page ${i + 1} of ${pages.length}`;
    const size = 8.5;
    page.drawLine({
      start: { x: PAGE.left, y: 52 },
      end: { x: PAGE.width - PAGE.right, y: 52 },
      thickness: 0.5,
      color: RULE,
    });
    page.drawText(`Corvane Aldous LLP | ${title}`, { x: PAGE.left, y: 38, size, font: fonts.regular, color: MUTED });
    const x = PAGE.width - PAGE.right - fonts.regular.widthOfTextAtSize(count, size);
    page.drawText(count, { x, y: 38, size, font: fonts.regular, color: MUTED });
  });
}

/**
 * Set one source as a PDF with selectable text in the standard Helvetica fonts (Latin only).
 * @param source A module of `source/` with `kind: 'pdf'`.
 * @returns The file's bytes; the same source always gives the same bytes.
 */
export async function renderPdf(source) {
  const document = await PDFDocument.create();
  const created = new Date(source.created);
  document.setTitle(source.title);
  document.setAuthor(source.author);
  document.setProducer('Corvane Aldous sample library');
  document.setCreator('samples/build.mjs');
  document.setCreationDate(created);
  document.setModificationDate(created);
  const fonts = {
    regular: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
  };
  const pen = new Pen(document, fonts);
  pen.paragraph(source.title, { font: fonts.bold, size: 22, leading: 28, after: 4 });
  pen.paragraph(source.subtitle, { color: MUTED, size: 11, after: 10 });
  for (const [i, block] of source.blocks.entries()) {
    const next = source.blocks[i + 1];
    if (block.pageBreak) pen.newPage();
    else if (block.h) pen.heading(block.h, block.text, next?.table ? tableHeight(next.table, fonts) : 6 * BODY.leading);
    else if (block.p) pen.paragraph(block.p);
    else if (block.list) for (const item of block.list) pen.paragraph(`•  ${item}`, { indent: 12, after: 5 });
    else drawTable(pen, block.table);
  }
  drawFooters(document, fonts, source.title);
  return document.save();
}
