import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { type CellObject, CFB, utils, write } from '@e965/xlsx';
import { burn } from '@kenjiuno/msgreader/lib/Burner.js';
import type { Block } from '../../../libs/ingestion/src/parsing/parsed-document.js';
import { DEFAULT_PARSE_LIMITS } from '../../../libs/ingestion/src/parsing/parsed-document.js';
import { parseFile } from '../../../libs/ingestion/src/parsing/parse-file.js';
import { DEFAULT_UNPACK_LIMITS } from '../../../libs/ingestion/src/parsing/members/unpack.js';
import { mailOf } from './pack.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'chancery-office-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function parse(name: string, content: Uint8Array | string, limits = DEFAULT_PARSE_LIMITS) {
  const path = join(folder, name);
  await writeFile(path, content);
  return parseFile(path, limits, { fileName: name, unpack: null });
}

/** As {@link parse}, with a place for the files inside. */
async function unpack(name: string, content: Uint8Array | string) {
  const path = join(folder, name);
  await writeFile(path, content);
  const limits = DEFAULT_UNPACK_LIMITS;
  const into = await mkdtemp(join(folder, 'members-'));
  const unpack = { folder: into, membersLeft: 100, bytesLeft: 1_000_000, depth: 1, limits };
  return parseFile(path, DEFAULT_PARSE_LIMITS, { fileName: name, unpack });
}

/** SheetJS packs zip containers too; its types do not say so. */
const container = CFB as unknown as {
  read(bytes: Buffer, options: { type: 'buffer' }): object;
  find(container: object, name: string): { content: Buffer; size: number };
  utils: { cfb_new(): object; cfb_add(container: object, name: string, content: Buffer): void };
  write(container: object, options: { type: 'buffer'; fileType: 'zip' | 'cfb' }): Buffer;
};

function zip(parts: Readonly<Record<string, string>>): Buffer {
  const made = container.utils.cfb_new();
  for (const [name, text] of Object.entries(parts)) container.utils.cfb_add(made, `/${name}`, Buffer.from(text));
  return container.write(made, { type: 'buffer', fileType: 'zip' });
}

/** A signature (CMS) with what it encloses, without signers and certificates. */
function signatureAround(content: string | null): Buffer {
  const element = (tag: number, ...parts: readonly Buffer[]): Buffer => {
    const all = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, all.length]), all]);
  };
  const object = (last: number) => element(0x06, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, last]));
  const enclosed = content === null ? [] : [element(0xa0, element(0x04, Buffer.from(content)))];
  const version = element(0x02, Buffer.from([1]));
  const signed = element(0x30, version, element(0x31), element(0x30, object(1), ...enclosed), element(0x31));
  return element(0x30, object(2), element(0xa0, signed));
}

const brief = (blocks: readonly Block[]) => blocks.map(({ kind, text, page }) => [kind, text, page]);

