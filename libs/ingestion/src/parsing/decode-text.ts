import { isUtf8 } from 'node:buffer';
import { detect } from 'chardet';
import iconv from 'iconv-lite';

/** Enough of a file to tell its encoding by. */
const SAMPLE_BYTES = 256 * 1024;

export interface DecodedText {
  readonly text: string;
  /** Name of the encoding that was used, for example `utf-8`, `utf-16le`, `windows-1252`. */
  readonly encoding: string;
  /** True when nothing in the file settled the encoding, so that characters may be wrong. */
  readonly isGuess: boolean;
}

/**
 * Bytes to text. In this order: a byte order mark; UTF-16 or UTF-32 by their zero bytes; valid UTF-8; an encoding that the
 * file declares; statistics. Never throws: what cannot be decoded becomes U+FFFD.
 * @param declared Encoding named by the file itself (HTML `meta charset`), if any.
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const certain = byteOrderMark(bytes) ?? zeroBytePattern(bytes);
  if (certain) return { text: iconv.decode(bytes, certain), encoding: certain, isGuess: false };
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8', isGuess: false };
  if (declared && !/^utf-?8$/i.test(declared) && iconv.encodingExists(declared)) {
    return { text: iconv.decode(bytes, declared), encoding: declared.toLowerCase(), isGuess: false };
  }
  const guess = detect(bytes.subarray(0, SAMPLE_BYTES));
  const encoding = guess && iconv.encodingExists(guess) ? guess.toLowerCase() : 'windows-1252';
  return { text: iconv.decode(bytes, encoding), encoding, isGuess: true };
}

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

/** Controls other than tab, line and page breaks and escape, and the replacement character. */
const WRONG = new RegExp('[\\u0000-\\u0008\\u000e-\\u001a\\u001c-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\ufffd]', 'g');

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
