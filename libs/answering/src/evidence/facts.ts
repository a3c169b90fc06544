import { ANY_CODE, CURRENCY_CODES, NO_CENTS } from '../text/currencies.js';
import { fold } from '../text/fold-word.js';
import { MONTH_NAMES, MONTH_NUMBER } from '../text/months.js';
import { termsOf } from '../text/terms.js';
import type { Span } from '#knowledge';

/** A number, amount, duration or date of a text, in one notation whatever it was written in. */
export interface Fact extends Span {
  /** As written. */
  readonly surface: string;
  /** Possible readings as `year-month-day` with blanks for what is not said; empty for what is no date. `3/5/2024` has two. */
  readonly dates: readonly string[];
  /** The number as decimal text; for a date its year, or else its day. */
  readonly value: string;
  /** `EUR`, `%`, `day`, `km`, …; null for a bare number. */
  readonly unit: string | null;
}

const MONTH = `(?<![\\p{L}])(${MONTH_NAMES.flat().join('|')})(?![\\p{L}])\\.?`;
const DAY = '(\\p{Nd}{1,2})(?:st|nd|rd|th|\\.)?';

type Parts = readonly [year: string | undefined, month: string | undefined, day: string | undefined];

/** Ways of writing a date; the first that fits a place wins. Each gives its possible readings. */
const DATES: readonly (readonly [RegExp, (groups: readonly string[]) => readonly Parts[]])[] = [
  [/(?<!\p{Nd})(\p{Nd}{4})-(\p{Nd}{2})-(\p{Nd}{2})(?!\p{Nd})/gu, ([y, m, d]) => [[y, m, d]]],
  [/(\p{Nd}{4})\s*年(?:\s*(\p{Nd}{1,2})\s*月)?(?:\s*(\p{Nd}{1,2})\s*日)?/gu, ([y, m, d]) => [[y, m, d]]],
  [
    new RegExp(`(?<!\\p{Nd})${DAY}\\s+(?:of\\s+|de\\s+)?${MONTH},?(?:\\s+(?:de\\s+)?(\\p{Nd}{4}))?(?!\\p{Nd})`, 'gu'),
    ([d, m, y]) => [[y, m, d]],
  ],
  [new RegExp(`${MONTH}\\s+${DAY}(?!\\p{Nd})(?:,?\\s+(\\p{Nd}{4})(?!\\p{Nd}))?`, 'gu'), ([m, d, y]) => [[y, m, d]]],
  [new RegExp(`${MONTH},?\\s+(?:of\\s+|de\\s+)?(\\p{Nd}{4})(?!\\p{Nd})`, 'gu'), ([m, y]) => [[y, m, undefined]]],
  [
    /(?<![\p{Nd}.])(\p{Nd}{1,2})([./])(\p{Nd}{1,2})\2(\p{Nd}{4}|\p{Nd}{2})(?![\p{Nd}.]\p{Nd}|\p{Nd})/gu,
    ([a, separator, b, y]) =>
      separator === '.'
        ? [[y, b, a]]
        : [
            [y, b, a],
            [y, a, b],
          ],
  ],
];

