import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PARTICULARS } from './particulars.js';

/** Sources that say things to people; the portal only reads them, and the table itself declares them. */
const SOURCES = ['libs', 'apps']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => /^(?:libs|apps)\/(?!web\/|testing\/)[\w-]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.spec.ts'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Where a code is given to something that is thrown, stored or told: `code = '…'`, `code: '…'`. */
const givenIn = (code: string) =>
  SOURCES.filter(({ text }) => text.includes(`code = '${code}'`) || text.includes(`code: '${code}'`));

const CODES = Object.keys(PARTICULARS);

it('is given wherever a code that has particulars is told', () => {
  // The compiler holds what says `Told` to the table; this finds who does not say it.
  const untold = CODES.flatMap((code) =>
    givenIn(code)
      .filter(({ text }) => !text.includes(`Told<'${code}'`))
      .map(({ path }) => `${code} in ${path}`),
  );
  expect(untold).toEqual([]);
});

it('is told somewhere, for each code of the table', () => {
  const told = (code: string) =>
    SOURCES.some(({ text }) => new RegExp(`(Told<|noteOf\\(|tell\\()\\s*'${code}'`).test(text));
  expect(CODES.filter((code) => !told(code))).toEqual([]);
});

it('is documented, each by the names of the table', () => {
  const documented = new Map(
    [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z_.]+)` \| ((?:`\w+`(?:, )?)+) \|/gm)].map(
      ([, code, names]) => [code!, [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!)],
    ),
  );
  const declared = new Map(Object.entries(PARTICULARS).map(([code, { shape }]) => [code, Object.keys(shape)]));
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(declared));
});
