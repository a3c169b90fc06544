import iconv from 'iconv-lite';

/**
 * A file name out of bytes of which nothing says how they are stored, where they spell one in Shift_JIS (Japanese Windows) or in
 * code page 866 (Russian Windows) beyond doubt.
 * @returns Null where they don't: then they are in code page 437, as the format's oldest rule has it.
 */
export function spelledName(raw: Uint8Array): string | null {
  const japanese = iconv.decode(raw, 'shift_jis');
  if (JAPANESE.test(japanese) && isMadeOf(japanese, JAPANESE_ONLY)) return japanese;
  const russian = iconv.decode(raw, 'cp866');
  return RUSSIAN_WORD.test(russian) && isMadeOf(russian, RUSSIAN_ONLY) ? russian : null;
}

const isMadeOf = (name: string, allowed: RegExp): boolean => [...name].every((char) => allowed.test(char));

/** Two letters of the script at least; half-width kana alone are what accented Latin letters look like. */
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\u30a0-\u30ff]{2}/u;
const JAPANESE_ONLY = /[\x20-\x7e\p{Script=Han}\p{Script=Hiragana}\u30a0-\u30ff\u3000-\u303f\uff01-\uff9f]/u;
/** Three letters in a row: a single accented one of code page 437 may be a Cyrillic letter here. */
const RUSSIAN_WORD = /\p{Script=Cyrillic}{3}/u;
const RUSSIAN_ONLY = /[\x20-\x7e\p{Script=Cyrillic}№]/u;