describe('workbooks', () => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Name', 'Room'], ['Ada', 4], [], [null, 'Bob']]), 'Staff');
  utils.book_append_sheet(book, utils.aoa_to_sheet([[]]), 'Empty');
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Lease'], ['ends 2031']]), 'Dates');

  it.each([
    ['xlsx', 'xlsx'],
    ['xls', 'biff8'],
  ] as const)('in %s name sheets that are hidden, which are read like others', async (type, bookType) => {
    const hiding = {
      ...book,
      Workbook: { Sheets: [{ Hidden: 0 as const }, { Hidden: 0 as const }, { Hidden: 2 as const }] },
    };
    const { blocks, notes } = await parse(`hiding.${type}`, write(hiding, { type: 'buffer', bookType }) as Buffer);
    expect(notes.map(({ code, page }) => [code, page])).toEqual([['part.hidden', 3]]);
    expect(blocks.some(({ text }) => text.includes('ends 2031'))).toBe(true);
  });

  const ROW_HIDDEN = Buffer.from('08021000040000000200ff000000000020000f00', 'hex');

  it.each(['xlsx', 'xls'] as const)(
    'in %s count hidden rows and columns with words, which are read like others',
    async (type) => {
      const cells = [['Name', 'Pay', 'Room', 'Desk'], ['Ada', 5, 4, 1], ['Bob', 6, 3, 2], [], ['Eve', 7, 2, 3]];
      const sheet = utils.aoa_to_sheet(cells);
      sheet['!rows'] = [{}, { hidden: true }, {}, { hidden: true }, { hidden: true }];
      sheet['!cols'] = [{}, { hidden: true }, { hidden: true }, {}, { hidden: true }];
      const hiding = {
        SheetNames: ['All', 'Staff'],
        Sheets: { All: utils.aoa_to_sheet([['of', 'it']]), Staff: sheet },
      };
      const bookType = type === 'xls' ? 'biff8' : 'xlsx';
      let file = write(hiding, { type: 'buffer', bookType, cellStyles: true }) as Buffer;
      if (type === 'xls') {
        // SheetJS reads the records of hidden rows and writes none.
        const packed = container.read(file, { type: 'buffer' });
        const stream = container.find(packed, '/Workbook');
        stream.content = Buffer.concat([stream.content.subarray(0, -4), ROW_HIDDEN, stream.content.subarray(-4)]);
        stream.size = stream.content.length;
        file = container.write(packed, { type: 'buffer', fileType: 'cfb' });
      }
      const { blocks, notes } = await parse(`lines.${type}`, file);
      const particulars = type === 'xls' ? { rows: 1, columns: 0, sheet: 2 } : { rows: 2, columns: 2, sheet: 2 };
      expect(notes).toMatchObject([{ code: 'sheet.hidden_cells', page: 2, particulars }]);
      expect(blocks.some(({ text }) => text.includes('Eve'))).toBe(true);
    },
  );

  it('of OpenDocument tell sheets, rows and columns that are hidden', async () => {
    const cell = (text: string) =>
      `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
    const { blocks, notes } = await parse(
      'hiding.ods',
      zip({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'META-INF/manifest.xml': '<manifest:manifest/>',
        'styles.xml': '<office:document-styles/>',
        'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:automatic-styles>
          <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
          </office:automatic-styles><office:body><office:spreadsheet>
          <table:table table:name="Staff"><table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="1022"/>
          <table:table-row>${cell('Name')}${cell('Pay')}</table:table-row>
          <table:table-row table:visibility="filter">${cell('Ada')}${cell('Much')}</table:table-row></table:table>
          <table:table table:name="Notes" table:style-name="ta2"><table:table-row>${cell('Put away')}</table:table-row></table:table>
          </office:spreadsheet></office:body></office:document-content>`,
      }),
    );
    expect(blocks.map(({ text }) => text).join(' ')).toMatch(/Much.*Put away/);
    expect(notes).toMatchObject([
      { code: 'sheet.hidden_cells', page: 1, particulars: { rows: 1, columns: 1, sheet: 1 } },
      { code: 'part.hidden', page: 2 },
    ]);
  });

  it.each([
    ['xlsx', 'xlsx'],
    ['xls', 'biff8'],
    ['ods', 'ods'],
  ] as const)(
    'in %s give a page a sheet and a row a block, with column names and cell references',
    async (type, bookType) => {
      const { blocks, pageCount } = await parse(`staff.${type}`, write(book, { type: 'buffer', bookType }) as Buffer);
      expect(pageCount).toBe(3);
      expect(brief(blocks)).toEqual([
        ['heading', 'Staff', 1],
        ['table-row', 'Name | Room [A1:B1]', 1],
        ['table-row', 'Name: Ada; Room: 4 [A2:B2]', 1],
        ['table-row', 'Room: Bob [B4]', 1],
        ['heading', 'Dates', 3],
        ['table-row', 'Lease [A1]', 3],
        ['table-row', 'Lease: ends 2031 [A2]', 3],
      ]);
    },
  );

  it('keep what people noted on cells, after the rows of the sheet', async () => {
    const noted = utils.book_new();
    const sheet = utils.aoa_to_sheet([['Rent'], [1200]]);
    utils.cell_add_comment(sheet['A2'] as CellObject, 'Not yet\nagreed.', 'Ada');
    utils.book_append_sheet(noted, sheet, 'Lease');
    const { blocks } = await parse('noted.xlsx', write(noted, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(brief(blocks).at(-1)).toEqual(['paragraph', 'Comment on A2 by Ada: Not yet agreed.', 1]);
  });

  it('show dates as they are formatted, points between their parts too, and figures as stored', async () => {
    const dated = utils.book_new();
    const cell = (v: number, z: string): CellObject => ({ t: 'n', v, z });
    const sheet = utils.aoa_to_sheet([['Day', 'Time', 'Rent']]);
    utils.sheet_add_aoa(
      sheet,
      [[cell(47_969, 'dd.mm.yyyy'), cell(47_969.5, 'd.m.yy hh:mm'), cell(1234.5, '#,##0.00 "€"')]],
      { origin: 'A2' },
    );
    utils.book_append_sheet(dated, sheet, 'Lease');
    const { blocks } = await parse('dated.xlsx', write(dated, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(blocks.at(-1)!.text).toBe('Day: 01.05.2031; Time: 1.5.31 12:00; Rent: 1,234.50 € [A2:C2]');
  });

  it('write out the sign of what is below zero where a colour alone tells it', async () => {
    const formats = [
      '0;[Red]0',
      '#,##0.00 "EUR";[Red]#,##0.00 "EUR"',
      '0;[Red]-0',
      '0 "S";[Red]0 "H"',
      '0;0',
      '#,##0 ;[Red](#,##0)',
      'General;[Red]General',
      '0.0_-;[Red]0.0_-',
      '0.0E+0;[Red]0.0E+0',
    ];
    const sheet = utils.aoa_to_sheet([['Result'], ...formats.map((z): CellObject[] => [{ t: 'n', v: -5, z }])]);
    const book = write({ SheetNames: ['A'], Sheets: { A: sheet } }, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    const { blocks } = await parse('signs.xlsx', book);
    expect(blocks.slice(2).map(({ text }) => text.replace(/ \[.*$/, ''))).toEqual([
      ...['Result: -5', 'Result: -5.00 EUR', 'Result: -5', 'Result: 5 H', 'Result: 5', 'Result: (5)'],
      ...['Result: -5', 'Result: -5.0', 'Result: -5.0E+0'],
    ]);
  });

  it('are read behind a gap of any size, and say which formulas have no result', async () => {
    const cells =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v></v></c><c r="C1"><f>A1*3</f><v>3</v></c></row>' +
      '<row r="900000"><c r="A900000"><v>7</v></c><c r="B900000"><f>A1</f></c></row>';
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([[1]]), 'Gap');
    const packed = container.read(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, { type: 'buffer' });
    const sheet = container.find(packed, '/xl/worksheets/sheet1.xml');
    sheet.content = Buffer.from(
      sheet.content.toString().replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${cells}</sheetData>`),
    );
    const { blocks, coverage } = await parse('gap.xlsx', container.write(packed, { type: 'buffer', fileType: 'zip' }));
    expect(brief(blocks).map(([, text]) => text)).toEqual(['Gap', '1 | 3 [A1:C1]', '7 [A900000]']);
    expect(coverage.gaps.map(({ code, count }) => [code, count])).toEqual([['formula.no_result', 2]]);
  });

  it('name columns by all rows of names that merged cells make up', async () => {
    const plan = utils.book_new();
    const sheet = utils.aoa_to_sheet([
      ['Report of May'],
      ['Region', 2030, null, 2031],
      [null, 'Plan', 'Real', 'Plan', 'Real'],
      ['North', 1, 2, 3, 4],
    ]);
    sheet['!merges'] = ['A1:E1', 'A2:A3', 'B2:C2', 'D2:E2'].map((range) => utils.decode_range(range));
    utils.book_append_sheet(plan, sheet, 'Plan');
    const { blocks } = await parse('plan.xlsx', write(plan, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(brief(blocks).map(([, text]) => text)).toEqual([
      'Plan',
      'Report of May',
      'Region | 2030 | 2031 [A2:D2]',
      'Plan | Real | Plan | Real [B3:E3]',
      'Region: North; 2030 Plan: 1; 2030 Real: 2; 2031 Plan: 3; 2031 Real: 4 [A4:E4]',
    ]);
  });

  it('take no row of a table for names because cells of it are merged', async () => {
    const week = utils.book_new();
    const sheet = utils.aoa_to_sheet([
      ['Day', 'Morning', 'Afternoon'],
      ['Mon', 'Workshop'],
      ['Tue', 'Visit', 'Report'],
      ['Wed', 'Talk', 'Review'],
    ]);
    sheet['!merges'] = [utils.decode_range('B2:C2')];
    utils.book_append_sheet(week, sheet, 'Week');
    const { blocks } = await parse('week.xlsx', write(week, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(brief(blocks).map(([, text]) => text)).toEqual([
      'Week',
      'Day | Morning | Afternoon [A1:C1]',
      'Day: Mon; Morning: Workshop [A2:B2]',
      'Day: Tue; Morning: Visit; Afternoon: Report [A3:C3]',
      'Day: Wed; Morning: Talk; Afternoon: Review [A4:C4]',
    ]);
  });

  it('have text boxes and charts after the rows of their sheet, and count its pictures', async () => {
    const packed = container.read(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, { type: 'buffer' });
    const related = (type: string, target: string) =>
      `<Relationships><Relationship Id="rId1" Type="urn:x/${type}" Target="${target}"/></Relationships>`;
    const pt = (text: string) => `<c:pt idx="0"><c:v>${text}</c:v></c:pt>`;
    const parts = {
      'worksheets/_rels/sheet1.xml.rels': related('drawing', '../drawings/drawing1.xml'),
      'drawings/drawing1.xml': '<wsDr><sp><txBody><p><r><t>Draft of May</t></r></p></txBody></sp><pic/></wsDr>',
      'drawings/_rels/drawing1.xml.rels': related('chart', '../charts/chart1.xml'),
      'charts/chart1.xml': `<c:chartSpace><c:ser><c:tx>${pt('Sold')}</c:tx><c:cat>${pt('2031')}</c:cat><c:val>${pt('5')}</c:val></c:ser></c:chartSpace>`,
    };
    for (const [name, text] of Object.entries(parts)) container.utils.cfb_add(packed, `/xl/${name}`, Buffer.from(text));
    const { blocks, coverage } = await parse(
      'drawn.xlsx',
      container.write(packed, { type: 'buffer', fileType: 'zip' }),
    );
    expect(brief(blocks).slice(3, 8)).toEqual([
      ['table-row', 'Room: Bob [B4]', 1],
      ['paragraph', 'Draft of May', 1],
      ['paragraph', 'Chart', 1],
      ['table-row', 'Sold', 1],
      ['table-row', '2031; Sold: 5', 1],
    ]);
    expect(coverage.gaps).toEqual([{ code: 'image.skipped', kind: 'pictures', count: 1, pages: [[1, 1]] }]);
  });

  it('are read with what is drawn upon other sheets where that upon one is damaged, but not what older programs show', async () => {
    const packed = container.read(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, { type: 'buffer' });
    const related = (...targets: string[]) =>
      `<Relationships>${targets.map((target, i) => `<Relationship Id="r${i}" Target="${target}"/>`).join('')}</Relationships>`;
    const text = (said: string) => `<sp><p><t>${said}</t></p></sp>`;
    const older = `<AlternateContent><Choice/><Fallback>${text('This shape represents a slicer.')}<pic/></Fallback></AlternateContent>`;
    const parts = {
      'worksheets/_rels/sheet1.xml.rels': related('http://[', '../drawings/drawing1.xml'),
      'worksheets/_rels/sheet3.xml.rels': related('../drawings/drawing3.xml'),
      'drawings/drawing1.xml': `<wsDr>${text('Before')}<sp`,
      'drawings/drawing3.xml': `<wsDr>${older}${text('Whole')}</wsDr>`,
    };
    for (const [name, xml] of Object.entries(parts)) container.utils.cfb_add(packed, `/xl/${name}`, Buffer.from(xml));
    const bytes = container.write(packed, { type: 'buffer', fileType: 'zip' });
    const { blocks, coverage } = await parse('hurt.xlsx', bytes);
    expect(brief(blocks).filter(([kind]) => kind === 'paragraph')).toEqual([
      ['paragraph', 'Before', 1],
      ['paragraph', 'Whole', 3],
    ]);
    expect(coverage.gaps).toEqual([{ code: 'chart.skipped', kind: 'pictures', count: 1, pages: [[1, 1]] }]);
  });

  it('are not unpacked beyond the limit, which the refusal names', async () => {
    const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    await expect(parse('bomb.xlsx', bytes, { ...DEFAULT_PARSE_LIMITS, maxUncompressedBytes: 1_000 })).rejects.toThrow(
      '1,000 bytes once unpacked',
    );
  });
});

describe('Word documents', () => {
  const NAMES = ['w=wordprocessingml/2006/main', 'm=officeDocument/2006/math', 'r=officeDocument/2006/relationships'];
  const named = NAMES.map((each) => each.replace('=', '="http://schemas.openxmlformats.org/')).map(
    (x) => `xmlns:${x}"`,
  );
  const drawn = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps"';
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const docx = (body: string, parts: Readonly<Record<string, string>> = {}) =>
    zip({
      '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
      '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      'word/document.xml': `<w:document ${named.join(' ')} ${drawn}><w:body>${body}</w:body></w:document>`,
      ...parts,
    });
  const textsOf = async (body: string) => brief((await parse('a.docx', docx(body))).blocks).map(([, text]) => text);

  it('have formulas in one line, of a paragraph and alone', async () => {
    const r = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
    const power = `<m:sSup><m:e>${r('x')}</m:e><m:sup>${r('n+1')}</m:sup></m:sSup>`;
    const sum = `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${r('i=1')}</m:sub><m:sup>${r('n')}</m:sup><m:e>${r('i')}</m:e></m:nary>`;
    const quotient = `<m:f><m:num>${r('a+b')}</m:num><m:den>${r('2')}</m:den></m:f>`;
    const math = (inside: string) => `<m:oMath>${inside}</m:oMath>`;
    const binomial = `<m:d><m:e><m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>${r('n')}</m:num><m:den>${r('k')}</m:den></m:f></m:e></m:d>`;
    const squared = `<m:sSup><m:e>${quotient}</m:e><m:sup>${r('2')}</m:sup></m:sSup>`;
    expect(await textsOf(`<w:p>${math(binomial + r('=') + squared)}</w:p>`)).toEqual(['(n over k)=((a+b)/2)^2']);
    expect(
      await textsOf(
        `<w:p>${run('Interest: ')}${math(r('i=') + quotient)}${run(' a year')}</w:p><w:p><m:oMathPara>${math(power)}${math(sum)}</m:oMathPara></w:p>`,
      ),
    ).toEqual(['Interest: i=(a+b)/2 a year', 'x^(n+1) ∑_(i=1)^n i']);
  });

  it('have results of fields, text of either direction, readings and text boxes that present programs alone show', async () => {
    const ruby = `<w:r><w:ruby><w:rubyPr/><w:rt>${run('かん')}</w:rt><w:rubyBase>${run('漢')}</w:rubyBase></w:ruby></w:r>`;
    const box = (text: string) => `<wps:txbx><w:txbxContent><w:p>${run(text)}</w:p></w:txbxContent></wps:txbx>`;
    const present = `<mc:Choice><w:drawing>${box('Choice')}</w:drawing></mc:Choice>`;
    const older = `<mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">${box('Older').replace(/<.?wps:txbx>/g, '')}</v:textbox></w:pict></mc:Fallback>`;
    const alternate = (inside: string) => `<w:r><mc:AlternateContent>${inside}</mc:AlternateContent></w:r>`;
    expect(
      await textsOf(
        `<w:p><w:fldSimple w:instr="REF x">${run('Clause 4')}</w:fldSimple><w:dir w:val="rtl">${run(' holds')}</w:dir><w:r><w:cr/></w:r>${ruby}</w:p>` +
          `<w:p>${alternate(present)}</w:p><w:p>${alternate(present + older)}</w:p><w:p><w:r><w:drawing>${box('Alone')}</w:drawing></w:r></w:p>`,
      ),
    ).toEqual(['Clause 4 holds\n漢(かん)', 'Choice', 'Older', 'Alone']);
  });

  it('leave out what is hidden by itself or by a style, its number too, and say how much', async () => {
    const r = (text: string, properties: string) => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
    const mark = '<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>';
    const body =
      `<w:p>${run('Rent is ')}${r('900', '<w:vanish/>')}${r(' or 800', '<w:rStyle w:val="Aside"/>')}${r('1200', '<w:vanish w:val="0"/>')}</w:p>` +
      `<w:p>${mark}${r('To the drafter: choose', '<w:vanish w:val="true"/>')}</w:p><w:p>${mark}${run('Shown')}</w:p>` +
      `<w:p>${mark}<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a=b</m:t></m:r></m:oMath></w:p>` +
      `<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr>${run('A note')}${r(' that shows', '<w:vanish w:val="off"/>')}</w:p>` +
      `<w:p><w:pPr><w:pStyle w:val="Was"/><w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Note"/></w:pPr></w:pPrChange></w:pPr>${run('Once a note')}</w:p>`;
    const style = (id: string, type: string, inside: string) =>
      `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${id}"/>${inside}</w:style>`;
    const styles = `<w:styles ${named.join(' ')}>${style('Aside', 'character', '<w:rPr><w:vanish/></w:rPr>')}${style('Note', 'paragraph', '<w:basedOn w:val="Aside"/>')}${style('Was', 'paragraph', '<w:rPr><w:rPrChange w:id="2"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>')}</w:styles>`;
    const relation = '<Relationship Id="s" Type="urn:x/styles" Target="styles.xml"/>';
    const { blocks, notes, coverage } = await parse(
      'draft.docx',
      docx(body, {
        'word/styles.xml': styles,
        'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation}</Relationships>`,
      }),
    );
    expect(brief(blocks).map(([, text]) => text)).toEqual([
      ...['Rent is 1200', 'Shown', 'a=b', 'that shows', 'Once a note'],
    ]);
    expect(notes).toMatchObject([{ code: 'text.hidden', count: 3 }]);
    expect(coverage.gaps).toMatchObject([{ code: 'text.hidden', kind: 'other', count: 3 }]);
  });

  it('leave out white letters on white paper, and keep those that may lie on something else', async () => {
    const white = (text: string, more = '') =>
      `<w:r><w:rPr>${more}<w:color w:val="FFFFFF"/></w:rPr><w:t>${text}</w:t></w:r>`;
    const fill = '<w:shd w:val="clear" w:fill="003366"/>';
    const body =
      `<w:p>${run('Rent is 900.')}${white(' Rent is 1.')}</w:p><w:p>${white('Dark', fill)}</w:p>` +
      `<w:p><w:pPr>${fill}</w:pPr>${white('Band')}</w:p><w:tbl><w:tr><w:tc><w:p>${white('Head')}</w:p></w:tc></w:tr></w:tbl>` +
      `<w:p>${white('Glow', '<w14:glow xmlns:w14="urn:w14"/>')}</w:p>`;
    const textsAndNotes = async (content: string, parts: Record<string, string> = {}) => {
      const { blocks, notes } = await parse('white.docx', docx(content, parts));
      return [brief(blocks).map(([, text]) => text), notes.find(({ code }) => code === 'text.hidden')?.count ?? 0];
    };
    const kept = ['Dark', 'Band', 'Head', 'Glow'];
    expect(await textsAndNotes(body)).toEqual([['Rent is 900.', ...kept], 1]);
    const cover = `<w:p><w:r><w:drawing><wp:anchor xmlns:wp="urn:wp" behindDoc="1"/></w:drawing></w:r></w:p>`;
    const all = [['Rent is 900. Rent is 1.', ...kept], 0];
    expect(await textsAndNotes(cover + body)).toEqual(all);
    const header = `<w:hdr ${named.join(' ')}>${cover}</w:hdr>`;
    expect(await textsAndNotes(body, { 'word/header1.xml': header })).toEqual(all);
  });

  it('say which boxes of a form are checked', async () => {
    const choice = (isChecked: number) =>
      `<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="${isChecked}"/></w14:checkbox></w:sdtPr><w:sdtContent>${run('?')}</w:sdtContent></w:sdt>`;
    expect(
      await textsOf(`<w:p>${choice(1)}${run(' Pets are allowed')}</w:p><w:p>${choice(0)}${run(' Smoking')}</w:p>`),
    ).toEqual(['[x] Pets are allowed', '[ ] Smoking']);
  });

  const box = (inside: string) => `<wps:txbx><w:txbxContent>${inside}</w:txbxContent></wps:txbx>`;

  it.each([
    ['a break', '<w:cr/>', []],
    ['a tab', '<w:ptab/>', []],
    ['a reading', `<w:ruby><w:rubyBase>${run('漢')}</w:rubyBase></w:ruby>`, ['漢']],
    ['a formula', '<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>', ['x']],
  ])('have a text box right before %s', async (_, next, shown) => {
    const drawing = `<w:drawing>${box(`<w:p>${run('Boxed')}</w:p>`)}</w:drawing>`;
    expect(await textsOf(`<w:p><w:r>${drawing}${next}</w:r></w:p>`)).toEqual([...shown, 'Boxed']);
  });

  it('have text boxes within text boxes, each once, and are refused where they are nested without end', async () => {
    const inside = (depth: number): string =>
      depth === 0
        ? `<w:p>${run('Innermost')}</w:p>`
        : `<w:p><w:r><w:drawing>${box(`<w:p>${run(`Box ${depth}`)}<w:fldSimple>${run('!')}</w:fldSimple></w:p>${inside(depth - 1)}`)}</w:drawing></w:r></w:p>`;
    const choice = `<w:p><w:r><mc:AlternateContent><mc:Choice>${box(inside(1))}</mc:Choice></mc:AlternateContent></w:r></w:p>`;
    expect(await textsOf(choice)).toEqual(['Box 1!', 'Innermost']);
    const older = `<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict>${choice}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    expect(await textsOf(older)).toEqual(['Box 1!', 'Innermost']);
    const texts = await textsOf(inside(40));
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([41, 'Box 40!', 'Innermost']);
    await expect(parse('deep.docx', docx(inside(500)))).rejects.toMatchObject({ code: 'document.too_complex' });
  });

  it('give what Word would take in when it opens them as files inside', async () => {
    const chunk = '<Relationship Id="c" Type="urn:x/aFChunk" Target="chunk.htm"/>';
    const { members, coverage } = await unpack(
      'chunk.docx',
      docx(`<w:p>${run('Main')}</w:p><w:altChunk r:id="c"/>`, {
        'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${chunk}</Relationships>`,
        'word/chunk.htm': '<p>Taken in</p>',
      }),
    );
    expect(members?.map(({ name }) => name)).toEqual(['embedded/chunk.htm']);
    expect(coverage.gaps).toEqual([]);
  });

  it('give those files whatever the part of their text is called, but none from elsewhere', async () => {
    const chunk = (target: string, mode = '') => `<Relationship Type="urn:x/aFChunk" Target="${target}" ${mode}/>`;
    const odd =
      chunk('http://[') + chunk('outside.htm', 'TargetMode="External"') + chunk('http://a.example/outside.htm');
    const { members } = await unpack(
      'second.docx',
      docx(`<w:p>${run('Main')}</w:p>`, {
        'word/_rels/document2.xml.rels': `<Relationships>${odd}${chunk('chunk.htm')}</Relationships>`,
        'word/chunk.htm': '<p>Taken in</p>',
        'word/outside.htm': '<p>Not this</p>',
        'outside.htm': '<p>Nor this</p>',
      }),
    );
    expect(members?.map(({ name }) => name)).toEqual(['embedded/chunk.htm']);
  });
});

describe('presentations', () => {
  const slide = (shapes: string) =>
    `<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
  const shape = (kind: string, ...paragraphs: string[]) =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${kind}"/></p:nvPr></p:nvSpPr><p:txBody>${paragraphs
      .map((text) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`)
      .join('')}</p:txBody></p:sp>`;
  const row = (...cells: string[]) =>
    `<a:tr>${cells.map((cell) => `<a:tc><a:txBody><a:p><a:r><a:t>${cell}</a:t></a:r></a:p></a:txBody></a:tc>`).join('')}</a:tr>`;
  const relations = (targets: Readonly<Record<string, string>>) =>
    `<Relationships>${Object.entries(targets)
      .map(([id, target]) => `<Relationship Id="${id}" Target="${target}"/>`)
      .join('')}</Relationships>`;

  const points = (...values: string[]) => values.map((v, i) => `<c:pt idx="${i}"><c:v>${v}</c:v></c:pt>`).join('');
  const series = (name: string, at: number) =>
    `<c:ser><c:tx><c:strRef><c:strCache>${points(name)}</c:strCache></c:strRef></c:tx><c:cat>${points('May', 'June')}</c:cat><c:val>${points(`${at + 1}`, `${(at + 1) * 10}`)}</c:val></c:ser>`;

  it('are read in the order of the show, with titles, tables and what the speaker noted', async () => {
    const file = zip({
      'ppt/presentation.xml':
        '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="r2"/><p:sldId id="257" r:id="r1"/></p:sldIdLst></p:presentation>',
      'ppt/_rels/presentation.xml.rels': relations({ r1: 'slides/slide1.xml', r2: 'slides/slide2.xml' }),
      'ppt/slides/slide1.xml': slide(
        `${shape('title', 'Costs')}<a:tbl><a:tblPr firstRow="1"/>${row('City', 'Note')}${row('Hamburg', 'fairs')}</a:tbl><p:pic/>`,
      ),
      'ppt/slides/slide2.xml': slide(
        `${shape('ctrTitle', 'Travel &amp; expenses')}${shape('body', 'First', 'Second')}${shape('sldNum', '1')}${shape('ftr', 'Confidential')}`,
      ),
      'ppt/slides/_rels/slide2.xml.rels': relations({
        r8: '../charts/chart1.xml',
        r9: '../notesSlides/notesSlide1.xml',
      }),
      'ppt/charts/chart1.xml': `<c:chartSpace><c:chart><c:title><a:t>Visits</a:t></c:title><c:plotArea><c:barChart>${['Moor', 'Lake'].map(series).join('')}</c:barChart><c:valAx><c:title><a:t>axis</a:t></c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>`,
      'ppt/notesSlides/notesSlide1.xml': slide(`${shape('sldNum', '1')}${shape('body', 'Say hello.')}`),
    });
    const { blocks, pageCount, notes, title } = await parse('show.pptx', file);
    expect(pageCount).toBe(2);
    expect(title).toBe('Travel & expenses');
    expect(brief(blocks)).toEqual([
      ['heading', 'Travel & expenses', 1],
      ['paragraph', 'First', 1],
      ['paragraph', 'Second', 1],
      ['paragraph', 'Chart: Visits', 1],
      ['table-row', 'Moor | Lake', 1],
      ['table-row', 'May; Moor: 1; Lake: 2', 1],
      ['table-row', 'June; Moor: 10; Lake: 20', 1],
      ['paragraph', 'Say hello.', 1],
      ['heading', 'Costs', 2],
      ['table-row', 'City | Note', 2],
      ['table-row', 'City: Hamburg; Note: fairs', 2],
    ]);
    expect(notes).toEqual([
      {
        ...{ code: 'image.skipped', message: '1 picture(s) on slide 2 were not read.', page: 2, count: 1 },
        particulars: { isDescribed: 'no' },
      },
    ]);
  });

  it.each(['hidden', 'visible'])(
    'of OpenDocument name slides that are %s, which are read all the same',
    async (visibility) => {
      const { blocks, notes } = await parse(
        `${visibility}.odp`,
        zip({
          mimetype: 'application/vnd.oasis.opendocument.presentation',
          'content.xml': `<office:document-content><office:automatic-styles>
          <style:style style:name="dp1" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="visible"/></style:style>
          <style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="${visibility}"/></style:style>
          </office:automatic-styles><office:body><office:presentation>
          <draw:page draw:style-name="dp1"><draw:frame><text:p>Shown</text:p></draw:frame></draw:page>
          <draw:page draw:style-name="dp2"><draw:frame><text:p>Put away</text:p></draw:frame></draw:page>
          </office:presentation></office:body></office:document-content>`,
        }),
      );
      expect(brief(blocks).map(([, text]) => text)).toEqual(['Shown', 'Put away']);
      expect(notes.map(({ code, page }) => [code, page])).toEqual(visibility === 'hidden' ? [['part.hidden', 2]] : []);
    },
  );

  it('name slides that are left out of the show, which are read like others', async () => {
    const { blocks, notes } = await parse(
      'hiding.pptx',
      zip({
        'ppt/presentation.xml': '<p:presentation><p:sldId r:id="r1"/><p:sldId r:id="r2"/></p:presentation>',
        'ppt/_rels/presentation.xml.rels':
          '<a><Relationship Id="r1" Target="slides/slide1.xml"/><Relationship Id="r2" Target="slides/slide2.xml"/></a>',
        'ppt/slides/slide1.xml': '<p:sld show="1"><a:p><a:t>Shown</a:t></a:p></p:sld>',
        'ppt/slides/slide2.xml': '<p:sld xmlns:p="p" show="0"><a:p><a:t>Put away</a:t></a:p></p:sld>',
      }),
    );
    expect(brief(blocks).map(([, text]) => text)).toEqual(['Shown', 'Put away']);
    expect(notes).toMatchObject([{ code: 'part.hidden', page: 2 }]);
  });

  it('have formulas in one line', async () => {
    const formula =
      '<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>';
    const { blocks } = await parse(
      'formula.pptx',
      zip({
        'ppt/presentation.xml': '<p:presentation xmlns:r="urn:r"><p:sldId id="1" r:id="a"/></p:presentation>',
        'ppt/_rels/presentation.xml.rels':
          '<Relationships><Relationship Id="a" Target="slides/slide1.xml"/></Relationships>',
        'ppt/slides/slide1.xml': `<p:sld><p:sp><a:p><a:r><a:t>The fee is</a:t></a:r>${formula}<a:r><a:t>a year</a:t></a:r></a:p></p:sp></p:sld>`,
      }),
    );
    expect(brief(blocks)).toEqual([['paragraph', 'The fee is (a+b)/2 a year', 1]]);
  });

  it('keep diagrams and comments, and what older programs show instead only once', async () => {
    const words = (text: string) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`;
    const choice = (kind: string) => `<mc:${kind}>${shape('body', 'Rent doubles')}</mc:${kind}>`;
    const file = zip({
      'ppt/presentation.xml':
        '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>',
      'ppt/_rels/presentation.xml.rels': relations({ r1: 'slides/slide1.xml' }),
      'ppt/slides/slide1.xml': slide(
        `<mc:AlternateContent>${choice('Choice')}${choice('Fallback')}</mc:AlternateContent>`,
      ),
      'ppt/slides/_rels/slide1.xml.rels': relations({ r1: '../diagrams/data1.xml', r2: '../comments/comment1.xml' }),
      'ppt/diagrams/data1.xml': `<dgm:dataModel><dgm:pt><dgm:t>${words('Sign')}</dgm:t></dgm:pt><dgm:pt/><dgm:pt><dgm:t>${words('Pay')}</dgm:t></dgm:pt></dgm:dataModel>`,
      'ppt/comments/comment1.xml': '<p:cmLst><p:cm><p:text>Since when?</p:text></p:cm></p:cmLst>',
    });
    expect(brief((await parse('diagram.pptx', file)).blocks).map(([, text]) => text)).toEqual([
      'Rent doubles',
      'Sign',
      'Pay',
      'Comment: Since when?',
    ]);
  });

  it('lose nothing but a damaged slide, which is named', async () => {
    const slide = (text: string) => `<p:sld><p:sp><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sp></p:sld>`;
    const relation = (id: number) => `<Relationship Id="r${id}" Target="slides/slide${id}.xml"/>`;
    const made = (second: string, third = slide('three')) =>
      zip({
        'ppt/presentation.xml':
          '<p:presentation xmlns:r="urn:r"><p:sldId id="1" r:id="r1"/><p:sldId id="2" r:id="r2"/></p:presentation>',
        'ppt/_rels/presentation.xml.rels': `<Relationships>${relation(1)}${relation(2)}</Relationships>`,
        'ppt/slides/slide1.xml': second,
        'ppt/slides/slide2.xml': third,
      });
    const { blocks, coverage } = await parse('hurt.pptx', made('<p:sld><p:sp'));
    expect(brief(blocks)).toEqual([['paragraph', 'three', 2]]);
    expect(coverage.gaps).toMatchObject([{ code: 'page.unreadable', kind: 'text', pages: [[1, 1]] }]);
    await expect(parse('all.pptx', made('<p:sld', '<p:sld'))).rejects.toMatchObject({ code: 'document.corrupt' });
  });

  it('are refused when the container holds something else', async () => {
    await expect(parse('show.pptx', zip({ 'a.txt': 'x' }))).rejects.toMatchObject({ code: 'document.wrong_extension' });
  });
});

