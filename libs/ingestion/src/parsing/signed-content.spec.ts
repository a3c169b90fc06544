import { looksLocked, looksSigned, signedContent } from './signed-content.js';

const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const stated = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...stated]), content]);
};
const open = (tag: number, ...parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.from([0, 0])]);
const object = (last: number) =>
  element(0x06, Buffer.from(`2a864886f70d0107${last.toString(16).padStart(2, '0')}`, 'hex'));
const version = element(0x02, Buffer.from([1]));

/** As signing programs write it; `made` makes an element of a tag and its parts. */
const signature = (made: typeof element, ...enclosed: readonly Uint8Array[]) =>
  made(
    0x30,
    object(2),
    made(0xa0, made(0x30, version, element(0x31), made(0x30, object(1), ...enclosed), element(0x31))),
  );

describe('signedContent', () => {
  const text = Buffer.from('What was signed. '.repeat(20));

  it('is what the signature encloses, in one piece or in many, with lengths stated or not', () => {
    expect(signedContent(signature(element, element(0xa0, element(0x04, text))))).toEqual(text);
    const pieces = [element(0x04, text), element(0x04, text)];
    expect(signedContent(signature(open, open(0xa0, open(0x24, ...pieces))))).toEqual(Buffer.concat([text, text]));
  });

  it('is nothing where the signature stands beside it, is cut off, or is none', () => {
    expect(signedContent(signature(element))).toBeNull();
    const whole = signature(open, open(0xa0, open(0x24, element(0x04, text))));
    for (let end = 0; end < 60; end += 1) expect(signedContent(whole.subarray(0, end))).toBeNull();
    for (const bytes of [text, Buffer.alloc(100, 0x30), Buffer.alloc(100_000, Buffer.from([0x30, 0x80]))])
      expect(signedContent(bytes)).toBeNull();
  });

  it('is told by its first bytes', () => {
    expect(looksSigned(signature(open, open(0xa0, element(0x04, text))))).toBe(true);
    expect(looksSigned(text)).toBe(false);
    const locked = open(0x30, object(3), open(0xa0, element(0x04, text)));
    expect([looksSigned(locked), looksLocked(locked), looksLocked(text)]).toEqual([false, true, false]);
  });
});
