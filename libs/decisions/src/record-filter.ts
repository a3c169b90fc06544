import type { Support } from '#contracts';
import type { Visibility } from '#knowledge';
import { documentsInSight } from '#library';

/** What records are narrowed to; what is left out narrows nothing. */
export interface RecordFilter {
  /** Who asked. */
  readonly person?: string | undefined;
  /** Asked at this moment (ISO date-time) or later, and before that one. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Its number. */
  readonly matter?: string | undefined;
  readonly outcome?: 'answered' | 'refused' | undefined;
  readonly mode?: 'generated' | 'quoted' | undefined;
  /** Name of a model that took part in any role. */
  readonly model?: string | undefined;
  /** One of its sentences has it. */
  readonly verdict?: Support | undefined;
  /** A document of it was found for the answer, and is in sight now. */
  readonly collection?: { readonly id: string; readonly visibility: Visibility } | undefined;
}

/**
 * The filter as an SQL condition; records are narrowed to those in sight beside it.
 * @param alias Of the table `answer_records` in the query.
 * @param parameters The query's parameters so far; the condition's own are appended.
 */
export function recordsAskedFor(filter: RecordFilter, alias: string, parameters: unknown[]): string {
  const columns: readonly (readonly [unknown, string, string])[] = [
    [filter.person, 'asked_by =', 'uuid'],
    [momentOf(filter.since), 'created_at >=', 'timestamptz'],
    [momentOf(filter.until), 'created_at <', 'timestamptz'],
    [filter.matter, 'matter =', 'text'],
    [filter.outcome, 'outcome =', 'text'],
    [filter.mode, 'mode =', 'text'],
  ];
  const clauses = columns.flatMap(([value, column, type]) =>
    value === undefined ? [] : [`${alias}.${column} $${parameters.push(value)}::${type}`],
  );
  // Erased records say neither.
  if (filter.model) clauses.push(`${alias}.models @> ARRAY[$${parameters.push(filter.model)}::text]`);
  if (filter.verdict) clauses.push(`${alias}.verdicts @> ARRAY[$${parameters.push(filter.verdict)}::text]`);
  // Who asked an erased record, and what it rested on, is not to be found by trying.
  if (filter.person || filter.collection) clauses.push(`${alias}.erased_by IS NULL`);
  if (filter.collection) {
    const { id, visibility } = filter.collection;
    const within = `found.collection_id = $${parameters.push(id)}::uuid`;
    const inSight = documentsInSight(visibility, 'found', parameters);
    clauses.push(
      `EXISTS (SELECT 1 FROM documents found WHERE found.id = ANY(${alias}.documents) AND ${within} AND ${inSight})`,
    );
  }
  return ['TRUE', ...clauses].join(' AND ');
}

/** PostgreSQL knows fewer offsets from Greenwich than ISO 8601 has. */
const momentOf = (moment: string | undefined): Date | undefined =>
  moment === undefined ? undefined : new Date(moment);
