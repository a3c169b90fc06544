/** Zeros of scripts whose words are parted by a dictionary, which leaves their figures as they stand, by the language of the texts. */
const ZEROS: Readonly<Record<string, number>> = { th: 0x0e50, lo: 0x0ed0, km: 0x17e0, my: 0x1040 };
const ZERO = 0x30;
const FIGURES = /^\p{Nd}+$/u;

/**
 * A number in each of the figures that texts in these languages may have it in, the common ones first.
 * @param token Of any other signs than figures there are none.
 */
export function figureWays(token: string, languages: readonly string[]): string[] {
  if (!FIGURES.test(token)) return [];
  const zeros = languages.flatMap((language) => ZEROS[language] ?? []);
  const first = token.codePointAt(0)!;
  const own = [ZERO, ...Object.values(ZEROS)].find((zero) => first >= zero && first < zero + 10);
  return own === undefined ? [] : [ZERO, ...zeros].map((zero) => counted(token, own, zero));
}

/** Figures that count from one zero, counted from another; those of further scripts stay. */
const counted = (token: string, from: number, into: number): string =>
  [...token]
    .map((figure) => figure.codePointAt(0)! - from)
    .map((value, at) => (value >= 0 && value < 10 ? String.fromCodePoint(into + value) : [...token][at]!))
    .join('');
