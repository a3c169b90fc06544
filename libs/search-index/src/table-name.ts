/**
 * Name of the table that holds an index generation: one for the whole library, and one for each scratch collection, so
 * that an evaluation's word statistics never mix with the library's and removing it is a drop.
 * @param generation Name or number of the generation; letters, digits, `-` and `.` are kept, anything else becomes `-`.
 * @param scratchCollectionId UUID of the scratch collection; leave out for the library.
 */
export function tableNameFor(generation: string | number, scratchCollectionId?: string): string {
  const shared = `chunks_${String(generation).replace(/[^A-Za-z0-9.-]/g, '-')}`;
  return scratchCollectionId === undefined ? shared : `${shared}_${scratchCollectionId.replaceAll('-', '')}`;
}

/** The generation that a table belongs to; null for a name that {@link tableNameFor} does not give to generations. */
export function generationOfTable(tableName: string): string | null {
  return /^chunks_(g\d+)(?:_[0-9a-f]{32})?$/.exec(tableName)?.[1] ?? null;
}

/** Id of the scratch collection that a generation's table belongs to; null for the library's, and for other names. */
export function scratchOfTable(tableName: string): string | null {
  const [, ...parts] =
    /^chunks_g\d+_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(tableName) ?? [];
  return parts.length === 0 ? null : parts.join('-');
}
