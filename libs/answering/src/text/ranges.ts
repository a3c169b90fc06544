import { termsOf } from './terms.js';

/** A range of numbers; a bound that is open is infinite. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  /** Whether the bounds themselves belong to it. */
  readonly holdsFrom: boolean;
  readonly holdsTo: boolean;
}

const NUMBER = "\\p{Nd}+(?:[.,'’\\u00a0\\u202f]\\p{Nd}+)*";
/** What stands before a number of a cell: a currency, a sign. */
const LEAD = '(?:[\\p{Sc}]|[A-Z]{3})?\\s?';
/** What stands behind it: a unit, a currency, a noun of up to three words. */
const TRAIL =
  '(?:\\s?(?:[%‰\\p{Sc}]|\\p{L}[\\p{L}.²³°/-]*)(?:\\s[\\p{L}().-]+){0,2}|[人名件個台回円歳年月日個]\\p{L}{0,4})?';
const AMOUNT = `${LEAD}(?<one>${NUMBER})`;
type MakeRange = (one: number, other: number) => NumberRange;
const PATTERNS: readonly (readonly [string, MakeRange])[] = [
  [
    `(?:from |von |de )?${AMOUNT}(?:\\s?(?!to\\b|bis\\b)\\p{L}{1,3})?\\s?(?:[-–—−~〜～]|to|bis(?: zu)?|through|à|and|und|から|至)\\s?${LEAD}(?<other>${NUMBER})${TRAIL}(?:まで)?`,
    (one, other) => closed(one, other),
  ],
  [
    `(?:[≤⩽]|<=|up to|bis(?: zu)?|no more than|at most|max(?:imum|\\.)?|höchstens|maximal|jusqu['’]à|hasta)\\s?${AMOUNT}${TRAIL}`,
    (one) => closed(-Infinity, one),
  ],
  [
    `(?:<|＜|under|below|less than|fewer than|unter|weniger als|moins de|menos de)\\s?${AMOUNT}${TRAIL}`,
    (one) => ({ ...closed(-Infinity, one), holdsTo: false }),
  ],
  [
    `(?:>|＞|over|above|more than|über|mehr als|plus de|más de)\\s?${AMOUNT}${TRAIL}`,
    (one) => ({ ...closed(one, Infinity), holdsFrom: false }),
  ],
  [
    `(?:[≥⩾]|>=|from|ab|at least|min(?:imum|\\.)?|mindestens|à partir de|desde|a partir de)\\s?${AMOUNT}${TRAIL}`,
    (one) => closed(one, Infinity),
  ],
  [
    `${AMOUNT}(?:\\s?\\+|${TRAIL} (?:and|or) (?:more|over|above|up)|${TRAIL} (?:und|oder) mehr|\\p{L}{0,3}以上)${TRAIL}`,
    (one) => closed(one, Infinity),
  ],
  [
    `${AMOUNT}(?:${TRAIL} (?:and|or) (?:fewer|less|under|below)|${TRAIL} (?:und|oder) weniger|\\p{L}{0,3}以下)`,
    (one) => closed(-Infinity, one),
  ],
  [`${AMOUNT}\\p{L}{0,3}未満`, (one) => ({ ...closed(-Infinity, one), holdsTo: false })],
];
const FORMS = PATTERNS.map(([pattern, range]) => [new RegExp(`^${pattern}$`, 'iu'), range] as const);

/** The range that all of a text says ("10–25", "up to 10 people", "> 50", "from 100", "5以下"); null for any other text, a bare number too. */
export function rangeOf(text: string): NumberRange | null {
  const words = text.trim();
  if (words.length > LONGEST || !/\p{Nd}/u.test(words)) return null;
  for (const [pattern, range] of FORMS) {
    const groups = pattern.exec(words)?.groups;
    if (!groups) continue;
    const found = range(valueOf(groups['one']!), valueOf(groups['other'] ?? groups['one']!));
    return found.from <= found.to ? found : null;
  }
  return null;
}

/** Whether a number lies within a range. */
export const isWithin = (value: number, { from, to, holdsFrom, holdsTo }: NumberRange): boolean =>
  (holdsFrom ? value >= from : value > from) && (holdsTo ? value <= to : value < to);

/** A cell that is longer is prose. */
const LONGEST = 60;

const closed = (from: number, to: number): NumberRange => ({ from, to, holdsFrom: true, holdsTo: true });

const valueOf = (numeral: string): number => Number(termsOf(numeral)[0]?.key ?? Number.NaN);
