import { documentsInSight, matterInSight } from '#library';
import type { DecisionReader } from './decision-readers.js';

/**
 * Which decisions somebody may read, as an SQL condition: their own, those that name them, all for who may read all
 * records; and, once made, those that are open to whoever may see every document behind their answers. A document that is
 * gone is seen by nobody. Whom a wall bars from a matter, sees none of its decisions, whoever they are.
 * @param alias Of the table `decisions` in the query.
 * @param parameters The query's parameters so far; the condition's own are appended.
 * @param which Erased decisions are seen by nobody, unless it is to be said that they were.
 */
export function decisionsInSight(
  reader: DecisionReader,
  alias: string,
  parameters: unknown[],
  which: 'present' | 'erased too' = 'present',
): string {
  const isThere = which === 'present' ? `${alias}.erased_by IS NULL AND ` : '';
  const isUnbarred = `${isThere}${matterInSight(reader.visibility, `${alias}.matter`, parameters)}`;
  if (reader.mayReadAll) return isUnbarred;
  const me = `$${parameters.push(reader.principal.userId)}::uuid`;
  const seen = documentsInSight(reader.visibility, 'behind', parameters);
  const isNamed = `${alias}.owner_id = ${me} OR ${alias}.responsible_id = ${me} OR ${me} = ANY(${alias}.reviewers)`;
  const isOpen = `${alias}.audience = 'readers' AND ${alias}.state IN ('approved', 'superseded') AND NOT EXISTS (
    SELECT 1 FROM relied_on sight LEFT JOIN documents behind ON behind.id = sight.document_id
    WHERE sight.holder_id = ANY(${alias}.records || ${alias}.id) AND (behind.id IS NULL OR NOT ${seen}))`;
  return `(${isUnbarred} AND (${isNamed} OR (${isOpen})))`;
}
