import fc from 'fast-check';
import { rowsOfCopy } from './copy-text.js';

/** As PostgreSQL writes a value in COPY's text format. */
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' },
};
const written = (value: string | null): string =>
  value === null ? '\\N' : value.replace(/[\\\b\f\n\r\t\v]/g, (letter) => ESCAPES[letter]!);

async function* pieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (const size of sizes) {
    if (at >= bytes.length) break;
    yield await Promise.resolve(bytes.subarray(at, (at += size)));
  }
  if (at < bytes.length) yield bytes.subarray(at);
}

describe('rowsOfCopy', () => {
  it('gives back what was written, however it is cut into pieces', async () => {
    const value = fc.option(fc.string({ unit: 'binary' }), { nil: null });
    const sizes = fc.array(fc.integer({ min: 1, max: 7 }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value)), sizes, async (rows, cuts) => {
        const text = rows.map((row) => `${row.map(written).join('\t')}\n`).join('');
        const found: (string | null)[][] = [];
        for await (const row of rowsOfCopy(pieces(Buffer.from(text), cuts))) found.push(row);
        expect(found).toEqual(rows);
      }),
    );
  });
});
