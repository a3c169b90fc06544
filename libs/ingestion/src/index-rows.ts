import type { IndexableRevision, ProposedValue } from '#library';
import type { EmbeddedText } from '#models';
import { type IndexGeneration, type IndexRow, tableNameFor } from '#search-index';
import { contextualText } from './chunking/index.js';

/** A revision with the library changes between which it is current. */
export interface ValidRevision extends IndexableRevision {
  readonly validFrom: number;
  readonly validTo?: number | null;
}

/** What is embedded of a batch, chunk by chunk in order: each chunk's text under its title and headings. */
export const textsOf = (batch: readonly IndexableRevision[]): string[] =>
  batch.flatMap(({ title, chunks }) => chunks.map(({ headingPath, text }) => contextualText(title, headingPath, text)));

/** Of what a model read out of a document, what may be filtered by: a title says the same to nobody but its reader. */
export const filterable = (proposed: readonly ProposedValue[]): ProposedValue[] =>
  proposed.filter(({ key }) => key !== 'title');

/** The table that a revision's rows belong to in one generation. */
export const tableOf = (
  generation: IndexGeneration,
  { isScratch, collectionId }: { readonly isScratch: boolean; readonly collectionId: string },
): string => tableNameFor(generation.id, isScratch ? collectionId : undefined);

/**
 * A batch as index rows, by table.
 * @param embedded One vector for each text of {@link textsOf}, in its order.
 */
export function rowsByTable(
  generation: IndexGeneration,
  batch: readonly ValidRevision[],
  embedded: readonly EmbeddedText[],
): Map<string, IndexRow[]> {
  const rows = new Map<string, IndexRow[]>();
  let next = 0;
  for (const { chunks, isScratch, proposed, ...revision } of batch) {
    const table = tableOf(generation, { isScratch, collectionId: revision.collectionId });
    const own = rows.get(table) ?? [];
    const labels = { proposed: filterable(proposed) };
    for (const chunk of chunks) own.push({ ...revision, ...chunk, ...labels, vector: embedded[next++]!.vector });
    rows.set(table, own);
  }
  return rows;
}
