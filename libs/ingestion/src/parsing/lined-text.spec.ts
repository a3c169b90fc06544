import { assembleText } from './assemble-text.js';
import { blocksOfLines, isLined } from './lined-text.js';

const program = 'import { a } from "b";\n\n// A SHORT LINE\nfunction f() {\n\n  return a;\n}\n\n\n- x\n\t\n- y\n';

it('keeps every line of a program at its number', () => {
  const { text } = assembleText(blocksOfLines(program.replaceAll('\n', '\r\n')));
  expect(text.split('\n').map((line) => line.trimEnd())).toEqual(
    program
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd()),
  );
});

it('parts it where something new begins at the margin, and makes no headings, items or paragraphs of it', () => {
  const blocks = blocksOfLines(program);
  expect(blocks.map(({ kind }) => kind)).toEqual(['code', 'code']);
  expect(blocks[1]!.text).toContain('\n\n  return a;\n}');
});

it('knows settings, logs and programs by their names, not prose', () => {
  expect(['a.yaml', 'A.LOG', 'b.min.js'].map(isLined)).toEqual([true, true, true]);
  expect(['a.txt', 'a.rst', 'log', 'calendar.ics'].map(isLined)).toEqual([false, false, false, false]);
});
