import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { WrongUsage, systemReason } from '../client/errors.js';

/**
 * Every line of a JSON-lines file, checked; empty lines are passed over.
 * @throws WrongUsage naming the file and line that is not as expected.
 */
export async function readJsonLines<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>[]> {
  const rows: z.infer<Schema>[] = [];
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    if (line.trim() === '') continue;
    rows.push(readRow(line, schema, `${path}, line ${number}`));
  }
  return rows;
}

/** The lines of a UTF-8 text file, without a byte order mark. @throws WrongUsage when it can't be read */
export async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    let isFirst = true;
    for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      yield isFirst ? line.replace(/^\uFEFF/, '') : line;
      isFirst = false;
    }
  } catch (cause) {
    throw new WrongUsage(`${path} could not be read (${systemReason(cause)}).`, { cause });
  }
}

function readRow<Schema extends z.ZodType>(line: string, schema: Schema, where: string): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : 'no JSON';
    throw new WrongUsage(`${where} is not as expected: ${reason}`, { cause });
  }
}