describe('OpenDocument', () => {
  const content = (body: string) =>
    zip({ 'content.xml': `<office:document-content><office:body>${body}</office:body></office:document-content>` });

  it('texts keep headings, lists, tables, footnotes and remarks, and leave out what was deleted', async () => {
    const { blocks } = await parse(
      'a.odt',
      content(`<office:text><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
        <text:h text:outline-level="2">Leave</text:h><text:p>Ask<text:s text:c="2"/>first<office:annotation><dc:creator>Ada</dc:creator><dc:date>2031-05-01</dc:date><text:p>why?</text:p></office:annotation>.</text:p>
        <text:p>Rent<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Since May.</text:p></text:note-body></text:note> is due.</text:p>
        <text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>
        <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Kind</text:p></table:table-cell><table:table-cell><text:p>Days</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell><text:p>Sick</text:p></table:table-cell><table:table-cell><text:p>10</text:p></table:table-cell></table:table-row></table:table></office:text>`),
    );
    expect(brief(blocks)).toEqual([
      ['heading', 'Leave', 1],
      ['paragraph', 'Ask first.', 1],
      ['paragraph', 'Comment by Ada: why?', 1],
      ['paragraph', 'Rent[1] is due.', 1],
      ['paragraph', '[1] Since May.', 1],
      ['list-item', 'one', 1],
      ['table-row', 'Kind | Days', 1],
      ['table-row', 'Kind: Sick; Days: 10', 1],
    ]);
  });

  it('texts have the numbers of their lists and headings, and name what stands at the head of pages', async () => {
    const level = (at: number, format: string, more = '') =>
      `<text:list-level-style-number text:level="${at}" style:num-format="${format}" ${more}/>`;
    const item = (text: string, inner = '') => `<text:list-item><text:p>${text}</text:p>${inner}</text:list-item>`;
    const file = zip({
      'styles.xml': `<office:document-styles><office:styles><text:outline-style style:name="Outline">
        <text:outline-level-style text:level="1" style:num-prefix="§ " style:num-format="1"/></text:outline-style></office:styles>
        <office:master-styles><style:master-page><style:header><text:p>ACME, confidential</text:p></style:header></style:master-page></office:master-styles></office:document-styles>`,
      'content.xml': `<office:document-content><office:automatic-styles><text:list-style style:name="L1">
        ${level(1, '1', 'style:num-suffix="."')}${level(2, 'a', 'style:num-prefix="(" style:num-suffix=")"')}</text:list-style></office:automatic-styles>
        <office:body><office:text><text:h text:outline-level="1">Miete</text:h>
        <text:list text:style-name="L1">${item('due', `<text:list>${item('monthly')}${item('in euro')}</text:list>`)}${item('paid')}</text:list>
        <text:h text:outline-level="1">Ende</text:h></office:text></office:body></office:document-content>`,
    });
    const { blocks, notes } = await parse('numbers.odt', file);
    expect(blocks.map(({ kind, text, level: depth }) => [kind, text, depth])).toEqual([
      ['heading', '§ 1 Miete', 1],
      ['list-item', '1. due', 1],
      ['list-item', '(a) monthly', 2],
      ['list-item', '(b) in euro', 2],
      ['list-item', '2. paid', 1],
      ['heading', '§ 2 Ende', 1],
    ]);
    expect(notes).toEqual([
      expect.objectContaining({ code: 'page.running_lines', message: expect.stringContaining('“ACME, confidential”') }),
    ]);
  });

  it('leave out what is hidden and say so, and keep what stands above the line apart from a number', async () => {
    const style = (name: string, looks: string, family = 'text', parent = '') =>
      `<style:style style:name="${name}" style:family="${family}" ${parent}><style:text-properties ${looks}/></style:style>`;
    const file = zip({
      'styles.xml': `<office:document-styles><office:styles>${style('Secret', 'text:display="none"', 'paragraph')}</office:styles></office:document-styles>`,
      'content.xml': `<office:document-content><office:automatic-styles>${style('T1', 'text:display="none"')}
        ${style('T2', 'style:text-position="super 58%"')}${style('P1', 'fo:color="#000000"', 'paragraph', 'style:parent-style-name="Secret"')}
        </office:automatic-styles><office:body><office:text>
        <text:p>Rent of 2019<text:span text:style-name="T2">2</text:span><text:span text:style-name="T1"> is <text:span>void</text:span></text:span> is due.</text:p>
        <text:p text:style-name="P1">Draft only<text:note><text:note-body><text:p>unseen</text:p></text:note-body></text:note></text:p>
        <text:section text:display="none"><text:p>Old part</text:p></text:section>
        <text:section text:display="condition" text:is-hidden="false"><text:p>New part</text:p></text:section></office:text></office:body></office:document-content>`,
    });
    const { blocks, notes } = await parse('hidden.odt', file);
    expect(brief(blocks)).toEqual([
      ['paragraph', 'Rent of 2019^2 is due.', 1],
      ['paragraph', 'New part', 1],
    ]);
    expect(notes).toMatchObject([{ code: 'text.hidden', count: 3 }]);
  });

  it('have formulas in their line, charts as tables, titles of slides, and what the speaker noted', async () => {
    const object = (name: string) =>
      `<draw:frame><draw:object xlink:href="./${name}"/><draw:image xlink:href="./ObjectReplacements/${name}"/></draw:frame>`;
    const cell = (text: string) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
    const row = (...cells: string[]) => `<table:table-row>${cells.map(cell).join('')}</table:table-row>`;
    const chart = `<office:document><office:body><office:chart><chart:title><text:p>Sales</text:p></chart:title><table:table><table:table-header-rows>${row('Year', 'Sold')}</table:table-header-rows>${row('2031', '5')}</table:table></office:chart></office:body></office:document>`;
    const objects = {
      'Formula-1/content.xml':
        '<math:math xmlns:math="urn:m"><math:mi>E</math:mi><math:mo>=</math:mo><math:mfrac><math:mi>m</math:mi><math:mn>2</math:mn></math:mfrac></math:math>',
      'Object 2/content.xml': chart,
    };
    const of = (body: string) =>
      zip({ 'content.xml': `<office:document><office:body>${body}</office:body></office:document>`, ...objects });
    const text = await parse(
      'f.odt',
      of(`<office:text><text:p>So ${object('Formula-1')} holds${object('Object 2')}</text:p></office:text>`),
    );
    expect(brief(text.blocks).map(([, words]) => words)).toEqual([
      'So E=m/2 holds',
      'Sales',
      'Year | Sold',
      'Year: 2031; Sold: 5',
    ]);
    expect(text.coverage.gaps).toEqual([]);
    objects['Object 2/content.xml'] = chart.replace(row('2031', '5'), row('2031', '5').repeat(3_000));
    const repeated = await parse('r.odt', of(`<text:p>${object('Object 2').repeat(50)}</text:p><text:p>End</text:p>`));
    expect([repeated.blocks.length, repeated.blocks.at(-1)!.text]).toEqual([2_001, 'End']);
    objects['Object 2/content.xml'] = chart;
    const slides = await parse(
      'f.odp',
      of(
        `<office:presentation><draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Plan</text:p></draw:text-box></draw:frame>${object('Object 2')}<presentation:notes><draw:frame><draw:text-box><text:p>Say it</text:p></draw:text-box></draw:frame></presentation:notes></draw:page></office:presentation>`,
      ),
    );
    expect(brief(slides.blocks).map(([kind, words]) => `${kind} ${words}`)).toEqual([
      ...[
        'heading Plan',
        'paragraph Sales',
        'table-row Year | Sold',
        'table-row Year: 2031; Sold: 5',
        'paragraph Say it',
      ],
    ]);
  });

  it('with a password are refused as locked', async () => {
    const manifest =
      '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>';
    const locked = zip({ 'META-INF/manifest.xml': manifest, 'content.xml': 'no longer XML' });
    for (const name of ['a.odt', 'a.ods']) {
      await expect(parse(name, locked)).rejects.toMatchObject({ code: 'document.encrypted' });
    }
  });

  it('presentations have a page a slide', async () => {
    const page = (text: string) => `<draw:page><draw:frame><text:p>${text}</text:p></draw:frame></draw:page>`;
    const { blocks, pageCount } = await parse(
      'a.odp',
      content(`<office:presentation>${page('one')}${page('two')}</office:presentation>`),
    );
    expect(pageCount).toBe(2);
    expect(brief(blocks)).toEqual([
      ['paragraph', 'one', 1],
      ['paragraph', 'two', 2],
    ]);
  });
});

