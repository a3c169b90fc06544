import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectFiles } from './collect-files.js';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'chancery-files-'))));
afterEach(() => rmSync(root, { recursive: true }));

const make = (path: string, content = path) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
};
const pathsOf = (...given: string[]) =>
  [...collectFiles(given.map((path) => join(root, path)))].flatMap((found) =>
    found.kind === 'file' ? [found.path] : [],
  );
const othersOf = (...given: string[]) =>
  [...collectFiles(given.map((path) => join(root, path)))].filter((found) => found.kind !== 'file');

describe('collectFiles', () => {
  it('walks in code-unit order, and keeps paths from the given folder on', () => {
    for (const path of ['books/b.md', 'books/a/z.md', 'books/B.md', 'books/ä.md', 'books/a.md']) make(path);
    expect(pathsOf('books')).toEqual(['books/B.md', 'books/a/z.md', 'books/a.md', 'books/b.md', 'books/ä.md']);
  });

  it('gives a single file its base name and size', () => {
    make('books/a/leave.md', '12345');
    const [found] = [...collectFiles([join(root, 'books/a/leave.md')])];
    expect(found).toMatchObject({ kind: 'file', path: 'leave.md', sizeBytes: 5 });
  });

  it('skips hidden entries with a word, unless one was given itself', () => {
    for (const path of ['books/.git/config', 'books/.hidden', 'books/a.md']) make(path);
    expect(pathsOf('books')).toEqual(['books/a.md']);
    expect(othersOf('books')).toEqual([
      { kind: 'skipped', path: 'books/.git', reason: 'hidden' },
      { kind: 'skipped', path: 'books/.hidden', reason: 'hidden' },
    ]);
    expect(pathsOf('books/.hidden')).toEqual(['.hidden']);
  });

  it('follows links, but never round in a circle', () => {
    make('books/a/one.md');
    make('elsewhere/two.md');
    symlinkSync(join(root, 'books'), join(root, 'books/a/up'));
    symlinkSync(join(root, 'elsewhere'), join(root, 'books/link'));
    expect(pathsOf('books')).toEqual(['books/a/one.md', 'books/link/two.md']);
    expect(othersOf('books')).toEqual([{ kind: 'skipped', path: 'books/a/up', reason: 'link loop' }]);
  });

  it('rejects what is not there and goes on', () => {
    make('books/a.md');
    symlinkSync(join(root, 'nowhere'), join(root, 'books/broken.md'));
    expect(pathsOf('missing', 'books')).toEqual(['books/a.md']);
    expect(othersOf('missing', 'books')).toMatchObject([
      { kind: 'rejected', path: 'missing', code: 'file.unreadable' },
      { kind: 'rejected', path: 'books/broken.md', code: 'file.unreadable' },
    ]);
  });

  it('says of a file whose name is not in UTF-8 that it has to be renamed', () => {
    writeFileSync(Buffer.concat([Buffer.from(join(root, 'latin-')), Buffer.from([0xe4])]), 'text');
    const message = 'latin-\ufffd could not be read (ENOENT). Its name is not in UTF-8: rename it.';
    expect([...collectFiles([root])]).toMatchObject([
      { kind: 'rejected', code: 'file.unreadable', message: expect.stringContaining(message) as string },
    ]);
  });

  it('rejects a folder that may not be read', () => {
    make('books/shut/a.md');
    make('books/z.md');
    chmodSync(join(root, 'books/shut'), 0o000);
    const found = [...collectFiles([join(root, 'books')])];
    chmodSync(join(root, 'books/shut'), 0o755);
    // The superuser may read everything.
    const isRoot = process.getuid?.() === 0;
    expect(found[0]).toMatchObject(isRoot ? { path: 'books/shut/a.md' } : { kind: 'rejected', path: 'books/shut' });
    expect(found[1]).toMatchObject({ path: 'books/z.md' });
  });

  it('takes a file given twice once, and rejects a second file for the same place', () => {
    make('one/a.md');
    make('two/a.md');
    expect(pathsOf('one/a.md', 'one/a.md')).toEqual(['a.md']);
    expect(othersOf('one/a.md', 'two/a.md')).toMatchObject([
      { kind: 'rejected', path: 'a.md', code: 'file.duplicate_path' },
    ]);
  });
});
