import type { EntityManager } from 'typeorm';
import type { SubjectKind } from './entities/timed.entity.js';

/** What somebody has at a collection or document: a right, a bar that beats every right, or neither. */
export type GrantState = 'allow' | 'deny' | 'none';

/** What a grant is about; one on a document counts for that document alone. */
export interface GrantObject {
  readonly kind: 'collection' | 'document';
  readonly id: string;
}

/** Whom a grant or a wall is about: a person or a group. */
export interface AccessSubject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** What a person or group has at an object now, by ids. */
export async function grantAt(manager: EntityManager, subjectId: string, objectId: string): Promise<GrantState> {
  const [found] = await manager.query<{ isDenied: boolean }[]>(
    `SELECT is_denied AS "isDenied" FROM access_grants WHERE subject_id = $1 AND object_id = $2 AND to_seq IS NULL`,
    [subjectId, objectId],
  );
  return found ? (found.isDenied ? 'deny' : 'allow') : 'none';
}

/**
 * Close the grant that holds and open another, within the caller's transaction.
 * @param subject A person's id, or a person or group.
 * @returns What was granted before.
 */
export async function setGrant(
  manager: EntityManager,
  subject: string | AccessSubject,
  object: GrantObject,
  state: GrantState,
): Promise<GrantState> {
  const { kind, id } = typeof subject === 'string' ? { kind: 'person', id: subject } : subject;
  const before = await grantAt(manager, id, object.id);
  if (before === state) return before;
  if (before !== 'none')
    await manager.query(
      `UPDATE access_grants SET to_seq = access_change() WHERE subject_id = $1 AND object_id = $2 AND to_seq IS NULL`,
      [id, object.id],
    );
  if (state !== 'none')
    await manager.query(
      `INSERT INTO access_grants (subject_kind, subject_id, object_kind, object_id, is_denied) VALUES ($1, $2, $3, $4, $5)`,
      [kind, id, object.kind, object.id, state === 'deny'],
    );
  return before;
}