/** With signs and names of their own among {@link UNITS}. */
const NAMED_CURRENCIES = new Set(['EUR', 'USD', 'GBP', 'JPY', 'CHF']);
const UNITS: readonly (readonly [string, string])[] = [
  ['EUR', '€|EUR|[Ee]uros?|يورو'],
  ['USD', 'US\\$|\\$|USD|(?:US )?dollars?|دولار'],
  ['GBP', '£|GBP|pounds?(?: sterling)?'],
  ['JPY', '¥|JPY|yen|円'],
  ['CHF', 'CHF|SFr\\.?|Fr\\.|Franken|[Ff]rancs'],
  ...CURRENCY_CODES.filter((code) => !NAMED_CURRENCIES.has(code)).map((code) => [code, code] as const),
  ['%', '[%٪％]|percent(?:age points?)?|per cent|Prozent(?:punkte)?|pour cent|por ciento'],
  ['second', 'seconds?|Sekunden?'],
  ['minute', 'minutes?|mins?|Minuten?|minutos?|分钟|分間'],
  ['hour', 'hours?|hrs?|Stunden?|heures?|horas?|小时|時間'],
  [
    'day',
    '(?:(?:business|working|calendar|consecutive) )?days?|nights?|(?:Werk|Arbeits|Kalender)?[Tt]agen?|Tage?|jours?|días?|日|天|يوما?|أيام',
  ],
  ['week', 'weeks?|Wochen?|semaines?|semanas?|週|周|أسابيع|أسبوع'],
  ['month', 'months?|Monaten?|Monate?|mois|mes(?:es)?|か月|ヶ月|个月|أشهر|شهرا?'],
  ['year', '(?:fiscal |calendar )?years?|Jahren?|Jahre?|ans|années?|años?|سنوات|سنة'],
  ['km', 'km|kilomet(?:er|re)s?|Kilometern?'],
  ['mile', 'miles?'],
  ['metre', 'm|met(?:er|re)s?|Metern?'],
  ['foot', 'ft|feet|foot'],
  ['kg', 'kg|kilo(?:gram)?s?'],
  ['GB', 'GB'],
  ['MB', 'MB'],
  ['TB', 'TB'],
];
const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  tausend: 1e3,
  tsd: 1e3,
  million: 1e6,
  mio: 1e6,
  billion: 1e9,
  mrd: 1e9,
  milliarden: 1e9,
  trillion: 1e12,
};
const SMALL =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';
const GERMAN =
  'ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig';
/** Not "neuf", which also means new. */
const FRENCH = 'un deux trois quatre cinq six sept huit - dix onze douze treize quatorze quinze seize';
const FRENCH_TENS = 'vingt trente quarante cinquante soixante';
const GERMAN_TENS = 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig';
const TENS = 'ten twenty thirty forty fifty sixty seventy eighty ninety';
const WORD_VALUE = new Map<string, number>([
  ...[SMALL, GERMAN, FRENCH].flatMap((words) => words.split(' ').map((word, i) => [word, i + 1] as const)),
  ...TENS.split(' ').map((word, i) => [word, 10 * (i + 1)] as const),
  ...[FRENCH_TENS, GERMAN_TENS].flatMap((words) => words.split(' ').map((word, i) => [word, 10 * (i + 2)] as const)),
  ['hundred', 100],
  ['dreissig', 30],
  ['dreißig', 30],
  ['half', 0.5],
  ['neuf', 9],
]);
const anyOf = (words: string): string => words.replaceAll(' ', '|');
const TENS_AND_ONES =
  `(?:${anyOf(TENS.replace('ten ', ''))})-(?:${SMALL.split(' ').slice(0, 9).join('|')})` +
  `|(?:${anyOf(FRENCH_TENS)})-(?:neuf|${anyOf(FRENCH.replace('un ', '').replace(' -', ''))})`;
/** Articles, too; and no word. */
const NO_COUNT = new Set(['one', 'ein', 'un', 'neuf', '-']);
const WORDS = `(?<![\\p{L}-])(?:${TENS_AND_ONES}|${[...WORD_VALUE.keys()]
  .filter((word) => !NO_COUNT.has(word))
  .sort((a, b) => b.length - a.length)
  .join('|')})(?![\\p{L}-])`;
const WIDE = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
const NUMERAL = "\\p{Nd}+(?:[.,'’\\u00a0\\u202f]\\p{Nd}+)*(?:st|nd|rd|th)?";
/** Thousands parted by a space; only before a unit, as two numbers may follow each other. */
const SPACED = `(?<![\\p{Nd}.,])\\p{Nd}{1,3}(?: \\p{Nd}{3})+(?=\\s?(?:${UNITS.map(([, pattern]) => pattern).join('|')})(?!\\p{L}))`;
const UNIT_AFTER = UNITS.map(([, pattern]) => pattern).join('|');
const NUMBERS = new RegExp(
  `(?<before>US\\$|[€$£¥]|(?<!\\p{L})(?:${ANY_CODE}|SFr\\.?|Fr\\.))?\\s?(?<number>${SPACED}|${NUMERAL}|${WORDS})(?:[\\s-]?(?<scale>thousand|million|billion|trillion|Tsd|Mio|Mrd|Millionen|Milliarden)\\b\\.?)?(?:${NO_CENTS})?(?:[\\s-]?(?:\\(\\p{Nd}+\\)\\s)?(?<after>${UNIT_AFTER})(?!(?!${WIDE})\\p{L}))?`,
  'gu',
);
/** A letter of a script that parts words with spaces. */
const PART_OF_WORD = new RegExp(`(?!${WIDE})[\\p{L}\\p{N}_]`, 'u');
const UNIT_OF = UNITS.map(([unit, pattern]) => [unit, new RegExp(`^(?:${pattern})$`, 'u')] as const);

