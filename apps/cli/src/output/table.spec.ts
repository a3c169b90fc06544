import { displayWidth, fit, oneLine, printable } from './printable.js';
import { pairs, table } from './table.js';

describe('table', () => {
  it('aligns columns, numbers to the right', () => {
    const text = table<{ name: string; count: number }>(
      [
        { title: 'NAME', value: (row) => row.name },
        { title: 'COUNT', value: (row) => row.count, align: 'right' },
      ],
      [
        { name: 'one', count: 5 },
        { name: 'a longer name', count: 1200 },
      ],
    );
    expect(text).toBe('NAME           COUNT\none                5\na longer name   1200\n');
  });

  it('counts wide characters as two columns', () => {
    const text = table(
      [
        { title: 'T', value: (row: string[]) => row[0]! },
        { title: 'U', value: (row) => row[1]! },
      ],
      [
        ['休暇', 'x'],
        ['abcd', 'y'],
      ],
    );
    expect(text).toBe('T     U\n休暇  x\nabcd  y\n');
  });

  it('says nothing of nothing', () => {
    expect(table([{ title: 'T', value: String }], [])).toBe('');
  });

  it('aligns pairs', () => {
    expect(
      pairs([
        ['id', 'x'],
        ['state', 3],
      ]),
    ).toBe('id     x\nstate  3\n');
  });
});

describe('printable', () => {
  it('lets nothing through that could steer a terminal', () => {
    expect(printable('a\u001b[2Jb\u0007\tc\r\nd\u202e')).toBe('a\uFFFD[2Jb\uFFFD\tc\nd\uFFFD');
    expect(oneLine(' two\n lines\u0000 ')).toBe('two lines\uFFFD');
  });

  it('cuts to a width', () => {
    expect(fit('abcdef', 4)).toBe('abc…');
    expect(fit('休暇届出', 6)).toBe('休暇…');
    expect(displayWidth('e\u0301')).toBe(1);
  });
});
