import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';

const LEVEL = { 1: HeadingLevel.HEADING_2, 2: HeadingLevel.HEADING_3 };

const cell = (text, bold) => new TableCell({ children: [new Paragraph({ children: [new TextRun({ text, bold })] })] });

const table = ({ columns, rows }) =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: columns.map((text) => cell(text, true)) }),
      ...rows.map((row) => new TableRow({ children: row.map((text) => cell(text, false)) })),
    ],
  });

function blockToDocx(block) {
  if (block.h) return [new Paragraph({ heading: LEVEL[block.h], text: block.text })];
  if (block.p) return [new Paragraph({ text: block.p, spacing: { after: 160 } })];
  if (block.list) return block.list.map((text) => new Paragraph({ text, bullet: { level: 0 } }));
  return [table(block.table), new Paragraph({ text: '' })];
}

/**
 * Run a piece of work with the clock standing still. docx and its zip writer stamp the current time into the file and
 * offer no setting for it; a fixed clock is what makes the bytes repeatable.
 */
async function atTime(iso, work) {
  const RealDate = globalThis.Date;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      super(...(args.length === 0 ? [iso] : args));
    }

    static now() {
      return RealDate.parse(iso);
    }
  };
  try {
    return await work();
  } finally {
    globalThis.Date = RealDate;
  }
}

/**
 * Set one source as a Word file: the title as heading 1, sections as headings 2 and 3.
 * @param source A module of `source/` with `kind: 'docx'`.
 * @returns The file's bytes; the same source always gives the same bytes.
 */
export function renderDocx(source) {
  return atTime(source.created, () =>
    Packer.toBuffer(
      new Document({
        title: source.title,
        creator: source.author,
        lastModifiedBy: source.author,
        sections: [
          {
            children: [
              new Paragraph({ heading: HeadingLevel.HEADING_1, text: source.title }),
              ...source.blocks.flatMap(blockToDocx),
            ],
          },
        ],
      }),
    ),
  );
}
