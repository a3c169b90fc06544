import { joinPdfLines, wordsOf } from './pdf-hyphens.js';
import type { PdfLine } from './pdf-lines.js';

const joined = (lines: readonly string[], document: readonly string[] = lines) =>
  joinPdfLines(
    lines.map((text) => ({ text }) as PdfLine),
    wordsOf(document),
  );

describe('joinPdfLines', () => {
  it('takes the hyphen of a broken word away', () => {
    expect(joined(['ask for infor-', 'mation about'])).toBe('ask for information about');
    expect(joined(['die Ver\u00ad', 'waltung'])).toBe('die Verwaltung');
  });

  it('keeps it where the document writes the compound with one, or another half follows', () => {
    expect(joined(['a well-', 'known rule'], ['It is well-known.', 'a well-'])).toBe('a well-known rule');
    expect(joined(['Haupt-', 'und Nebenamt'])).toBe('Haupt- und Nebenamt');
    expect(joined(['the North-', 'South line'])).toBe('the North- South line');
  });

  it('sets no space in scripts without, and shortens rows of dots', () => {
    expect(joined(['電子調達', '共同'])).toBe('電子調達共同');
    expect(joined(['Leave . . . . . . . . 3', 'days'])).toBe('Leave … 3 days');
  });
});
