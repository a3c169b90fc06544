import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';

const SOURCES = ['libs', 'apps/api', 'apps/cli', 'apps/inference', 'apps/worker'];
/** Shown as a state of a list, not raised. */
const NOT_ERRORS = ['document.failed'];

function codesInSources(): string[] {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(projectRoot(), folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const codes = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bcode(?: =|:) '([a-z]+\.[a-z_]+)'/g)].map(([, code]) => code!),
  );
  return [...new Set(codes)].filter((code) => !NOT_ERRORS.includes(code)).sort();
}

describe('docs/errors.md', () => {
  const text = readFileSync(join(projectRoot(), 'docs', 'errors.md'), 'utf8');

  it('lists every code that the sources raise', () => {
    const codes = codesInSources();
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
  });
});
