const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Rows of PostgreSQL's COPY in text format, each with its values in the order of its columns; null where there is none. */
export async function* rowsOfCopy(bytes: AsyncIterable<Buffer>): AsyncGenerator<(string | null)[]> {
  let waiting: Buffer[] = [];
  for await (const piece of bytes) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      yield valuesOf(Buffer.concat([...waiting, piece.subarray(from, end)]).toString('utf8'));
      waiting = [];
      from = end + 1;
    }
    if (from < piece.length) waiting.push(piece.subarray(from));
  }
}

const NEWLINE = 0x0a;

/** Line ends and tabs within values are escaped, so that those that are there part rows and values. */
const valuesOf = (line: string): (string | null)[] =>
  line.split('\t').map((value) => (value === '\\N' ? null : unescaped(value)));

const unescaped = (value: string): string =>
  value.includes('\\') ? value.replace(/\\(.)/gs, (_, letter: string) => ESCAPED[letter] ?? letter) : value;
