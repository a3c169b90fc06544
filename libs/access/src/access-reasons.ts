import type { Role } from '#knowledge';
import type { EntityManager } from 'typeorm';
import { type AccessMoment, heldAt } from './mint-visibility.js';

/** One thing that let somebody see, or kept them from it. */
export interface AccessReason {
  readonly effect: 'allow' | 'deny';
  /** `role`: administrators see all but what is denied. */
  readonly kind: 'role' | 'grant' | 'wall';
  /** What the grant or wall is about. */
  readonly object: { readonly kind: 'collection' | 'document' | 'matter'; readonly id: string } | null;
  /** The group through which it holds; null: for the person themselves. */
  readonly group: { readonly id: string; readonly name: string } | null;
  readonly wall: { readonly id: string; readonly name: string } | null;
  /** Since when it held. */
  readonly since: Date | null;
}

/**
 * Every grant and wall that bore on a person and any of these objects at a moment; denials first.
 * @param ids Collections, documents and matters.
 */
export async function readReasons(
  manager: EntityManager,
  person: { readonly id: string; readonly role: Role; readonly isSuspended: boolean },
  ids: readonly string[],
  moment: AccessMoment,
): Promise<AccessReason[]> {
  const held = (alias: string) => heldAt(alias, moment, '$2');
  const rows = await manager.query<ReasonRow[]>(
    `WITH me AS (
       SELECT $1::uuid AS id, NULL::uuid AS group_id
       UNION ALL SELECT m.group_id, m.group_id FROM access_group_members m WHERE m.user_id = $1 AND ${held('m')}
     ), found AS (
       SELECT g.is_denied AS denied, g.object_kind, g.object_id, me.group_id, NULL::uuid AS wall_id, g.from_seq
       FROM access_grants g JOIN me ON me.id = g.subject_id WHERE ${held('g')} AND g.object_id = ANY($3::uuid[])
       UNION ALL
       SELECT true, o.object_kind, o.object_id, me.group_id, s.wall_id, greatest(s.from_seq, o.from_seq)
       FROM access_wall_subjects s JOIN me ON me.id = s.subject_id
       JOIN access_wall_objects o ON o.wall_id = s.wall_id AND ${held('o')}
       WHERE ${held('s')} AND o.object_id = ANY($3::uuid[])
     )
     SELECT f.denied, f.object_kind AS "objectKind", f.object_id AS "objectId", f.group_id AS "groupId", g.name AS "groupName",
       f.wall_id AS "wallId", w.name AS "wallName", c.at AS since
     FROM found f JOIN access_changes c ON c.seq = f.from_seq
     LEFT JOIN access_groups g ON g.id = f.group_id LEFT JOIN access_walls w ON w.id = f.wall_id
     ORDER BY f.denied DESC, c.seq, f.object_id LIMIT ${MOST_REASONS}`,
    [person.id, moment, ids],
  );
  const byRole: AccessReason = { effect: 'allow', kind: 'role', object: null, group: null, wall: null, since: null };
  return [...rows.map(toReason), ...(person.role === 'administrator' ? [byRole] : [])];
}

/** More would bury what a reader looks for; a matter may reach over thousands of documents. */
const MOST_REASONS = 50;

interface ReasonRow {
  readonly denied: boolean;
  readonly objectKind: 'collection' | 'document' | 'matter';
  readonly objectId: string;
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly wallId: string | null;
  readonly wallName: string | null;
  readonly since: Date;
}

function toReason(row: ReasonRow): AccessReason {
  return {
    effect: row.denied ? 'deny' : 'allow',
    kind: row.wallId === null ? 'grant' : 'wall',
    object: { kind: row.objectKind, id: row.objectId },
    group: row.groupId === null ? null : { id: row.groupId, name: row.groupName ?? '' },
    wall: row.wallId === null ? null : { id: row.wallId, name: row.wallName ?? '' },
    since: row.since,
  };
}
