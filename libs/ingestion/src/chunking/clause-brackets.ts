/** How marks below a clause count: `1`, `a`, `aa`, `iv`, `A`, `IV`, `一`; `1.` of a paragraph that is numbered without brackets. */
type Counting = 'figures' | 'letters' | 'doubled' | 'roman' | 'capitals' | 'ROMAN' | 'han' | 'points';

interface Level {
  readonly counting: Counting;
  readonly ordinal: number;
  /** As it stands in the text, without its brackets. */
  readonly mark: string;
}

/**
 * The marks that are open below a clause, outermost first: `(2)`, `(a)`, `(iv)`, `(B)`. Which of them a new mark continues is told by what
 * comes before it: `(i)` follows `(h)`, or begins below `(a)`; `(b)` follows `(a)`, whatever was listed below that.
 */
export class ClauseBrackets {
  #levels: Level[] = [];

  get isEmpty(): boolean {
    return this.#levels.length === 0;
  }

  clear(): void {
    this.#levels = [];
  }

  /**
   * Whether a mark in brackets is one of this clause; it is taken then.
   * @param next Marks that follow at once: whether `(i)` behind `(h)` goes on or begins below it is told by them.
   */
  take(mark: string, next: readonly string[] = []): boolean {
    const countings = countingsOf(mark).filter((counting) => counting === 'roman' || !isFirstRoman(mark, next));
    if (this.#follow(mark, countings)) return true;
    // One that was put in later follows another.
    if (INSERTED.test(mark)) return false;
    const begun = countings.find((counting) => ordinalIn(counting, mark) === 1);
    if (begun) this.#begin({ counting: begun, ordinal: 1, mark });
    // Capitals in brackets are abbreviations as often as they count.
    else if (countings[0] === undefined || isCapital(countings[0])) return false;
    else this.#begin({ counting: countings[0], ordinal: ordinalIn(countings[0], mark) ?? 0, mark });
    return true;
  }

  /** The same for a plain number with a point, which is taken only where it begins to count or goes on. */
  takePoint(number: string): boolean {
    if (this.#follow(number, ['points'])) return true;
    if (number !== '1') return false;
    this.#begin({ counting: 'points', ordinal: 1, mark: number });
    return true;
  }

  /** @param isGerman German lawyers say `Abs.` and `Nr.` instead of brackets. */
  label(isGerman: boolean): string {
    return this.#levels
      .map(({ counting, mark }, index) => {
        if (isGerman && counting === 'figures' && index === 0) return ` Abs. ${mark}`;
        return isGerman && counting === 'points' ? ` Nr. ${mark}` : `(${mark})`;
      })
      .join('');
  }

  #follow(mark: string, countings: readonly Counting[]): boolean {
    const step = INSERTED.test(mark) ? 0 : 1;
    const at = this.#levels.findLastIndex(
      ({ counting, ordinal }) => countings.includes(counting) && ordinalIn(counting, mark) === ordinal + step,
    );
    if (at < 0) return false;
    const { counting, ordinal } = this.#levels[at]!;
    this.#levels = [...this.#levels.slice(0, at), { counting, ordinal: ordinal + step, mark }];
    return true;
  }

  /** A way of counting that is open already begins anew there; any other begins below all that is open. */
  #begin(level: Level): void {
    const at = this.#levels.findIndex(({ counting }) => counting === level.counting);
    this.#levels = [...(at < 0 ? this.#levels : this.#levels.slice(0, at)), level];
  }
}

/** `(1a)` was put in behind `(1)`. */
const INSERTED = /^\d+[a-z]$/;

/** Whether `(ii)` comes before `(j)`. */
const isFirstRoman = (mark: string, next: readonly string[]): boolean =>
  mark === 'i' && next.find((each) => each === 'ii' || each === 'j') === 'ii';

const isCapital = (counting: Counting): boolean => counting === 'capitals' || counting === 'ROMAN';

/** Every way in which a mark may count, the likeliest first. */
function countingsOf(mark: string): Counting[] {
  const found: Counting[] = [];
  if (/^[0-9０-９]+[a-z]?$/.test(mark)) found.push('figures');
  if (/^[ivxl]{2,}$/.test(mark)) found.push('roman');
  if (/^([a-z])\1$/.test(mark)) found.push('doubled');
  if (/^(?:[a-z]{1,2}|[а-яё])$/.test(mark)) found.push('letters');
  if (/^[ivxl]$/.test(mark)) found.push('roman');
  if (/^[A-Z]$/.test(mark)) found.push('capitals');
  if (/^[IVXL]+$/.test(mark)) found.push('ROMAN');
  if (/^[一二三四五六七八九十]+$/.test(mark)) found.push('han');
  return found;
}

function ordinalIn(counting: Counting, mark: string): number | null {
  switch (counting) {
    case 'figures':
      return /^[0-9０-９]+[a-z]?$/.test(mark) ? Number.parseInt(mark.normalize('NFKC'), 10) : null;
    case 'points':
      return /^[0-9０-９]+$/.test(mark) ? Number(mark.normalize('NFKC')) : null;
    case 'letters':
      return /^(?:[a-z]{1,2}|[а-яё])$/.test(mark) ? ordinalOfLetters(mark) : null;
    case 'doubled':
      return /^([a-z])\1$/.test(mark) ? ordinalOfLetters(mark.charAt(0)) : null;
    case 'capitals':
      return /^[A-Z]$/.test(mark) ? ordinalOfLetters(mark.toLowerCase()) : null;
    case 'roman':
    case 'ROMAN':
      return romanNumber(counting === 'roman' ? mark : mark.toLowerCase());
    case 'han':
      return hanNumber(mark);
  }
}

/** `a` 1 … `z` 26, `aa` 27, `ab` 28. */
function ordinalOfLetters(letters: string): number {
  const [first = 0, second] = [...letters].map((letter) => letter.charCodeAt(0) - (letter < 'а' ? 96 : 0x42f));
  return second === undefined ? first : first * 26 + second;
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 };

/** Up to `lxxxix`; null for what is none. */
export function romanNumber(mark: string): number | null {
  if (!/^[ivxl]+$/.test(mark)) return null;
  const values = [...mark].map((letter) => ROMAN[letter]!);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/** Up to 九十九; null for what is none. */
export function hanNumber(mark: string): number | null {
  if (!/^[一二三四五六七八九]?十?[一二三四五六七八九]?$/.test(mark)) return null;
  const digit = (sign: string | undefined) => (sign ? '一二三四五六七八九'.indexOf(sign) + 1 : 0);
  const [tens, ones] = mark.includes('十') ? mark.split('十') : [null, mark];
  return tens === null ? digit(ones) : (digit(tens) || 1) * 10 + digit(ones);
}