describe('e-books', () => {
  it('are read in the order of their spine', async () => {
    const chapter = (text: string) => `<html><head><title>t</title></head><body><h1>${text}</h1></body></html>`;
    const { blocks, title } = await parse(
      'a.epub',
      zip({
        'META-INF/container.xml': '<container><rootfile full-path="OEBPS/book.opf"/></container>',
        'OEBPS/book.opf': `<package><metadata><dc:title>The Book</dc:title></metadata><manifest>
          <item id="a" href="one.xhtml" media-type="application/xhtml+xml"/><item id="b" href="two%20b.xhtml" media-type="application/xhtml+xml"/>
          <item id="c" href="x.css" media-type="text/css"/></manifest><spine><itemref idref="b"/><itemref idref="c"/><itemref idref="a"/></spine></package>`,
        'OEBPS/one.xhtml': chapter('One'),
        'OEBPS/two b.xhtml': chapter('Two'),
      }),
    );
    expect(title).toBe('The Book');
    expect(brief(blocks)).toEqual([
      ['heading', 'Two', 1],
      ['heading', 'One', 2],
    ]);
  });
});

describe('e-books of any make', () => {
  const book = (chapter: Buffer | string, parts: Readonly<Record<string, string>> = {}, href = 'one.xhtml') => {
    const made = container.utils.cfb_new();
    const all: Record<string, Buffer | string> = {
      'META-INF/container.xml': '<container><rootfile full-path="book.opf"/></container>',
      'book.opf': `<package><manifest><item id="a" href="${href}" media-type="application/xhtml+xml"/><item id="i" href="i.png" media-type="image/png"/></manifest><spine><itemref idref="a"/></spine></package>`,
      'One.xhtml': chapter,
      'i.png': 'x',
      ...parts,
    };
    for (const [name, text] of Object.entries(all)) container.utils.cfb_add(made, `/${name}`, Buffer.from(text));
    return container.write(made, { type: 'buffer', fileType: 'zip' });
  };

  it('lose nothing behind empty elements, in their encoding, and count their pictures', async () => {
    const xml =
      '<?xml version="1.0" encoding="iso-8859-1"?><html><head><title/><script src="x"/></head><body><a id="p"/><p>Größe<br/>neu</p></body></html>';
    const { blocks, coverage } = await parse('b.epub', book(Buffer.from(xml, 'latin1')));
    expect(brief(blocks)).toEqual([['paragraph', 'Größe\nneu', 1]]);
    expect(coverage.gaps).toMatchObject([{ code: 'image.skipped', count: 1 }]);
  });

  it('are read at once whatever their tags are made of', async () => {
    const odd = `<p${' '.repeat(40)}><a id='x/y' name="a>b" />Text<i${' a="b'.repeat(40)}></p>`;
    const { blocks } = await parse('tags.epub', book(`<p>First</p><a href=x/y />${odd}`));
    expect(brief(blocks).map(([, text]) => text)).toEqual(['First', 'Text']);
  });

  it('are read whatever signs their names hold, and refused where they are locked', async () => {
    const odd = await parse('c.epub', book('', { '50%.xhtml': '<p>Half</p>' }, '50%.xhtml'));
    expect(brief(odd.blocks)).toEqual([['paragraph', 'Half', 1]]);
    const locked = (algorithm: string) =>
      `<encryption><EncryptedData><EncryptionMethod Algorithm="${algorithm}"/><CipherData><CipherReference URI="One.xhtml"/></CipherData></EncryptedData></encryption>`;
    const sold = book('<p>?</p>', { 'META-INF/encryption.xml': locked('http://www.w3.org/2001/04/xmlenc#aes128-cbc') });
    await expect(parse('d.epub', sold)).rejects.toMatchObject({ code: 'document.cannot_unlock' });
    const nowhere = await parse('nowhere.epub', book('', { 'http://[': '<p>Found all the same</p>' }, 'http://['));
    expect(brief(nowhere.blocks)).toEqual([['paragraph', 'Found all the same', 1]]);
    const font = book('<p>Open</p>', { 'META-INF/encryption.xml': locked('http://www.idpf.org/2008/embedding') });
    expect((await parse('e.epub', font)).blocks).toHaveLength(1);
  });
});

