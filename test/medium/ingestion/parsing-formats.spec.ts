import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Document,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import {
  degrees,
  PDFDocument,
  type PDFPage,
  rgb,
  StandardFonts,
  TextRenderingMode,
  setTextRenderingMode,
} from 'pdf-lib';
import { aLockedPdf } from '#testing';
import {
  DEFAULT_UNPACK_LIMITS,
  assembleText,
  ParserPool,
  type ReadDocument,
} from '../../../libs/ingestion/src/parsing/index.js';
import { zipOf } from './pack.js';
import { parserEntry } from './parsing-entry.js';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the parsers, in their own process', () => {
  let folder: string;
  let pool: ParserPool;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chancery-parsing-'));
    pool = new ParserPool({ size: 1, entryPath: parserEntry() });
  });

  afterAll(async () => {
    await pool.close();
    await rm(folder, { recursive: true });
  });

  const parse = async (name: string, content: Uint8Array | string, by: ParserPool = pool): Promise<ReadDocument> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return by.parse(path, name);
  };
  const codeOf = async (name: string, content: Uint8Array | string, by?: ParserPool) => {
    try {
      await parse(name, content, by);
      return 'read';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  const brief = ({ blocks }: ReadDocument) => blocks.map((block) => [block.kind, block.text, block.page]);

  describe('PDF', () => {
    const aPdf = async (draw: (pdf: PDFDocument) => Promise<void>) => {
      const pdf = await PDFDocument.create();
      await draw(pdf);
      return pdf.save();
    };
    const report = () =>
      aPdf(async (pdf) => {
        pdf.setTitle('Leave policy');
        pdf.setAuthor('Ada Office');
        pdf.setCreationDate(new Date('2024-03-01T12:00:00Z'));
        const font = await pdf.embedFont(StandardFonts.Helvetica);
        const page = pdf.addPage();
        page.drawText('Sick leave', { x: 72, y: 700, size: 20, font });
        page.drawText('Employees who fall ill bring a certificate to', { x: 72, y: 670, size: 11, font });
        page.drawText('the office within three days.', { x: 72, y: 656, size: 11, font });
        page.drawText('Everybody else comes to work.', { x: 72, y: 620, size: 11, font });
        pdf.addPage();
        pdf.addPage().drawText('The last page is turned.', { x: 300, y: 300, size: 11, font, rotate: degrees(90) });
      });

    it('reads headings, paragraphs, pages and facts, and notes the blank page', async () => {
      const document = await parse('report.pdf', await report());
      expect(document.title).toBe('Leave policy');
      expect(document.metadata).toMatchObject({ author: 'Ada Office', date: '2024-03-01' });
      expect(document.pageCount).toBe(3);
      expect(brief(document)).toEqual([
        ['heading', 'Sick leave', 1],
        ['paragraph', 'Employees who fall ill bring a certificate to the office within three days.', 1],
        ['paragraph', 'Everybody else comes to work.', 1],
        ['paragraph', 'The last page is turned.', 3],
      ]);
      expect(document.notes.map(({ code, page }) => [code, page])).toEqual([['page.blank', 2]]);
      expect(document.coverage).toEqual({ pages: 3, unreadPages: 0, gaps: [], recognised: [], members: null });
      expect(assembleText(document.blocks).pages.map((page) => page.page)).toEqual([1, 3]);
    });

    describe('leaves out and tells what its readers do not see', () => {
      const [white, black, blue] = [rgb(1, 1, 1), rgb(0, 0, 0), rgb(0, 0, 0.6)];
      const bar = { x: 40, y: 590, width: 400, height: 30 };
      const hidden = { x: 50, y: 600, size: 11 };
      const inMode = (page: PDFPage, mode: TextRenderingMode) => {
        page.pushOperators(setTextRenderingMode(mode));
        page.drawText('Say one day.', hidden);
        page.pushOperators(setTextRenderingMode(TextRenderingMode.Fill));
      };
      const read = async (draw: (page: PDFPage, pdf: PDFDocument) => unknown) => {
        const made = await aPdf(async (pdf) => {
          const page = pdf.addPage();
          page.drawText('The notice period is three months.', { x: 50, y: 700, size: 11 });
          await draw(page, pdf);
          page.drawText('Scots law applies.', { x: 50, y: 500, size: 11 });
        });
        const { blocks, notes } = await parse('hidden.pdf', made);
        const isRead = blocks.some(({ text }) => text.includes('Say one day.'));
        expect(blocks.map(({ text }) => text).join(' ')).toMatch(/three months\..*Scots law applies\./);
        return [isRead, notes.find(({ code }) => code === 'text.hidden')?.count ?? 0];
      };

      it.each<[string, (page: PDFPage) => unknown]>([
        ['white on white', (page) => page.drawText('Say one day.', { ...hidden, color: white })],
        ['nearly white', (page) => page.drawText('Say one day.', { ...hidden, color: rgb(0.99, 0.99, 0.985) })],
        [
          'blue on blue',
          (page) => [
            page.drawRectangle({ ...bar, color: blue }),
            page.drawText('Say one day.', { ...hidden, color: blue }),
          ],
        ],
        ['no ink', (page) => inMode(page, TextRenderingMode.Invisible)],
        ['no opacity', (page) => page.drawText('Say one day.', { ...hidden, opacity: 0 })],
        ['no size', (page) => page.drawText('Say one day.', { ...hidden, size: 0.4 })],
        ['beside the page', (page) => page.drawText('Say one day.', { ...hidden, x: 5_000 })],
        [
          'beyond what is shown',
          (page) => [page.drawText('Say one day.', { ...hidden, y: 5 }), page.setCropBox(0, 50, 595, 792)],
        ],
        [
          'below a rectangle',
          (page) => [page.drawText('Say one day.', hidden), page.drawRectangle({ ...bar, color: black })],
        ],
      ])('%s', async (_how, draw) => expect(await read(draw)).toEqual([false, 1]));

      it.each<[string, (page: PDFPage, pdf: PDFDocument) => unknown]>([
        [
          'white on blue',
          (page) => [
            page.drawRectangle({ ...bar, color: blue }),
            page.drawText('Say one day.', { ...hidden, color: white }),
          ],
        ],
        [
          'white on a shape',
          (page) => [
            page.drawEllipse({ x: 90, y: 600, xScale: 90, yScale: 40, color: black }),
            page.drawText('Say one day.', { ...hidden, color: white }),
          ],
        ],
        [
          'below a marker',
          (page) => [
            page.drawText('Say one day.', hidden),
            page.drawRectangle({ ...bar, color: rgb(1, 1, 0), opacity: 0.4 }),
          ],
        ],
        [
          'white on a picture',
          async (page, pdf) => [
            page.drawImage(await pdf.embedPng(PNG), bar),
            page.drawText('Say one day.', { ...hidden, color: white }),
          ],
        ],
        [
          'no ink upon a picture, as scans have it',
          async (page, pdf) => [
            page.drawImage(await pdf.embedPng(PNG), bar),
            inMode(page, TextRenderingMode.Invisible),
          ],
        ],
      ])('but not %s', async (_how, draw) => expect(await read(draw)).toEqual([true, 0]));

      it('also where it stands in the middle of a line', async () => {
        const made = await aPdf(async (pdf) => {
          const font = await pdf.embedFont(StandardFonts.Helvetica);
          const page = pdf.addPage();
          let x = 50;
          for (const [text, color] of [
            ['Notice: ', black],
            ['one day, not ', white],
            ['three months.', black],
          ] as const) {
            page.drawText(text, { x, y: 700, size: 11, font, color });
            x += font.widthOfTextAtSize(text, 11);
          }
        });
        const { blocks, notes } = await parse('line.pdf', made);
        expect(blocks.map(({ text }) => text)).toEqual(['Notice: three months.']);
        expect(notes).toMatchObject([{ code: 'text.hidden', count: 1, page: 1 }]);
      });
    });

    it('refuses scans, damage and passwords, each with its own code', async () => {
      const scan = await aPdf(async (pdf) => pdf.addPage().drawImage(await pdf.embedPng(PNG)));
      expect(await codeOf('scan.pdf', scan)).toBe('document.no_text');
      expect(await codeOf('cut.pdf', '%PDF-1.7\nnothing of a PDF follows')).toBe('document.corrupt');
      expect(await codeOf('locked.pdf', lockedPdf())).toBe('document.encrypted');
    });

    it('reads what was filled into a form, beside its words', async () => {
      const form = await aPdf(async (pdf) => {
        const page = pdf.addPage();
        const font = await pdf.embedFont(StandardFonts.Helvetica);
        page.drawText('Name of the tenant:', { x: 72, y: 700, size: 11, font });
        page.drawText('I have read the rules of the house.', { x: 100, y: 660, size: 11, font });
        const name = pdf.getForm().createTextField('tenant');
        name.setText('Ada Lovelace');
        name.addToPage(page, { x: 220, y: 695, width: 200, height: 18 });
        const box = pdf.getForm().createCheckBox('rules');
        box.addToPage(page, { x: 72, y: 658, width: 12, height: 12 });
        box.check();
      });
      const texts = (await parse('form.pdf', form)).blocks.map(({ text }) => text);
      expect(texts).toEqual(['Name of the tenant: Ada Lovelace', '[x] I have read the rules of the house.']);
    });

    it('takes out what is attached, as members', async () => {
      const pdf = await aPdf(async (made) => {
        made.addPage().drawText('The lease has one annex.', { font: await made.embedFont(StandardFonts.Helvetica) });
        await made.attach(Buffer.from('The garden belongs to it.'), 'annex.txt');
        await made.attach(Buffer.from([0, 1, 2, 3]), 'drawing.bin');
      });
      const path = join(folder, 'attached.pdf');
      await writeFile(path, pdf);
      const unpack = { folder: await mkdtemp(join(folder, 'unpack-')), membersLeft: 9, bytesLeft: 1e6, depth: 1 };
      const read = await pool.parse(path, 'attached.pdf', { unpack: { ...unpack, limits: DEFAULT_UNPACK_LIMITS } });
      expect(brief(read)).toEqual([['paragraph', 'The lease has one annex.', 1]]);
      expect(read.members?.map(({ name }) => name)).toEqual(['attachments/annex.txt']);
      expect(read.coverage).toMatchObject({ members: 1, gaps: [{ code: 'member.not_read', count: 1 }] });
    });

    it('opens one with its password, and with no other', async () => {
      const locked = aLockedPdf('sesame', 'The vault opens at noon.');
      const path = join(folder, 'sesame.pdf');
      await writeFile(path, locked);
      const by = (password: string) => pool.parse(path, 'sesame.pdf', { password });
      expect(brief(await by('sesame'))).toEqual([['paragraph', 'The vault opens at noon.', 1]]);
      await expect(by('Sesame')).rejects.toMatchObject({ code: 'document.wrong_password' });
      expect(await codeOf('sesame.pdf', locked)).toBe('document.encrypted');
    });

    it('refuses more pages than the limit', async () => {
      const strict = new ParserPool({ size: 1, entryPath: parserEntry(), limits: { maxPages: 2 } });
      expect(await codeOf('report.pdf', await report(), strict)).toBe('document.too_complex');
      await strict.close();
    });
  });

  describe('Word', () => {
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
    const aDocx = () =>
      Packer.toBuffer(
        new Document({
          title: 'Travel & leave',
          creator: 'Ada Office',
          sections: [
            {
              children: [
                new Paragraph({ text: 'Travel', heading: HeadingLevel.HEADING_1 }),
                new Paragraph('Trains before planes.'),
                new Paragraph({ text: 'first', bullet: { level: 0 } }),
                new Paragraph({ text: 'inner', bullet: { level: 1 } }),
                new Table({
                  rows: [
                    new TableRow({ tableHeader: true, children: [cell('Kind'), cell('Days')] }),
                    new TableRow({ children: [cell('Sick'), cell('10')] }),
                  ],
                }),
                new Paragraph({
                  children: [
                    new TextRun('See'),
                    new ImageRun({ type: 'png', data: PNG, transformation: { width: 9, height: 9 } }),
                  ],
                }),
              ],
            },
          ],
        }),
      );

    it('reads headings, lists, tables and facts, and notes the images', async () => {
      const document = await parse('travel.docx', await aDocx());
      expect(document.title).toBe('Travel & leave');
      expect(document.metadata['author']).toBe('Ada Office');
      expect(document.blocks.map(({ kind, text, level, header }) => [kind, text, level ?? header])).toEqual([
        ['heading', 'Travel', 1],
        ['paragraph', 'Trains before planes.', undefined],
        ['list-item', 'first', 1],
        ['list-item', 'inner', 2],
        ['table-row', 'Kind | Days', undefined],
        ['table-row', 'Kind: Sick; Days: 10', 'Kind | Days'],
        ['paragraph', 'See', undefined],
      ]);
      expect(document.notes.map((note) => note.code)).toEqual(['image.skipped']);
    });

    it('writes out the numbers that Word makes by itself', async () => {
      const numbered = (text: string, level: number, heading?: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
        new Paragraph({ text, numbering: { reference: 'clauses', level }, ...(heading && { heading }) });
      const levels = [
        { level: 0, format: LevelFormat.DECIMAL, text: 'Article %1' },
        { level: 1, format: LevelFormat.DECIMAL, text: '%1.%2' },
        { level: 2, format: LevelFormat.LOWER_LETTER, text: '(%3)' },
      ];
      const contract = new Document({
        numbering: { config: [{ reference: 'clauses', levels }] },
        sections: [
          {
            children: [
              numbered('Term', 0, HeadingLevel.HEADING_1),
              numbered('It begins', 1),
              numbered('on paper', 2),
              numbered('in fact', 2),
              numbered('Price', 0, HeadingLevel.HEADING_1),
              numbered('It is due.', 1),
            ],
          },
        ],
      });
      const { blocks } = await parse('contract.docx', await Packer.toBuffer(contract));
      expect(blocks.map(({ kind, text, level }) => [kind, text, level])).toEqual([
        ['heading', 'Article 1 Term', 1],
        ['list-item', '1.1 It begins', 2],
        ['list-item', '(a) on paper', 3],
        ['list-item', '(b) in fact', 3],
        ['heading', 'Article 2 Price', 1],
        ['list-item', '2.1 It is due.', 2],
      ]);
    });

    it('reads what stands in the margin, and takes out what is embedded', async () => {
      const xml = (root: string, inside: string) => `<w:${root} xmlns:w="${WORD}">${inside}</w:${root}>`;
      const said = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
      const rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">';
      const lease = zipOf({
        '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        '_rels/.rels': `${rels}<Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
        'word/document.xml': xml('document', `<w:body>${said('Rent is due in May.')}</w:body>`),
        'word/comments.xml': xml('comments', `<w:comment w:id="0" w:author="Bob">${said('Since when?')}</w:comment>`),
        'word/embeddings/Annex.txt': 'The annex.',
        'word/embeddings/oleObject1.bin': 'anything',
      });
      const path = join(folder, 'lease.docx');
      await writeFile(path, lease);
      const unpack = { folder: await mkdtemp(join(folder, 'unpack-')), membersLeft: 9, bytesLeft: 1e6, depth: 1 };
      const read = await pool.parse(path, 'lease.docx', { unpack: { ...unpack, limits: DEFAULT_UNPACK_LIMITS } });
      expect(brief(read)).toEqual([
        ['paragraph', 'Rent is due in May.', 1],
        ['paragraph', 'Comment by Bob: Since when?', 1],
      ]);
      expect(read.members?.map(({ name }) => name)).toEqual(['embedded/Annex.txt']);
      expect(read.coverage).toMatchObject({ members: 1, gaps: [{ code: 'member.not_read', count: 1 }] });
    });

    it('refuses what would unpack beyond the limit before unpacking it', async () => {
      const strict = new ParserPool({ size: 1, entryPath: parserEntry(), limits: { maxUncompressedBytes: 2_000 } });
      expect(await codeOf('travel.docx', await aDocx(), strict)).toBe('document.too_complex');
      await strict.close();
    });

    it('refuses cut files, other containers and encrypted ones', async () => {
      expect(await codeOf('cut.docx', (await aDocx()).subarray(0, 900))).toBe('document.corrupt');
      const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2_000)]);
      expect(await codeOf('locked.docx', ole)).toBe('document.encrypted');
      expect(await codeOf('empty.docx', await Packer.toBuffer(new Document({ sections: [{ children: [] }] })))).toBe(
        'document.empty',
      );
    });
  });

  it('reads the main part of an HTML page, without its menus, and the whole page where nothing else is there', async () => {
    const body = '<nav><a>Home</a></nav><main><h1>Leave</h1><p>Ten days of leave a year are due.</p></main>';
    const document = await parse('page.html', `<html><body><header>Acme</header>${body}<footer>Imprint</footer>`);
    expect(brief(document)).toEqual([
      ['heading', 'Leave', 1],
      ['paragraph', 'Ten days of leave a year are due.', 1],
    ]);
    expect(document.notes.map(({ code }) => code)).toEqual(['page.surroundings']);
    expect(document.coverage.gaps).toEqual([]);
    expect(brief(await parse('menu.html', '<nav><p>Home</p></nav>'))).toEqual([['paragraph', 'Home', 1]]);
    const small = `<main>Hi.</main><p>${'Most of the page stands outside. '.repeat(9)}</p>`;
    expect(brief(await parse('small.html', small))).toHaveLength(2);
  });

  it('reads Markdown with its front matter', async () => {
    const document = await parse('leave.md', '---\ntitle: Leave\nms.author: ada\n---\n# Something else\n\nTen days.');
    expect(document).toMatchObject({ title: 'Leave', metadata: { ms_author: 'ada' }, pageCount: 1, notes: [] });
    expect(brief(document)).toEqual([
      ['heading', 'Something else', 1],
      ['paragraph', 'Ten days.', 1],
    ]);
  });

  it('reads HTML in the encoding it declares, with title and author', async () => {
    const page = '<meta charset="windows-1251"><meta name="author" content="Ада"><title>Отпуск</title><p>Десять дней.';
    const bytes = Buffer.from(
      [...page].map((letter) => (letter.charCodeAt(0) > 0x400 ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0))),
    );
    const document = await parse('leave.html', bytes);
    expect(document).toMatchObject({ title: 'Отпуск', metadata: { author: 'Ада' }, notes: [] });
    expect(brief(document)).toEqual([['paragraph', 'Десять дней.', 1]]);
  });

  it('reads CSV with any delimiter, and TSV', async () => {
    expect(brief(await parse('rooms.csv', 'Name;Room\n"Ada; Countess";4\n'))[1]).toEqual([
      'table-row',
      'Name: Ada; Countess; Room: 4',
      1,
    ]);
    expect(brief(await parse('stated.csv', 'sep=|\nName|Room\nAda; Bob|4\n'))).toEqual([
      ['table-row', 'Name | Room', 1],
      ['table-row', 'Name: Ada; Bob; Room: 4', 1],
    ]);
    expect(brief(await parse('rooms.tsv', 'Name\tRoom\nAda, Countess\t4\n'))[1]).toEqual([
      'table-row',
      'Name: Ada, Countess; Room: 4',
      1,
    ]);
  });

  it('says when it had to guess the encoding', async () => {
    const { notes, blocks } = await parse(
      'old.txt',
      Buffer.from('Caf\xe9 and cr\xe8me br\xfbl\xe9e are served until three.', 'latin1'),
    );
    expect(blocks[0]!.text).toBe('Café and crème brûlée are served until three.');
    expect(notes.map((note) => note.code)).toEqual(['encoding.guessed']);
  });

  it('refuses a file without words and one with too many', async () => {
    expect(await codeOf('blank.md', '---\ntitle: Nothing\n---\n\n&nbsp;\n')).toBe('document.empty');
    const strict = new ParserPool({ size: 1, entryPath: parserEntry(), limits: { maxTextChars: 100 } });
    expect(await codeOf('long.txt', 'word '.repeat(50), strict)).toBe('document.too_complex');
    await strict.close();
  });

  /** The 40-bit standard handler with keys that no empty password opens. */
  function lockedPdf(): string {
    const key = '<' + '5A'.repeat(32) + '>';
    const objects = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
      `<< /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >>`,
    ];
    let body = '%PDF-1.4\n';
    const offsets = objects.map((object, index) => {
      const offset = body.length;
      body += `${index + 1} 0 obj\n${object}\nendobj\n`;
      return `${String(offset).padStart(10, '0')} 00000 n \n`;
    });
    const table = `xref\n0 5\n0000000000 65535 f \n${offsets.join('')}`;
    return `${body}${table}trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00><00>] >>\nstartxref\n${body.length}\n%%EOF\n`;
  }
});
