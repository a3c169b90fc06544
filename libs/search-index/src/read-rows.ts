import { type Data, DataType, type RecordBatch, type Table, type Utf8 } from 'apache-arrow';

/**
 * The rows of a result as plain objects, read column by column: a search reads hundreds, and Arrow's own rows look up how to
 * read each value anew, which takes a third of the search. Strings, floating point numbers and vectors of them come at once, whatever else
 * there is as Arrow reads it.
 * @param batches Without nulls, as `chunksSchema` has none. Vectors are views of the result, not copies.
 */
export function rowsOf<R>({ batches, schema }: Pick<Table, 'batches' | 'schema'>): R[] {
  const names = schema.fields.map(({ name }) => name);
  return batches.flatMap((batch) => {
    const { data } = batch;
    const columns = data.children.map((column, at) => valuesOf(column) ?? asArrowReads(batch, at));
    return Array.from({ length: data.length }, (_, at) => {
      const row: Record<string, unknown> = {};
      for (const [column, name] of names.entries()) row[name] = columns[column]![at];
      return row as R;
    });
  });
}

function valuesOf(data: Data): ArrayLike<unknown> | null {
  if (DataType.isUtf8(data.type)) return stringsOf(data as Data<Utf8>);
  if (DataType.isFloat(data.type)) return (data.values as Float32Array).subarray(0, data.length);
  if (DataType.isFixedSizeList(data.type)) return vectorsOf(data, data.type.listSize);
  return null;
}

const asArrowReads = (batch: RecordBatch, column: number): ArrayLike<unknown> => [
  ...(batch.getChildAt(column) as Iterable<unknown>),
];

/** Decoded in one go; where every byte is a letter, offsets of bytes are those of letters. */
function stringsOf({ length, valueOffsets, values }: Data<Utf8>): string[] {
  const [first, last] = [valueOffsets[0]!, valueOffsets[length]!];
  const bytes = Buffer.from(values.buffer, values.byteOffset + first, last - first);
  const [text, at] = [bytes.toString('utf8'), (row: number) => valueOffsets[row]! - first];
  const isPlain = text.length === bytes.length;
  return Array.from({ length }, (_, row) =>
    isPlain ? text.slice(at(row), at(row + 1)) : bytes.toString('utf8', at(row), at(row + 1)),
  );
}

function vectorsOf({ length, children }: Data, size: number): Float32Array[] {
  const all = children[0]!.values as Float32Array;
  return Array.from({ length }, (_, row) => all.subarray(row * size, (row + 1) * size));
}
