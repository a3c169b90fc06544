/** Zeros of scripts whose words are parted by a dictionary, which leaves their figures as they stand, by the language of the texts. */
const ZEROS: Readonly<Record<string, number>> = { th: 0x0e50, lo: 0x0ed0, km: 0x17e0, my: 0x1040 };
const ZERO = 0x30;
const FIGURES = /[0-9\u0e50-\u0e59\u0ed0-\u0ed9\u17e0-\u17e9\u1040-\u1049]/gu;

/** A text with its numbers in each of the figures that texts in these languages may have, the common ones first; none without numbers. */
export function figureWays(text: string, languages: readonly string[]): string[] {
  const zeros = [ZERO, ...languages.flatMap((language) => ZEROS[language] ?? [])];
  return text.search(FIGURES) < 0 ? [] : zeros.map((zero) => countedFrom(zero, text));
}

/** A text with its numbers in common figures. */
export const inCommonFigures = (text: string): string => countedFrom(ZERO, text);

const countedFrom = (zero: number, text: string): string =>
  text.replace(FIGURES, (figure) => String.fromCodePoint(zero + valueOf(figure.codePointAt(0)!)));

const valueOf = (figure: number): number => figure - ALL_ZEROS.find((zero) => figure >= zero && figure < zero + 10)!;
const ALL_ZEROS = [ZERO, ...Object.values(ZEROS)];
