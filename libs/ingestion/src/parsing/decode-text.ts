import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { guessEncoding } from './guess-encoding.js';
import { WRONG } from './text-plausibility.js';

/** A text file's characters, and how sure its encoding is. */
export interface DecodedText {
  readonly text: string;
  /** Name of the encoding that was used, for example `utf-8`, `utf-16le`, `windows-1252`. */
  readonly encoding: string;
  /** True when nothing in the file settled the encoding, so that characters may be wrong. */
  readonly isGuess: boolean;
}

/**
 * Bytes to text. In this order: a byte order mark; UTF-16 or UTF-32 by their zero bytes, UTF-16 also by what it spells; Japanese
 * that switches its characters by escape sequences; valid UTF-8; an encoding that the file declares; statistics. Never throws: what cannot be decoded becomes U+FFFD.
 * @param declared Encoding named by the file itself (HTML `meta charset`), if any.
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const certain = byteOrderMark(bytes) ?? zeroBytePattern(bytes) ?? switchedJapanese(bytes) ?? spelledInUtf16(bytes);
  if (certain) return { text: decodeAs(bytes, certain), encoding: certain, isGuess: false };
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8', isGuess: false };
  if (declared && !/^utf-?8$/i.test(declared) && iconv.encodingExists(declared)) {
    return { text: iconv.decode(bytes, declared), encoding: declared.toLowerCase(), isGuess: false };
  }
  const encoding = guessEncoding(bytes);
  return { text: iconv.decode(bytes, encoding), encoding, isGuess: true };
}

/** iconv-lite has no encoding that switches between sets of characters; the runtime knows the one in use. */
function decodeAs(bytes: Uint8Array, encoding: string): string {
  return encoding === ISO_2022_JP ? new TextDecoder(encoding).decode(bytes) : iconv.decode(bytes, encoding);
}

/**
 * Text that another reader decoded, with the signs that windows-1252 has between 0x80 and 0x9f: €, quotes, dashes. The runtime's own
 * decoder leaves them as controls (seen in Node.js 20.20), and nobody writes those.
 */
export const withSignsOfWindows = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (control) => iconv.decode(Buffer.from(control, 'latin1'), 'windows-1252'));

/** Of UTF-8, UTF-16 or UTF-32. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return byteOrderMark(bytes) !== null || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
}

/** Whether bytes are UTF-8 without a single control character; a character cut off at the end does not count against them. */
export function isCleanText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return text.search(WRONG) === -1;
  } catch {
    return false;
  }
}

/** Whether bytes read as text: few controls and undecodable characters under the best encoding. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const { text } = decodeText(bytes);
  if (text === '') return true;
  const wrong = text.match(WRONG)?.length ?? 0;
  return wrong / text.length < 0.02;
}

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

/** Text mostly of Latin letters shows zero bytes at fixed positions when each character takes two or four bytes. */
function zeroBytePattern(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 4096) & ~3;
  if (length < 4) return null;
  const zeros = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 3]!++;
  const most = (index: number) => zeros[index]! > length * 0.15;
  const none = (index: number) => zeros[index]! < length * 0.01;
  if (none(0) && most(1) && most(2) && most(3)) return 'utf-32le';
  if (most(0) && most(1) && most(2) && none(3)) return 'utf-32be';
  if (none(0) && most(1) && none(2) && most(3)) return 'utf-16le';
  if (most(0) && none(1) && most(2) && none(3)) return 'utf-16be';
  return null;
}

const ISO_2022_JP = 'iso-2022-jp';
/** How much is looked at. */
const HEAD_BYTES = 4096;

/** Nothing but seven bits, among which escape sequences switch to Japanese and back. */
function switchedJapanese(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const isSevenBit = head.search(/[\u0080-\u00ff]/) === -1;
  return isSevenBit && /\u001b\$[@B][!-~]{2}/.test(head) ? ISO_2022_JP : null;
}

const FEWEST_UNITS = 8;
/** Half the bytes of Chinese are of the range of ASCII, and some of the others. */
const MOST_ASCII = 0.85;

/**
 * Text of other than Latin letters in UTF-16 looks binary. It is taken for what it spells: letters, marks, numbers and signs of one
 * script beside ordinary white space, without a single unit that means nothing; bytes that are mostly ASCII are no such text.
 */
function spelledInUtf16(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, Math.min(bytes.length, HEAD_BYTES) & ~1);
  const ascii = head.reduce((count, byte) => count + (byte >= 0x20 && byte < 0x7f ? 1 : 0), 0);
  if (head.length < 2 * FEWEST_UNITS || ascii > head.length * MOST_ASCII || !hasControls(head)) return null;
  const readings = ORDERS.map((encoding) => ({ encoding, text: iconv.decode(head, encoding) }));
  const [best] = readings
    .filter(({ text }) => spells(text))
    // The bytes of one order may spell something in the other as well, but without a space.
    .sort((a, b) => spacesIn(b.text) - spacesIn(a.text));
  return best?.encoding ?? null;
}

const ORDERS = ['utf-16le', 'utf-16be'] as const;
const spacesIn = (text: string): number => text.match(/[ \n\u3001\u3002]/g)?.length ?? 0;

const hasControls = (bytes: Uint8Array): boolean => bytes.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x1b));

/** The last unit may be half of a pair. */
function spells(text: string): boolean {
  const whole = text.slice(0, -1);
  if (/[\p{Cn}\p{Co}\p{Cs}\ufffd]/u.test(whole) || whole.search(WRONG) !== -1) return false;
  const letters = whole.match(/\p{L}/gu)?.length ?? 0;
  const ofOne = SCRIPTS.some((script) => (whole.match(script)?.length ?? 0) > whole.length * 0.5);
  return letters > 0 && ofOne && /[\s\u3000\u3001\u3002.,]/.test(whole);
}

/** Scripts that a text may be in for the most part; those of East Asia are mixed. */
const SCRIPTS = [
  /\p{Script=Cyrillic}/gu,
  /\p{Script=Greek}/gu,
  /\p{Script=Arabic}/gu,
  /\p{Script=Hebrew}/gu,
  /\p{Script=Devanagari}/gu,
  /\p{Script=Thai}/gu,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu,
];

/** Strict, except that a character cut off by the end of the bytes is forgiven. */
function decodeUtf8(bytes: Uint8Array): string | null {
  const whole = bytes.subarray(0, bytes.length - cutOffLength(bytes));
  return isUtf8(whole) ? new TextDecoder().decode(whole) : null;
}

/** Bytes at the end that begin a character and do not finish it. */
function cutOffLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}
