import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Font, openSync } from 'fontkit';

const shipped = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');

/** The faces that a report is set in. They come with the service and have Latin, Greek, Cyrillic, Hebrew and Arabic letters. */
export const FACE = {
  plain: join(shipped, 'DejaVuSans.ttf'),
  bold: join(shipped, 'DejaVuSans-Bold.ttf'),
  mono: join(shipped, 'DejaVuSansMono.ttf'),
};

/** Where Debian and macOS keep fonts with signs that those lack; the first that has a sign shows it. */
const ELSEWHERE = [
  ...[
    'opentype/noto/NotoSansCJK-Regular.ttc',
    'truetype/droid/DroidSansFallbackFull.ttf',
    'truetype/wqy/wqy-microhei.ttc',
  ],
  ...['truetype/vlgothic/VL-Gothic-Regular.ttf', 'truetype/noto/NotoSansThai-Regular.ttf'],
  ...['truetype/noto/NotoSansDevanagari-Regular.ttf', 'truetype/freefont/FreeSans.ttf'],
]
  .map((path) => join('/usr/share/fonts', path))
  .concat('/System/Library/Fonts/Supplemental/Arial Unicode.ttf', '/Library/Fonts/Arial Unicode.ttf');

/** A font as a report is set in it. */
export interface ReportFont {
  readonly path: string;
  /** Which of a file with several. */
  readonly family: string | undefined;
  /** Of the line above the letters, in thousandths of their size. */
  readonly ascender: number;
  /** Whether it has a picture for a sign. */
  has(codePoint: number): boolean;
}

/** A part of a text that one font shows. */
export interface Stretch {
  readonly font: ReportFont;
  readonly text: string;
}

/** The fonts of one report: the service's own faces, and those of the machine for signs that they lack. */
export class ReportFonts {
  private readonly opened = new Map<string, ReportFont>();

  constructor(private readonly others: readonly string[] = ELSEWHERE.filter((path) => existsSync(path))) {}

  /** @param path One of FACE. */
  face(path: string): ReportFont {
    const known = this.opened.get(path) ?? openFont(path);
    this.opened.set(path, known);
    return known;
  }

  /** A text in the stretches that one font each can show, in order. A sign that none has goes with the face, as its empty box. */
  stretches(text: string, path: string): Stretch[] {
    const face = this.face(path);
    const stretches: { font: ReportFont; text: string }[] = [];
    for (const sign of text) {
      const last = stretches.at(-1);
      const font = JOINS.test(sign)
        ? (last?.font ?? face)
        : this.fontFor(sign.codePointAt(0)!, face, last?.font ?? face);
      if (last?.font === font) last.text += sign;
      else stretches.push({ font, text: sign });
    }
    return stretches;
  }

  private fontFor(codePoint: number, face: ReportFont, current: ReportFont): ReportFont {
    if (face.has(codePoint)) return face;
    if (current.has(codePoint)) return current;
    for (const path of this.others) if (this.face(path).has(codePoint)) return this.face(path);
    return face;
  }
}

/** Blanks, marks and joiners stand with what is before them. */
const JOINS = /^[\s\p{M}\p{Cf}]$/u;

function openFont(path: string): ReportFont {
  const file = openSync(path);
  const isSeveral = !('hasGlyphForCodePoint' in file);
  const font: Font = isSeveral ? file.fonts[0]! : file;
  return {
    path,
    family: isSeveral ? font.postscriptName : undefined,
    ascender: (font.ascent / font.unitsPerEm) * 1000,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
  };
}
