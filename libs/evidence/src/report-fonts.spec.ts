import { FACE, ReportFonts } from './report-fonts.js';

const texts = (fonts: ReportFonts, text: string, face: string) =>
  fonts.stretches(text, face).map((stretch) => [stretch.font.path, stretch.text]);

describe('ReportFonts', () => {
  it('sets a text in one face as long as that has its signs', () => {
    expect(texts(new ReportFonts([]), 'Größe Ωmega Привет سلام', FACE.plain)).toEqual([
      [FACE.plain, 'Größe Ωmega Привет سلام'],
    ]);
    expect(texts(new ReportFonts([]), '', FACE.plain)).toEqual([]);
  });

  it('takes another font for a sign that the face lacks, and blanks and marks with what they follow', () => {
    // The upright face has Braille, the one for code has none.
    const fonts = new ReportFonts([FACE.bold, FACE.plain]);
    expect(texts(fonts, 'see ⠓⠊ \u0301there', FACE.mono)).toEqual([
      [FACE.mono, 'see '],
      [FACE.bold, '⠓⠊ \u0301'],
      [FACE.mono, 'there'],
    ]);
  });

  it('leaves a sign that no font has to the face', () => {
    expect(texts(new ReportFonts([FACE.bold]), 'a\u{F1234}b', FACE.plain)).toEqual([[FACE.plain, 'a\u{F1234}b']]);
  });
});