describe('rich text', () => {
  it('is read with its code pages and tables, without page headers', async () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg1252{\\info{\\author Nobody}}{\\header Top}Caf\\'e9 \\u8364?\\par Next\\par " +
      '\\trowd City\\cell Limit\\cell\\row \\trowd Hamburg\\cell 140\\cell\\row \\pard After{\\footer Bottom}\\par}';
    expect(brief((await parse('a.rtf', rtf)).blocks)).toEqual([
      ['paragraph', 'Café €', 1],
      ['paragraph', 'Next', 1],
      ['table-row', 'City | Limit', 1],
      ['table-row', 'City: Hamburg; Limit: 140', 1],
      ['paragraph', 'After', 1],
    ]);
  });
});

describe('rich text with structure', () => {
  const read = (body: string) => parse('structured.rtf', `{\\rtf1\\ansi${body}}`);

  it('has headings by style and outline, and lists with the numbers that are shown', async () => {
    const { blocks, title, metadata } = await read(
      '{\\info{\\title Lease}{\\author Ada K.}{\\company ACME}}{\\stylesheet{\\s1 Heading 1;}{\\*\\cs2 heading 2 Char;}}' +
        '\\pard\\s1 Term\\par\\pard\\outlinelevel1 Notice\\par\\pard{\\listtext 1.1\\tab}It begins.\\par' +
        "\\pard{\\listtext\\f3 \\'b7\\tab}Dot.\\par\\pard{\\pntext (a)\\tab}Letter.\\par\\pard Plain.\\par",
    );
    expect([title, metadata['author']]).toEqual(['Lease', 'Ada K.']);
    expect(blocks.map(({ kind, text, level }) => [kind, text, level])).toEqual([
      ['heading', 'Term', 1],
      ['heading', 'Notice', 2],
      ['list-item', '1.1 It begins.', 1],
      ['list-item', 'Dot.', 1],
      ['list-item', '(a) Letter.', 1],
      ['paragraph', 'Plain.', undefined],
    ]);
  });

  it('keeps footnotes and remarks beside their paragraph, and names what was left out', async () => {
    const { blocks, notes } = await read(
      '{\\header\\pard ACME\\par}Rent{\\footnote\\pard Since May.\\par} is due{\\*\\annotation\\pard Really?\\par}.\\par' +
        '{\\*\\shppict{\\pict 00ff}}{\\nonshppict{\\pict 00ff}}After.\\par',
    );
    expect(brief(blocks).map(([, text]) => text)).toEqual([
      'Rent[1] is due.',
      '[1] Since May.',
      'Comment: Really?',
      'After.',
    ]);
    expect(notes.map(({ code, count }) => [code, count])).toEqual([
      ['page.running_lines', undefined],
      ['image.skipped', 1],
    ]);
  });

  it('reads tables within tables in order, cells of several paragraphs whole, and merged cells in their columns', async () => {
    const columns = (...edges: number[]) => `\\trowd${edges.map((edge) => `\\cellx${edge}`).join('')}`;
    const { blocks } = await read(
      `${columns(100, 200, 300)}\\pard\\intbl Name\\cell Rate\\cell City\\cell\\row` +
        `${columns(100, 200, 300)}\\pard\\intbl Ada\\cell 12\\cell Rome\\cell\\row` +
        `${columns(202, 300)}\\pard\\intbl one\\par two\\cell Bonn\\cell\\row\\pard Between.\\par` +
        `${columns(100, 200)}\\pard\\intbl before\\par\\pard\\intbl\\itap2 in1\\nestcell in2\\nestcell` +
        '{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\pard\\intbl after\\cell right\\cell\\row\\pard End.\\par',
    );
    expect(brief(blocks).map(([, text]) => text)).toEqual([
      'Name | Rate | City',
      'Name: Ada; Rate: 12; City: Rome',
      'Name: one two; City: Bonn',
      'Between.',
      'before',
      'in1 | in2',
      'after',
      'right',
      'End.',
    ]);
  });
});

