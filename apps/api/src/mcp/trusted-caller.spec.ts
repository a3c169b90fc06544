import { isTrustedCaller } from './trusted-caller.js';

const PUBLIC = 'https://kb.example';

describe('isTrustedCaller', () => {
  it.each([
    ['127.0.0.1:3210', undefined],
    ['[::1]:3210', undefined],
    ['localhost:3210', undefined],
    ['192.168.1.5:3210', undefined],
    ['kb.example', undefined],
    ['KB.example:443', 'https://kb.example'],
    ['localhost:3210', 'http://localhost:3210'],
    ['127.0.0.1:3210', 'https://kb.example'],
  ])('lets host %s, page %s in', (host, origin) => expect(isTrustedCaller({ host, origin }, PUBLIC)).toBe(true));

  it.each([
    ['evil.example:3210', undefined],
    ['evil.example:3210', 'http://evil.example:3210'],
    ['127.0.0.1:3210', 'http://evil.example'],
    ['localhost:3210', 'null'],
    ['localhost.evil.example', undefined],
    ['127.0.0.1.evil.example', undefined],
    ['', undefined],
    [undefined, undefined],
    ['kb.example/../x@evil', 'https://evil.example'],
  ])('keeps host %s, page %s out', (host, origin) => expect(isTrustedCaller({ host, origin }, PUBLIC)).toBe(false));

  it('knows no public name unless one is set', () => {
    expect(isTrustedCaller({ host: 'kb.example', origin: undefined }, null)).toBe(false);
  });
});