/** All facts of a text in order of their place; a date is one fact. */
export function factsOf(text: string): Fact[] {
  const dates = datesOf(text);
  const rest = dates.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    text,
  );
  return [...dates, ...numbersOf(rest)].sort((a, b) => a.start - b.start);
}

/** Whether one of `known` says what `fact` says; less detail ("March 2024" for "5 March 2024") is the same, more is not. */
export function holdsFact(fact: Fact, known: readonly Fact[]): boolean {
  if (fact.dates.length > 0 && known.some((other) => other.dates.some((b) => fact.dates.some((a) => isPartOf(a, b)))))
    return true;
  if (fact.dates.length > 0) return false;
  return known.some((other) =>
    other.dates.length > 0
      ? other.dates.some((date) => fact.unit === null && date.split('-').includes(fact.value))
      : other.value === fact.value && (other.unit === fact.unit || other.unit === null || fact.unit === null),
  );
}

function datesOf(text: string): Fact[] {
  const found: Fact[] = [];
  for (const [pattern, read] of DATES) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].trimEnd().length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const readings = read(match.slice(1))
        .map(dateKey)
        .filter((key) => key !== null);
      if (readings.length === 0) continue;
      found.push({
        start,
        end,
        surface: text.slice(start, end),
        dates: readings,
        value: readings[0]!.split('-').find((part) => part !== '')!,
        unit: null,
      });
    }
  }
  return found;
}

/** null when no day of any year could be meant. */
function dateKey([year = '', month = '', day = '']: Parts): string | null {
  const y = year === '' ? '' : String(plainNumber(year.length === 2 ? `20${year}` : year));
  const m = month === '' ? '' : String(MONTH_NUMBER.get(fold(month)) ?? plainNumber(month));
  const d = day === '' ? '' : String(plainNumber(day));
  if (Number(m) > 12 || Number(d) > 31) return null;
  return `${y}-${m}-${d}`;
}

function plainNumber(digits: string): number {
  return Number(termsOf(digits)[0]?.key ?? digits);
}

function isPartOf(part: string, whole: string): boolean {
  const wanted = part.split('-');
  return whole.split('-').every((value, i) => wanted[i] === '' || wanted[i] === value);
}

function numbersOf(text: string): Fact[] {
  return [...text.matchAll(NUMBERS)].flatMap((match): Fact[] => {
    const { before, number, scale, after } = match.groups as Record<string, string | undefined>;
    const start = match.index + (match[0].length - match[0].trimStart().length);
    const end = match.index + match[0].trimEnd().length;
    const isGlued = before === undefined && PART_OF_WORD.test(text[start - 1] ?? '');
    if (isGlued || PART_OF_WORD.test(text[end] ?? '')) return [];
    const factor = scale ? (SCALES[fold(scale)] ?? SCALES[fold(scale).replace(/en$/u, '')] ?? 1) : 1;
    const unit = unitOf((before ?? after ?? '').trim());
    return valuesOf(number!).map((value) => ({
      ...{ start, end, unit, dates: [] },
      surface: text.slice(start, end),
      value: factor === 1 ? value : String(Number(value) * factor),
    }));
  });
}

/** One value, or each part of a version or a clause number. */
function valuesOf(number: string): string[] {
  const words = number
    .toLowerCase()
    .split('-')
    .map((word) => WORD_VALUE.get(word));
  if (words.every((value) => value !== undefined)) return [String(words.reduce((sum, value) => sum + value, 0))];
  return termsOf(/^\p{Nd}/u.test(number) ? number.replaceAll(' ', '') : number)
    .filter(({ isNumber }) => isNumber)
    .map(({ key }) => key);
}

function unitOf(text: string): string | null {
  return text === '' ? null : (UNIT_OF.find(([, pattern]) => pattern.test(text))?.[0] ?? null);
}