describe('rich text with changes and shapes', () => {
  it('leaves out what was deleted, and reads the words of text boxes once', async () => {
    const rtf =
      '{\\rtf1\\ansi Rent is {\\deleted 900 \\u8364?}{\\revised 1200} a month.\\par ' +
      '{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt Draft of May.\\par}}{\\shprslt Draft of May.\\par}}' +
      '{\\*\\generator Nobody;}\\deleted gone\\plain  kept\\par}';
    expect(brief((await parse('tracked.rtf', rtf)).blocks).map(([, text]) => text)).toEqual([
      'Rent is 1200 a month.',
      'Draft of May.',
      'kept',
    ]);
  });

  it('keep what stands above the line apart from the number before it, and have no sign before headings without a number', async () => {
    const heading = String.raw`{\listtext\pard\plain \tab}\outlinelevel0 Rent\par\pard\plain `;
    const { blocks } = await parse(
      'raised.rtf',
      `{\\rtf1\\ansi ${heading}Since 2019{\\super 2}, 10{\\up6 -6} m{\\super 2}\\par}`,
    );
    expect(blocks.map(({ text }) => text)).toEqual(['Rent', 'Since 2019^2, 10^-6 m2']);
  });

  it('leaves out what is hidden, and says how much', async () => {
    const { blocks, notes } = await parse(
      'hidden.rtf',
      '{\\rtf1\\ansi{\\stylesheet{\\s1\\v Aside;}}Rent is {\\v 900\\emdash \\u8364?}1200{\\v {\\xe rent}} a month.\\par \\v To the drafter\\v0 Shown\\par}',
    );
    expect(brief(blocks).map(([, text]) => text)).toEqual(['Rent is 1200 a month.', 'Shown']);
    expect(notes).toMatchObject([{ code: 'text.hidden', count: 2 }]);
  });
});

