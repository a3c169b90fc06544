import { Field, FixedSizeList, Float32, Schema, Utf8 } from 'apache-arrow';
import { BTREE, TERMS, type TableShape } from './chunks-schema.js';

/** Columns of a table of entries. `id` is declared as primary key at birth, as in a table of chunks. */
export const ENTRY_TABLE: TableShape = {
  schema: (dimensions) =>
    new Schema([
      new Field('id', new Utf8(), false, new Map([['lance-schema:unenforced-primary-key:position', '1']])),
      new Field('terms', new Utf8(), false),
      new Field('vector', new FixedSizeList(dimensions, new Field('item', new Float32(), true)), false),
    ]),
  indexes: { id: BTREE, terms: TERMS },
};

/**
 * Name of the table that holds entries of a kind with vectors of an index generation's embedder. Tables of chunks have
 * other names, so that neither is taken for the other.
 * @param kind Small letters.
 */
export const entryTableFor = (kind: string, generation: string): string =>
  `entries_${kind}_${generation.replace(/[^A-Za-z0-9.-]/g, '-')}`;

/** Whether a table holds entries of a kind. */
export const isEntryTable = (kind: string, tableName: string): boolean => tableName.startsWith(`entries_${kind}_`);
