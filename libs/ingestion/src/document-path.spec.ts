import fc from 'fast-check';
import { documentPath, titleFromPath } from './document-path.js';

describe('documentPath', () => {
  it('keeps an ordinary path', () => expect(documentPath('policies/Reise kosten.md')).toBe('policies/Reise kosten.md'));
  it('understands back slashes and dots', () => expect(documentPath('.\\a\\.\\b.txt')).toBe('a/b.txt'));

  it.each([
    '../secret.txt',
    'a/../../b',
    '..\\b',
    '/etc/passwd',
    'C:\\x.txt',
    'a\0b.txt',
    'a\u202Efdp.exe',
    'a\u200Bb.md',
    '',
    './',
    'x\nY',
    '\ud800.txt',
  ])('refuses %j', (name) =>
    expect(() => documentPath(name)).toThrow(expect.objectContaining({ code: 'document.bad_name' })),
  );

  it('never leaves its folder, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ' ', 'C', ':') }), (name) => {
        let path: string;
        try {
          path = documentPath(name);
        } catch {
          return;
        }
        expect(path.split('/')).not.toContain('..');
        expect(path.startsWith('/')).toBe(false);
        expect(documentPath(path)).toBe(path);
      }),
    );
  });
});

it('makes a readable title of a file name', () =>
  expect(titleFromPath('hr/leave-policy_v2.md')).toBe('leave policy v2'));