describe('messages', () => {
  it('have their head and body, and name what was attached', async () => {
    const { blocks, metadata, notes, title } = await parse(
      'a.eml',
      `From: ada@a.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Hello <b>there</b></p>\r\n--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=lease.pdf\r\n\r\n%PDF\r\n--x--\r\n`,
    );
    expect(title).toBe('Grüße');
    expect(metadata).toMatchObject({ author: 'ada@a.example', subject: 'Grüße' });
    expect(brief(blocks).at(-1)).toEqual(['paragraph', 'Hello there', 1]);
    expect(notes).toMatchObject([
      { code: 'attachment.skipped', message: expect.stringContaining('lease.pdf') as string },
    ]);
  });

  it('are read out of their signature, and so is a file of any kind', async () => {
    const body = signatureAround('Content-Type: text/plain\r\n\r\nThe lease ends in May.\r\n');
    const head = 'From: ada@a.example\r\nSubject: Lease\r\nMIME-Version: 1.0\r\n';
    const type = 'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m';
    const mail = `${head}${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body.toString('base64')}\r\n`;
    for (const name of ['signed.eml', 'signed.p7m']) {
      const { blocks, title, notes } = await parse(name, mail);
      expect([title, blocks.at(-1)!.text]).toEqual(['Lease', 'The lease ends in May.']);
      expect(notes.map(({ code }) => code)).toEqual(['signature.not_checked']);
    }
    const { members, notes } = await unpack('rules.txt.p7m', signatureAround('Rules for all of us.'));
    expect(members).toMatchObject([{ name: 'rules.txt', sizeBytes: 20 }]);
    expect(notes.map(({ code }) => code)).toEqual(['signature.not_checked']);
    await expect(unpack('alone.p7m', signatureAround(null))).rejects.toThrow('no more than a signature');
  });

  it.each([
    ['a part', (part: string) => `Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n${part}\r\n--x--\r\n`],
    ['the whole message', (part: string) => `${part}\r\n`],
  ])('without words keep a signed file that came as %s', async (_, around) => {
    const file = signatureAround('%PDF-1.7 lease').toString('base64');
    const named = (name: string, content: string) =>
      `Content-Type: application/pkcs7-mime; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
      `Content-Transfer-Encoding: base64\r\n\r\n${content}`;
    const mail = (part: string) => `From: ada@a.example\r\nSubject: Lease\r\nMIME-Version: 1.0\r\n${around(part)}`;
    const { members } = await unpack('pec.eml', mail(named('lease.pdf.p7m', file)));
    expect(members).toMatchObject([{ name: 'attachments/lease.pdf.p7m' }]);
    const words = signatureAround('Content-Type: text/plain\r\n\r\nThe lease ends.\r\n').toString('base64');
    const { blocks } = await parse('words.eml', mail(named('smime.p7m', words)));
    expect(blocks.at(-1)!.text).toBe('The lease ends.');
  });

  it('keep the euro signs, quotes and dashes of Windows, and UTF-8 that is called ASCII', async () => {
    const of = (charset: string, encoding: string, body: string) =>
      `From: a@x.example\r\nSubject: Rent\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
    const windows = await parse('euro.eml', of('windows-1252', 'quoted-printable', '=84Rent=93 =96 =80 1,200'));
    expect(windows.blocks.at(-1)!.text).toBe('„Rent“ – € 1,200');
    const called = await parse('called.eml', of('us-ascii', '8bit', 'Müller zahlt 12 €.'));
    expect(called.blocks.at(-1)!.text).toBe('Müller zahlt 12 €.');
  });

  it('are read as HTML where their plain text is only a stub of it', async () => {
    const html = `<h1>Order 4711</h1><p>${'Ten chairs are sent on Monday. '.repeat(9)}</p>`;
    const part = (type: string, body: string) => `--x\r\nContent-Type: text/${type}\r\n\r\n${body}\r\n`;
    const mail = (text: string) =>
      `From: a@a.example\r\nSubject: Order\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n${part('plain', text)}${part('html', html)}--x--\r\n`;
    const texts = async (text: string) => (await parse('stub.eml', mail(text))).blocks.map((block) => block.text);
    expect(await texts('Please use a program that shows HTML.')).toContain('Order 4711');
    expect(await texts('Ten chairs are sent on Monday. '.repeat(9))).not.toContain('Order 4711');
  });

  it.each([
    [
      'letters that nothing says the encoding of',
      'Subject: Gr\u00fc\u00dfe\n\n\u00c4pfel und Birnen.',
      'Grüße',
      'Äpfel und Birnen.',
    ],
    [
      'such letters in a body that is said to be plain text',
      'Subject: Gr\u00fc\u00dfe\nContent-Type: text/plain\n\n\u00c4pfel und Birnen.',
      'Grüße',
      'Äpfel und Birnen.',
    ],
    ['empty lines before the head', '\r\n\r\nSubject: Rent\r\n\r\nIs due.', 'Rent', 'Is due.'],
    ['lines as old Macs end them', 'From: a@a.example\rSubject: Rent\r\rIs due.', 'Rent', 'Is due.'],
    [
      'parts that never begin',
      'Subject: Rent\nContent-Type: multipart/mixed; boundary=x\n\nIs due.',
      'Rent',
      'Is due.',
    ],
  ])('are read with %s', async (_, mail, subject, body) => {
    const { title, blocks } = await parse('odd.eml', Buffer.from(mail, 'latin1'));
    expect([title, blocks.at(-1)!.text]).toEqual([subject, body]);
  });

  const msg = (streams: Readonly<Record<string, Uint8Array>>) => {
    const files = Object.entries(streams).map(([name, bytes]) => ({
      ...{ name, type: 2 as const, length: bytes.length },
      binaryProvider: () => Uint8Array.from(bytes),
    }));
    const root = { name: 'Root Entry', type: 5 as const, length: 0, children: files.map((__, index) => index + 1) };
    return Buffer.from(burn([root, ...files]));
  };
  const rich = (rtf: string, packed = rtf.length + 12) => {
    const head = Buffer.alloc(16);
    head.writeUInt32LE(packed, 0);
    head.writeUInt32LE(rtf.length, 4);
    head.write('MELA', 8);
    return {
      '__properties_version1.0': Buffer.alloc(32),
      '__substg1.0_10090102': Buffer.concat([head, Buffer.from(rtf)]),
    };
  };

  it('of Outlook have a body that is there as rich text alone, and HTML in its own code page', async () => {
    const lastOf = async (bytes: Buffer) => (await parse('rich.msg', bytes)).blocks.at(-1)!.text;
    expect(await lastOf(msg(rich('{\\rtf1\\ansi Rent is \\b due\\b0 .}')))).toBe('Rent is due.');
    const wrapped =
      "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf \\par\\htmlrtf0 F\\'fcr Ada{\\*\\htmltag72 </p>}}";
    expect(await lastOf(msg(rich(wrapped)))).toBe('Für Ada');
    const page = Buffer.alloc(48);
    page.writeUInt32LE(0x3fde0003, 32);
    page.writeUInt32LE(28_592, 40);
    const html = {
      '__properties_version1.0': page,
      '__substg1.0_10130102': iconv.encode('<p>Umowa żółta</p>', 'iso-8859-2'),
    };
    expect(await lastOf(msg(html))).toBe('Umowa żółta');
  });

  it('of Outlook say that their body is damaged, whatever size it claims, and what is left out of it', async () => {
    const claims = (packed: number, text = '{\\rtf1\\ansi Rent.}') => {
      const streams = rich(text, packed);
      streams['__substg1.0_10090102'].write(text === '' ? 'LZFu' : 'MELA', 8);
      return parse('damaged.msg', msg(streams));
    };
    const damaged = [{ code: 'page.unreadable', kind: 'text', count: 1, pages: [[1, 1]] }];
    expect((await claims(0x7fffffff, '')).coverage.gaps).toEqual(damaged);
    expect((await claims(1_000)).coverage.gaps).toEqual(damaged);
    expect((await claims(20, '\\fromhtml1 no rich text')).coverage.gaps).toEqual(damaged);
    const drawn = await parse('drawn.msg', msg(rich('{\\rtf1\\ansi Rent.{\\*\\shppict{\\pict 00ff}}\\par}')));
    expect(drawn.coverage.gaps).toMatchObject([{ code: 'image.skipped', count: 1 }]);
  });

  describe('in an envelope that Outlook made for other programs', () => {
    const number = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
    const attribute = (level: number, id: number, data: Uint8Array) =>
      Buffer.concat([Buffer.of(level), number(id), number(data.length), data, Buffer.alloc(2)]);
    const filled = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    const property = (id: number, type: number, bytes: Uint8Array) =>
      Buffer.concat([number(id * 0x10000 + type), number(1), number(bytes.length), filled(Buffer.from(bytes))]);
    const text = (id: number, said: string) => property(id, 0x1f, Buffer.from(`${said}\0`, 'utf16le'));
    const own = (...properties: Buffer[]) => Buffer.concat([number(properties.length), ...properties]);
    const envelope = (...attributes: Buffer[]) => Buffer.concat([number(0x223e9f78), Buffer.alloc(2), ...attributes]);
    const attached = (title: string, data: string, ...properties: Buffer[]) =>
      Buffer.concat([
        ...[attribute(2, 0x69002, Buffer.alloc(14)), attribute(2, 0x18010, iconv.encode(`${title}\0`, 'cp1250'))],
        ...[attribute(2, 0x6800f, Buffer.from(data)), attribute(2, 0x69005, own(...properties))],
      ]);
    const namedProperty = Buffer.concat([
      ...[number(0x80000003), Buffer.alloc(16), number(1), number(6), filled(Buffer.from('Abc', 'utf16le')), number(7)],
    ]);
    const head = [namedProperty, text(0x37, 'Pacht für 2031'), text(0xc1a, 'Ada'), text(0xc1f, 'ada@a.example')];
    const body = rich('{\\rtf1\\ansi The rent is due.}')['__substg1.0_10090102'];
    const message = own(...head, property(0x1009, 0x102, body));

    it('are read with their head, their rich text and what is attached', async () => {
      const inner = envelope(attribute(1, 0x69003, own(text(0x37, 'Inner'), text(0x1000, 'Forwarded.'))));
      const object = property(0x3701, 0x0d, Buffer.concat([Buffer.alloc(16), inner]));
      const file = envelope(
        ...[attribute(1, 0x69007, Buffer.concat([number(1250), number(0)])), attribute(1, 0x69003, message)],
        attached('ANNEX~1.TXT', 'The garden belongs to it.', text(0x3707, 'annex 1.txt')),
        attached('umowa żółta.txt', 'Druga strona.'),
        attached('logo.png', 'x', Buffer.concat([number(0x7ffe000b), number(1)])),
        Buffer.concat([
          attribute(2, 0x69002, Buffer.alloc(14)),
          attribute(2, 0x69005, own(text(0x3001, 'Re: rent'), object)),
        ]),
        Buffer.from('signs behind the end'),
      );
      const read = await unpack('winmail.dat', file);
      expect([read.title, read.metadata['author'], read.coverage.gaps]).toEqual([
        'Pacht für 2031',
        'Ada <ada@a.example>',
        [],
      ]);
      expect(read.blocks.at(-1)!.text).toBe('The rent is due.');
      expect(read.members?.map(({ name }) => name)).toEqual(
        ['annex 1.txt', 'umowa żółta.txt', 'Re: rent.tnef'].map((name) => `attachments/${name}`),
      );
      expect((await parse('Re- rent.tnef', inner)).blocks.map((block) => block.text)).toEqual(['Inner', 'Forwarded.']);
    });

    it.each([
      [65001, 'utf-8', 'Größe'],
      [20866, 'koi8-r', 'Договор'],
      [28592, 'iso-8859-2', 'umowa żółta'],
      [4_000_000, 'cp1252', 'Größe'],
    ])('are read in encoding %i', async (page, encoding, said) => {
      const bytes = iconv.encode(`${said}\0`, encoding);
      const message = own(property(0x37, 0x1e, bytes));
      const file = envelope(
        ...[attribute(1, 0x69007, Buffer.concat([number(page), number(0)])), attribute(1, 0x69003, message)],
        ...[attribute(1, 0x2800c, bytes), attribute(2, 0x69002, Buffer.alloc(14)), attribute(2, 0x18010, bytes)],
        attribute(2, 0x6800f, Buffer.from('x')),
      );
      const { title, blocks, members } = await unpack('winmail.dat', file);
      expect([title, blocks.at(-1)?.text, members?.[0]?.name]).toEqual([said, said, `attachments/${said}`]);
    });

    it('are a document of their own below the mail that they come in, and say where they are cut off', async () => {
      const file = envelope(attribute(1, 0x69003, message), attached('annex.txt', 'The garden.')).subarray(0, -40);
      const mail = mailOf({
        subject: 'Rent',
        body: 'See below.',
        attachments: { 'winmail.dat': ['application/ms-tnef', file] },
      });
      expect((await unpack('rent.eml', mail)).members?.map(({ name }) => name)).toEqual(['attachments/winmail.dat']);
      const { title, coverage } = await unpack('cut.tnef', file);
      expect([title, coverage.gaps.map(({ code }) => code)]).toEqual([
        'Pacht für 2031',
        ['part.missing', 'member.not_read'],
      ]);
      await expect(parse('nothing.tnef', envelope())).rejects.toMatchObject({ code: 'document.corrupt' });
    });
  });

  it.each([
    ['a message goes on with "From"', 'Text\n\nFrom here on it goes.\n\n', ['One', 'Two']],
    ['no empty line parts them', 'Text\n', ['One', 'Two']],
  ])('in a mailbox are parted right where %s', async (_, body, subjects) => {
    const mail = (subject: string) =>
      `From ada Mon May  5 10:00:00 2031\nFrom: a@a.example\nSubject: ${subject}\n\n${body}`;
    const { blocks } = await unpack('odd.mbox', `\ufeff${mail('One')}${mail('Two')}`);
    expect(blocks.map(({ text }) => text)).toEqual(subjects.map((subject) => `a@a.example · ${subject}`));
  });

  it('in a mailbox may be a single one, or begin with the bare word', async () => {
    const single = await unpack('one.mbox', 'From: a@a.example\nSubject: One\n\nText\n');
    const bare = await unpack('bare.mbox', 'From \nSubject: One\n\nText\n\nFrom \nSubject: Two\n\nText\n');
    expect([single.members?.length, bare.members?.length]).toEqual([1, 2]);
  });

  it('in a mailbox are parted at once however long a line that begins with "From" is', async () => {
    const line = `From ${'10:00 '.repeat(60_000)}`;
    const { members } = await unpack('long.mbox', `From a\nSubject: One\n\nText\n${line}\nSubject: Two\n\nText\n`);
    expect(members).toHaveLength(1);
  });

  it('without head and body are refused', async () => {
    await expect(parse('b.eml', '\r\n\r\n.\u0000')).rejects.toHaveProperty('code');
  });
});

