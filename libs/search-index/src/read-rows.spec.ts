import {
  Field,
  FixedSizeList,
  Float32,
  Int32,
  Int64,
  Schema,
  Table,
  Utf8,
  tableFromIPC,
  tableToIPC,
  vectorFromArray,
} from 'apache-arrow';
import fc from 'fast-check';
import { rowsOf } from './read-rows.js';

const list = new FixedSizeList(3, new Field('item', new Float32(), true));
const schema = new Schema([
  new Field('id', new Utf8(), false),
  new Field('vector', list, false),
  new Field('_score', new Float32(), false),
]);
type Row = readonly [id: string, vector: [number, number, number], score: number];

function tableOf(rows: readonly Row[]): Table {
  const columns = {
    id: vectorFromArray(
      rows.map(([id]) => id),
      new Utf8(),
    ),
    vector: vectorFromArray(
      rows.map(([, vector]) => vector),
      list,
    ),
    _score: vectorFromArray(
      rows.map(([, , score]) => score),
      new Float32(),
    ),
  };
  return tableFromIPC(tableToIPC(new Table(schema, columns)));
}

it('reads what Arrow itself reads, in whatever letters', () => {
  const float = fc.float({ noNaN: true });
  const row = fc.tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.tuple(float, float, float), float);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), fc.nat(30), (rows, from) => {
      const table = tableOf(rows);
      for (const part of [table, table.slice(Math.min(from, rows.length - 1))]) {
        const read = rowsOf<{ id: string; vector: Float32Array; _score: number }>(part);
        const expected = [...(part as Iterable<{ toJSON(): unknown }>)].map(
          (each) => each.toJSON() as { id: string; vector: { toArray(): Float32Array } },
        );
        expect(read.map(({ vector, ...rest }) => ({ ...rest, vector: [...vector] }))).toEqual(
          expected.map(({ vector, ...rest }) => ({ ...rest, vector: [...vector.toArray()] })),
        );
      }
    }),
  );
});

it('reads nothing from nothing, and other columns too', () => {
  expect(rowsOf(new Table(schema))).toEqual([]);
  const numbers = new Table({ n: vectorFromArray([1, 2], new Int32()), at: vectorFromArray([7n, 8n], new Int64()) });
  expect(rowsOf(numbers)).toEqual([
    { n: 1, at: 7n },
    { n: 2, at: 8n },
  ]);
});
