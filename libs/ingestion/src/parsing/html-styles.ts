/** Red, green and blue, from 0 to 255; `unknown` for one that is written in another way than is read here. */
export type Colour = readonly [number, number, number] | 'unknown';

/** What a style attribute says, by the lower-case names of its properties: the last word counts. */
export function declarationsOf(style: string): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const declaration of withoutComments(style).split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const important = value.lastIndexOf('!');
    said.set(
      declaration.slice(0, colon).trim().toLowerCase(),
      important < 0 ? value : value.slice(0, important).trim(),
    );
  }
  return said;
}

function withoutComments(style: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let start = style.indexOf('/*'); start >= 0; start = style.indexOf('/*', from)) {
    pieces.push(style.slice(from, start));
    const end = style.indexOf('*/', start + 2);
    from = end < 0 ? style.length : end + 2;
  }
  return pieces.join('') + style.slice(from);
}

/** Words of a background that are no colour. */
const NO_COLOUR =
  /^(?:none|transparent|initial|inherit|unset|revert|(?:no-)?repeat(?:-[xy])?|scroll|fixed|local|left|right|top|bottom|center|cover|contain|auto|[\d.,/-]+(?:[a-z]{2,4}|%)?)$/;
const HEX = /^#?(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/;

/** The colour that a value names, among whatever else it says; null where it names none. */
export function colourIn(value: string): Colour | null {
  const said = value.trim().toLowerCase();
  const open = said.indexOf('(');
  if (open >= 0) return /\brgba?$/.test(said.slice(0, open)) ? ofChannels(said.slice(open + 1)) : 'unknown';
  const word = said.split(/\s+/).find((each) => each !== '' && !NO_COLOUR.test(each));
  if (word === undefined) return null;
  if (HEX.test(word)) return ofDigits(word.replace('#', ''));
  return word === 'white' ? [255, 255, 255] : DARKER;
}

/** Stands for every colour with a name. */
const DARKER: Colour = [0, 0, 0];

function ofChannels(said: string): Colour {
  const [red, green, blue, alpha = 1] = said
    .slice(0, Math.max(0, said.indexOf(')')))
    .split(/[\s,/]+/)
    .filter((part) => part !== '')
    .map((part, i) => (part.endsWith('%') ? (Number.parseFloat(part) / 100) * (i < 3 ? 255 : 1) : Number(part)));
  if (red === undefined || green === undefined || blue === undefined || alpha < 1) return 'unknown';
  return [red, green, blue];
}

/** Colours that let something through show what is behind them. */
function ofDigits(digits: string): Colour {
  const long = digits.length < 6 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [red, green, blue, alpha = 255] = (long.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return alpha < 255 ? 'unknown' : [red!, green!, blue!];
}