describe('structured text', () => {
  it('in JSON reads records as rows and members as lines', async () => {
    const { blocks } = await parse(
      'a.json',
      JSON.stringify({
        name: 'Lease',
        tags: ['a', 'b'],
        parties: [
          { who: 'Ada', share: 1 },
          { who: 'Bob', share: null },
        ],
      }),
    );
    expect(brief(blocks)).toEqual([
      ['paragraph', 'name: Lease\ntags: a, b', 1],
      ['heading', 'parties', 1],
      ['table-row', 'who | share', 1],
      ['table-row', 'who: Ada; share: 1', 1],
      ['table-row', 'who: Bob', 1],
    ]);
    const listed = await parse(
      'b.json',
      JSON.stringify({
        data: [
          ['item', 'price'],
          ['Lift', 12],
          ['Door', 3],
        ],
      }),
    );
    expect(brief(listed.blocks).map(([, text]) => text)).toEqual([
      'data',
      'item | price',
      'item: Lift; price: 12',
      'item: Door; price: 3',
    ]);
    expect((await parse('a.jsonl', '{"a":1}\n{"a":2}\n')).blocks).toHaveLength(2);
    await expect(parse('b.json', '{"a":')).rejects.toMatchObject({ code: 'document.corrupt' });
    await expect(parse('deep.json', '['.repeat(3_000) + ']'.repeat(3_000))).rejects.toMatchObject({
      code: 'document.too_complex',
      message: expect.stringContaining('500 nested values') as string,
    });
  });

  it('in JSON keeps long numbers as they are, beside texts of any length', async () => {
    for (const file of ['x'.repeat(12_000_000), '\\n'.repeat(5_000_000)]) {
      const { blocks } = await parse('long.json', `{"file":"${file}","account":1234567890123456789,"share":-0.5}`);
      expect(blocks.map(({ text }) => text).join(' ')).toContain('account: 1234567890123456789');
    }
  });

  it('in HTML made of frames reads what is shown where there are none, and counts them', async () => {
    const frames = '<frameset><frame src="a.html"><frame src="b.html"><noframes><p>Menu</p></noframes></frameset>';
    const { blocks, coverage } = await parse('frames.html', `<html><head><title>T</title></head>${frames}</html>`);
    expect(brief(blocks)).toEqual([['paragraph', 'Menu', 1]]);
    expect(coverage.gaps).toMatchObject([{ code: 'part.missing', count: 2 }]);
  });

  it.each([
    ['a comment', '<!-- <frameset> --><p>One</p><p>Two</p>'],
    ['a script', '<p>One</p><script>"<frameset >"</script><p>Two</p>'],
    ['a page that has a body', '<p>One</p><frameset><frame src="a.html"></frameset><p>Two</p>'],
  ])('in HTML is read to its end where %s mentions frames', async (_, html) => {
    const { blocks, coverage } = await parse('mention.html', html);
    expect(brief(blocks).map(([, text]) => text)).toEqual(['One', 'Two']);
    expect(coverage.gaps).toEqual([]);
  });

  it('in XML reads elements by name and resolves no entities', async () => {
    const { blocks } = await parse(
      'a.xml',
      '<law><article id="7"><title>Term</title><p>Ten &amp; two.</p></article></law>',
    );
    expect(brief(blocks).map(([, text]) => text)).toEqual(['article: 7', 'title: Term', 'p: Ten & two.']);
    const mixed = await parse(
      'mixed.xml',
      '<sec><p>The <i>rent</i> is due <d><b/><e>monthly</e></d>; see <ref id="4"/>.<table><r><c>A</c><c>B</c></r></table>After</p><w>Hello</w></sec>',
    );
    expect(brief(mixed.blocks).map(([, text]) => text)).toEqual([
      ...['p: The rent is due monthly; see 4 .', 'c: A', 'c: B', 'p: After', 'w: Hello'],
    ]);
    const touching = await parse(
      'touching.xml',
      '<a><p>To <n>Orr</n><c>Lyon</c>, H<sub>2</sub><b>O</b>, of 2019<footnote><para>Since May.</para></footnote>.</p><note>Pay.</note></a>',
    );
    expect(brief(touching.blocks).map(([, text]) => text)).toEqual([
      ...['p: To Orr Lyon, H2O, of 2019 (Since May.).', 'note: Pay.'],
    ]);
    const bomb = '<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy"><!ENTITY z "&x;&x;&x;">]><a>&z;</a>';
    await expect(parse('bomb.xml', bomb)).rejects.toMatchObject({ code: 'document.corrupt' });
    const grown = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(200)}">]><a>${'&x;'.repeat(300_000)}</a>`;
    await expect(parse('grown.xml', grown)).rejects.toMatchObject({ code: 'document.too_complex' });
  });

  it('in XML reads what attributes say, in the encoding that the file states', async () => {
    const xml =
      '<?xml version="1.0" encoding="windows-1251"?><orders xmlns="urn:o" xsi:nil="false">' +
      '<order id="7" amount="12400" buyer="Норск" class="odd"/></orders>';
    const { blocks, notes } = await parse('orders.xml', iconv.encode(xml, 'windows-1251'));
    expect(brief(blocks).map(([, text]) => text)).toEqual(['order: 7; amount: 12400; buyer: Норск']);
    expect(notes).toEqual([]);
  });

  it('in calendars and cards joins lines that were broken within a word', async () => {
    const folded = 'BEGIN:VCALENDAR\r\nSUMMARY:The yearly bud\r\n get meeting\r\nEND:VCALENDAR\r\n';
    const { blocks } = await parse('a.ics', folded);
    expect(blocks.map(({ text }) => text).join('\n')).toContain('The yearly budget meeting');
  });

  it('in subtitles keeps times and speakers', async () => {
    const { blocks } = await parse(
      'a.vtt',
      'WEBVTT\n\nNOTE x\n\n1\n00:04.000 --> 00:05.000\n<v Ada>Good <i>morning</i>.\n\n00:06.000 --> 00:07.000\n<v Ada>Sit down.\n',
    );
    expect(brief(blocks)).toEqual([['paragraph', '[00:00:04] Ada: Good morning. Sit down.', 1]]);
  });
});

describe('small files that unfold to much', () => {
  const refusal = async (name: string, parts: Readonly<Record<string, string>>, limits = DEFAULT_PARSE_LIMITS) =>
    parse(name, zip(parts), limits).then(
      () => 'read',
      (error: unknown) => `${(error as { code: string }).code}: ${(error as Error).message}`,
    );
  const few = { ...DEFAULT_PARSE_LIMITS, maxPages: 3, maxTextChars: 50 };
  const several = (text: string) => text.repeat(5);

  it('are refused by the limit that they pass, before all of it is made', async () => {
    const sheet =
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row>';
    expect(await refusal('a.ods', { 'content.xml': `<a><table:table>${sheet}</table:table></a>` })).toMatch(
      /^document\.too_complex: .*filled cells/,
    );
    const depth = 1_100;
    const deep = `${'<w:sdt><w:sdtContent>'.repeat(depth)}${'</w:sdtContent></w:sdt>'.repeat(depth)}`;
    const word = { '[Content_Types].xml': '<Types/>', 'word/document.xml': `<w:document>${deep}</w:document>` };
    expect(await refusal('a.docx', word)).toMatch(/^document\.too_complex: .*nested elements/);
    const tables = `${'<w:tbl><w:tr><w:tc>'.repeat(400)}${'</w:tc></w:tr></w:tbl>'.repeat(400)}`;
    const nested = { ...word, 'word/document.xml': `<w:document><w:body>${tables}</w:body></w:document>` };
    expect(await refusal('b.docx', nested)).toMatch(/^document\.too_complex: .*1,000 nested elements/);
    const sheets = Object.fromEntries([1, 2, 3, 4].map((n) => [`xl/worksheets/sheet${n}.xml`, '<worksheet/>']));
    expect(await refusal('a.xlsx', { '[Content_Types].xml': '<Types/>', ...sheets }, few)).toMatch(
      /^document\.too_complex: .*3 sheets/,
    );
    const show = {
      'ppt/presentation.xml': `<p:presentation>${several('<p:sldId id="1" r:id="r1"/>')}</p:presentation>`,
      'ppt/_rels/presentation.xml.rels': '<a><Relationship Id="r1" Target="slides/slide1.xml"/></a>',
      'ppt/slides/slide1.xml': '<p:sld><a:p><a:t>Hello</a:t></a:p></p:sld>',
    };
    expect(await refusal('a.pptx', show, few)).toMatch(/^document\.too_complex: .*3 slides/);
    const pages = several('<draw:page><text:p>Hello</text:p></draw:page>');
    expect(await refusal('a.odp', { 'content.xml': `<office:body>${pages}</office:body>` }, few)).toMatch(
      /^document\.too_complex: .*3 slides/,
    );
    const book = {
      'META-INF/container.xml': '<container><rootfile full-path="book.opf"/></container>',
      'book.opf': `<package><item id="a" href="a.html" media-type="text/html"/>${several('<itemref idref="a"/>')}</package>`,
      'a.html': `<p>${several('word ')}</p>`,
    };
    expect(await refusal('a.epub', book, few)).toMatch(/^document\.too_complex: .*50 characters/);
  });

  it('of rich text whose groups never end are read at once, and refused where there is no end of them', async () => {
    for (const open of ['{\\info ', '{\\header ', '{\\info {\\title ', '{\\footnote a'])
      expect((await parse('open.rtf', `{\\rtf1 Rent.\\par ${open.repeat(900)}`)).blocks[0]!.text).toBe('Rent.');
    await expect(parse('deep.rtf', `{\\rtf1 Rent.\\par ${'{'.repeat(5_000)}`)).rejects.toThrow('nested groups');
  });

  it('of very many short paragraphs are refused, as they weigh on whoever stores them', async () => {
    await expect(parse('many.txt', 'a\n\n'.repeat(500_001))).rejects.toThrow('500,000 paragraphs and rows');
  });

  it('of mailboxes with lines that begin nothing are read at once', async () => {
    const lines = `${'\n'.repeat(100_000)}${'From a\n'.repeat(20_000)}Subject: One\n\nText\n`;
    expect((await unpack('lines.mbox', lines)).members?.length).toBeGreaterThan(0);
  });
});
