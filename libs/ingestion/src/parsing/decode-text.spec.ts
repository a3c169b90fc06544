import fc from 'fast-check';
import iconv from 'iconv-lite';
import { decodeText } from './decode-text.js';

const SENTENCE =
  'Die Bürogebäude schließen früher; größere Räume müssen vorher überprüft und für jede Prüfung geöffnet werden.';

describe('decodeText', () => {
  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('reads %s with and without a mark', (encoding) => {
    expect(decodeText(iconv.encode(SENTENCE, encoding, { addBOM: true }))).toEqual({
      text: SENTENCE,
      encoding,
      isGuess: false,
    });
    expect(decodeText(iconv.encode(SENTENCE, encoding, { addBOM: false }))).toEqual({
      text: SENTENCE,
      encoding,
      isGuess: false,
    });
  });

  it('prefers valid UTF-8 to what the file declares', () => {
    expect(decodeText(Buffer.from(SENTENCE), 'windows-1251')).toEqual({
      text: SENTENCE,
      encoding: 'utf-8',
      isGuess: false,
    });
  });

  it('follows a declaration when the bytes are not UTF-8', () => {
    const text = 'Отпуск оформляется заранее';
    expect(decodeText(iconv.encode(text, 'koi8-r'), 'KOI8-R')).toEqual({ text, encoding: 'koi8-r', isGuess: false });
  });

  it('guesses Western bytes and says so', () => {
    const { text, isGuess } = decodeText(iconv.encode(SENTENCE, 'windows-1252'));
    expect(text).toBe(SENTENCE);
    expect(isGuess).toBe(true);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.string(), { nil: undefined }),
        (bytes, declared) => typeof decodeText(bytes, declared).text === 'string',
      ),
    );
  });
});
