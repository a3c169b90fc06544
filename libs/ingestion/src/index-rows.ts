import type { IndexableRevision, ProposedValue } from '#library';
import { documentFacts } from '#knowledge';
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

/** The language that a text is read in: the one that was recognised in it, else the one that people or a model say. */
export const languageOf = ({ language, ...revision }: Omit<IndexableRevision, 'chunks' | 'isScratch'>): string | null =>
  language ?? documentFacts(revision).language;

/** Languages of a batch, which its index must know of before it is written. */
export const languagesOf = (batch: readonly IndexableRevision[]): string[] => [
  ...new Set(batch.map(languageOf).filter((language) => language !== null)),
];

/** The table that a revision's rows belong to in one generation. */
export const tableOf = (
  generation: IndexGeneration,
  { isScratch, collectionId }: { readonly isScratch: boolean; readonly collectionId: string },
): string => tableNameFor(generation.id, isScratch ? collectionId : undefined);

/**
 * A batch as index rows, by table.
 * @param vectors One for each text of {@link textsOf}, in its order.
 */
export function rowsByTable(
  generation: IndexGeneration,
  batch: readonly ValidRevision[],
  vectors: readonly Float32Array[],
): Map<string, IndexRow[]> {
  const rows = new Map<string, IndexRow[]>();
  let next = 0;
  for (const { chunks, isScratch, proposed, ...revision } of batch) {
    const table = tableOf(generation, { isScratch, collectionId: revision.collectionId });
    const own = rows.get(table) ?? [];
    const labels = {
      ...{ proposed: filterable(proposed), analyserVersion: generation.analyserVersion },
      language: languageOf({ proposed, ...revision }),
    };
    for (const chunk of chunks) own.push({ ...revision, ...chunk, ...labels, vector: vectors[next++]! });
    rows.set(table, own);
  }
  return rows;
}
