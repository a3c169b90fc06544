import { DocxNumbering } from './docx-numbering.js';
import { withNumbers } from './docx-numbered-text.js';
import { DocxStyles } from './docx-styles.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
const NUMBERING = `<w:numbering ${W}>
  <w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2')}${level(2, 'lowerLetter', '(%3)')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="1">${level(0, 'decimal', 'Article %1', '<w:pStyle w:val="Clause"/>')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="House"/></w:abstractNum>
  <w:abstractNum w:abstractNumId="3"><w:styleLink w:val="House"/>${level(0, 'upperRoman', '%1')}</w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>`;
const STYLES = `<w:styles ${W}>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="House Clause"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="House Sub"/><w:basedOn w:val="Clause"/></w:style>
</w:styles>`;

const paragraph = (text: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
const item = (text: string, id: number, at = 0) =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`);
const textOf = (...body: string[]) =>
  withNumbers(
    `<w:document ${W}><w:body>${body.join('')}</w:body></w:document>`,
    new DocxNumbering(NUMBERING),
    new DocxStyles(STYLES),
  )
    .split('</w:p>')
    .map((piece) => piece.replace(/<[^>]+>/g, ''))
    .filter((piece) => piece !== '');

describe('withNumbers', () => {
  it('writes out what Word counts by itself, level by level, across uses of one numbering', () => {
    expect(
      textOf(
        item('Term', 1),
        item('It begins.', 1, 1),
        item('now', 1, 2),
        paragraph('Between.'),
        item('Price', 1),
        item('Due.', 1, 1),
      ),
    ).toEqual(['1. Term', '1.1 It begins.', '(a) now', 'Between.', '2. Price', '2.1 Due.']);
    expect(textOf(item('Term', 1), item('Five', 2), item('Six', 2))).toEqual(['1. Term', '5. Five', '6. Six']);
  });

  it('follows styles and those they rest on, and what takes a number away', () => {
    expect(
      textOf(
        paragraph('Scope', '<w:pStyle w:val="Clause"/>'),
        paragraph('Term', '<w:pStyle w:val="Sub"/>'),
        paragraph('No clause', '<w:pStyle w:val="Clause"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        item('By a list style', 4),
      ),
    ).toEqual(['Article 1 Scope', 'Article 2 Term', 'No clause', 'I By a list style']);
  });

  it('counts empty paragraphs, and none whose mark was deleted or whose numbering is the former one', () => {
    const gone = '<w:rPr><w:del w:id="1"/></w:rPr>';
    const former = '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>';
    expect(
      textOf(
        item('', 1),
        paragraph('Deleted', `<w:numPr><w:numId w:val="1"/></w:numPr>${gone}`),
        paragraph('Plain now', former),
        '<w:p/>',
        item('Second', 1),
      ),
    ).toEqual(['1. ', 'Deleted', 'Plain now', '2. Second']);
  });

  it('counts a text box once, though it is there for older programs too', () => {
    const box = (kind: string) => `<mc:${kind}><w:txbxContent>${item('Boxed', 1)}</w:txbxContent></mc:${kind}>`;
    const text = textOf(
      `<w:p><w:r><mc:AlternateContent>${box('Choice')}${box('Fallback')}</mc:AlternateContent></w:r></w:p>`,
      item('After', 1),
    );
    expect(text).toEqual(['Boxed', '1. Boxed', '2. After']);
  });

  it('leaves documents without numbering, and damaged ones, as they are', () => {
    for (const xml of [`<w:document ${W}><w:p><w:r/></w:p></w:document>`, '<w:document><w:p><broken'])
      expect(withNumbers(xml, new DocxNumbering(null), new DocxStyles('<w:styles'))).toBe(xml);
  });
});

describe('DocxStyles', () => {
  it('makes headings of what Word shows in the outline', () => {
    expect(new DocxStyles(STYLES).headingRules()).toEqual(['p.Clause => h2:fresh', 'p.Sub => h2:fresh']);
  });
});
