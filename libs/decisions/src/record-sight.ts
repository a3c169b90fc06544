import { documentsUnbarred, matterInSight } from '#library';
import type { Visibility } from '#knowledge';
import type { RecordReader } from './record-reader.js';

/**
 * Whether no wall and no denial keeps a record from somebody who may read other people's, as an SQL condition: none stands before
 * its matter, or before a document that was found for it. Documents that are gone bar nobody.
 * @param alias Of the table `answer_records` in the query.
 * @param parameters The query's parameters so far; the condition's own are appended.
 */
export function recordUnbarred(visibility: Visibility, alias: string, parameters: unknown[]): string {
  const open = documentsUnbarred(visibility, 'behind', parameters);
  const isOpen = `NOT EXISTS (SELECT 1 FROM documents behind WHERE behind.id = ANY(${alias}.documents) AND NOT ${open})`;
  return `(${matterInSight(visibility, `${alias}.matter`, parameters)} AND ${isOpen})`;
}

/** Which records somebody may read, as an SQL condition. Arguments as of {@link recordUnbarred}. */
export function recordsInSight(reader: RecordReader, alias: string, parameters: unknown[]): string {
  const own = `${alias}.asked_by = $${parameters.push(reader.principal.userId)}::uuid`;
  return reader.mayReadAll ? `(${own} OR ${recordUnbarred(reader.visibility, alias, parameters)})` : own;
}
