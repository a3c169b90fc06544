import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';

const text = readFileSync(join(projectRoot(), 'docs', 'security.md'), 'utf8');
const MAPPINGS = ['Threats', 'Attack drills', 'Against OWASP ASVS', 'Against the OWASP Top 10 for LLM'];

/** Rows of the table under a heading, as cells. */
function rowsUnder(heading: string): string[][] {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const filesIn = (words: string): string[] =>
  [...words.matchAll(/`((?:apps|libs|test|scripts)\/[^`…]+)`/g)].map(([, path]) => path!);

describe('docs/security.md', () => {
  it.each(MAPPINGS)('names a test in every row of "%s"', (heading) => {
    const rows = rowsUnder(heading);
    expect(rows.length).toBeGreaterThan(8);
    const untested = rows.filter((cells) => !filesIn(cells.at(-1)!).some((path) => path.endsWith('.spec.ts')));
    expect(untested.map(([first]) => first)).toEqual([]);
  });

  it('names a test, or a folder of tests, in every row of what is done', () => {
    const rows = rowsUnder('# Security');
    expect(rows.length).toBeGreaterThan(40);
    const untested = rows.filter((cells) => !filesIn(cells.at(-1)!).some((path) => /^test\/|\.spec\.ts$/.test(path)));
    expect(untested.map(([first]) => first)).toEqual([]);
  });

  it('names only what is there', () => {
    const files = filesIn(text);
    expect(files.length).toBeGreaterThan(100);
    expect([...new Set(files)].filter((path) => !existsSync(join(projectRoot(), path)))).toEqual([]);
  });

  it('maps every chapter of ASVS 5.0 and every risk of the Top 10', () => {
    const chapters = rowsUnder('Against OWASP ASVS').map(([section]) => /^V(\d+)/.exec(section!)![1]);
    expect([...new Set(chapters.map(Number))]).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
    const risks = rowsUnder('Against the OWASP Top 10 for LLM').map(([risk]) => Number(/^LLM(\d\d)/.exec(risk!)![1]));
    expect(risks).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
  });
});
