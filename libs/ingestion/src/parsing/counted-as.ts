/** Largest number that is written in anything but figures; nobody reads a longer one. */
const MOST_SPELLED = 4_999;

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  let [left, text] = [number, ''];
  for (const [value, letters] of ROMAN)
    while (left >= value) {
      text += letters;
      left -= value;
    }
  return text;
}

/** `a` … `z`, then `aa`, `bb` … as word processors count. */
const lettered =
  (alphabet: string) =>
  (number: number): string => {
    const letters = [...alphabet];
    return letters[(number - 1) % letters.length]!.repeat(Math.ceil(number / letters.length));
  };

/** One figure for each decimal digit, zero first. */
const figured =
  (figures: string) =>
  (number: number): string =>
    [...String(number)].map((digit) => [...figures][Number(digit)]!).join('');

const UNITS = ['', '十', '百', '千'];

/** 一, 十, 二十一, 一百〇五: the Chinese way, which Japanese and Korean texts share up to a hundred. */
function chinese(number: number, isTenPlain = true): string {
  const digits = [...String(number)].map(Number);
  const spelled = digits
    .map((digit, at) => {
      const unit = UNITS[digits.length - 1 - at]!;
      if (digit !== 0) return `${'零一二三四五六七八九'[digit]}${unit}`;
      return digits.slice(at + 1).some((later) => later !== 0) && digits[at + 1] !== 0 ? '零' : '';
    })
    .join('');
  return isTenPlain ? spelled.replace(/^一十/, '十') : spelled;
}

/** 一 of a ten, hundred or thousand and zeros are not said in Japanese. */
const japanese = (number: number): string =>
  chinese(number)
    .replaceAll('零', '')
    .replace(/一(?=[十百千])/g, '');

const CYRILLIC = 'абвгдежзиклмнопрстуфхцчшщэюя';
const GREEK = 'αβγδεζηθικλμνξοπρστυφχψω';

/** By the names that Word, RTF and OpenDocument have for them. */
const SPELLED: Readonly<Record<string, (number: number) => string>> = {
  lowerRoman: roman,
  upperRoman: (number) => roman(number).toUpperCase(),
  lowerLetter: lettered('abcdefghijklmnopqrstuvwxyz'),
  upperLetter: lettered('ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  decimalZero: (number) => String(number).padStart(2, '0'),
  ordinal: (number) => `${number}.`,
  russianLower: lettered(CYRILLIC),
  russianUpper: lettered(CYRILLIC.toUpperCase()),
  greekLower: lettered(GREEK),
  greekUpper: lettered(GREEK.toUpperCase()),
  decimalFullWidth: figured('０１２３４５６７８９'),
  chineseCounting: chinese,
  chineseCountingThousand: chinese,
  taiwaneseCounting: chinese,
  taiwaneseCountingThousand: chinese,
  japaneseCounting: japanese,
  koreanDigital: figured('영일이삼사오육칠팔구'),
  koreanCounting: lettered('일이삼사오육칠팔구'),
  ideographDigital: figured('〇一二三四五六七八九'),
  japaneseDigitalTenThousand: figured('〇一二三四五六七八九'),
  aiueoFullWidth: lettered(
    'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン',
  ),
  iroha: lettered('イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス'),
  ganada: lettered('가나다라마바사아자차카타파하'),
  chosung: lettered('ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ'),
  arabicAlpha: lettered('أبتثجحخدذرزسشصضطظعغفقكلمنهوي'),
  arabicAbjad: lettered('أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'),
  hebrew1: lettered('אבגדהוזחטיכלמנסעפצקרשת'),
  hindiNumbers: figured('०१२३४५६७८९'),
  hindiConsonants: lettered('कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह'),
  thaiNumbers: figured('๐๑๒๓๔๕๖๗๘๙'),
  thaiLetters: lettered('กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ'),
  decimalEnclosedCircle: (number) => (number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : String(number)),
};

/**
 * A number as automatic numbering writes it.
 * @param format `decimal`, `lowerRoman`, `japaneseCounting` …, as Word calls them; formats that are not known count in figures.
 */
export function countedAs(number: number, format: string): string {
  const spell = Object.hasOwn(SPELLED, format) ? SPELLED[format] : undefined;
  return spell && number > 0 && number <= MOST_SPELLED ? spell(number) : String(number);
}
