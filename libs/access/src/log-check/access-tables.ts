import type { EntityManager } from 'typeorm';
import { BARRED_CANARY, SINGLE_CANARY, WALL_OF_CANARIES } from '../canaries.js';
import { pairKey } from './access-state.js';

/** One account as a table has it. */
export interface FoundPerson {
  readonly role: string;
  readonly isSuspended: boolean;
  readonly ownerId: string | null;
}

/** A wall as the tables have it. */
export interface FoundWall {
  readonly barred: readonly string[];
  readonly around: readonly string[];
  /** What was taken out of whom it bars, with the number of the change of access. */
  readonly takenOut: readonly { readonly id: string; readonly version: number }[];
}

/** Who may see what, as the tables have it. Keys of pairs as in what is logged. */
export interface FoundAccess {
  readonly people: ReadonlyMap<string, FoundPerson>;
  /** The same people, as their history has them now. */
  readonly history: ReadonlyMap<string, FoundPerson>;
  readonly members: ReadonlySet<string>;
  readonly grants: ReadonlyMap<string, 'allow' | 'deny'>;
  readonly walls: ReadonlyMap<string, FoundWall>;
}

/** @param manager Of a transaction that sees the log and the tables as of one moment. */
export async function readTables(manager: EntityManager): Promise<FoundAccess> {
  return {
    people: await peopleIn(
      manager,
      `SELECT id, role, suspended_at IS NOT NULL AS "isSuspended", owner_id AS "ownerId" FROM users`,
    ),
    history: await peopleIn(
      manager,
      `SELECT user_id AS id, role, is_suspended AS "isSuspended", owner_id AS "ownerId" FROM person_roles WHERE to_seq IS NULL`,
    ),
    members: await membersIn(manager),
    grants: await grantsIn(manager),
    walls: await wallsIn(manager),
  };
}

async function peopleIn(manager: EntityManager, query: string): Promise<FoundAccess['people']> {
  const rows = await manager.query<(FoundPerson & { id: string })[]>(query);
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}

async function membersIn(manager: EntityManager): Promise<FoundAccess['members']> {
  const rows = await manager.query<{ group: string; person: string }[]>(
    `SELECT group_id AS "group", user_id AS person FROM access_group_members WHERE to_seq IS NULL`,
  );
  return new Set(rows.map(({ group, person }) => pairKey(group, person)));
}

/** The self-test's own readers are nobody, and sign in nowhere: what they have is no entry of the log. */
const CANARIES = [BARRED_CANARY.userId, SINGLE_CANARY.userId];

async function grantsIn(manager: EntityManager): Promise<FoundAccess['grants']> {
  const rows = await manager.query<{ subject: string; object: string; isDenied: boolean }[]>(
    `SELECT subject_id AS subject, object_id AS object, is_denied AS "isDenied" FROM access_grants
     WHERE to_seq IS NULL AND subject_id <> ALL($1::uuid[])`,
    [CANARIES],
  );
  return new Map(rows.map(({ subject, object, isDenied }) => [pairKey(subject, object), isDenied ? 'deny' : 'allow']));
}

async function wallsIn(manager: EntityManager): Promise<FoundAccess['walls']> {
  const rows = await manager.query<({ id: string } & Record<'barred' | 'around', string[]>)[]>(
    `WITH barred AS (
       SELECT wall_id, array_agg(subject_id::text) AS ids FROM access_wall_subjects
       WHERE to_seq IS NULL AND NOT (wall_id = $1 AND subject_id = $2) GROUP BY 1
     ), around AS (
       SELECT wall_id, array_agg(object_id::text) AS ids FROM access_wall_objects o
       WHERE to_seq IS NULL AND NOT (wall_id = $1 AND EXISTS
         (SELECT 1 FROM collections c WHERE c.id = o.object_id AND c.kind <> 'library')) GROUP BY 1
     )
     SELECT coalesce(b.wall_id, a.wall_id) AS id, coalesce(b.ids, '{}') AS barred, coalesce(a.ids, '{}') AS around
     FROM barred b FULL JOIN around a ON a.wall_id = b.wall_id`,
    [WALL_OF_CANARIES, BARRED_CANARY.userId],
  );
  const takenOut = await takenOutOfWalls(manager);
  return new Map(rows.map(({ id, ...wall }) => [id, { ...wall, takenOut: takenOut.get(id) ?? [] }]));
}

async function takenOutOfWalls(manager: EntityManager): Promise<Map<string, { id: string; version: number }[]>> {
  const rows = await manager.query<{ wall: string; ids: string[]; versions: string[] }[]>(
    `SELECT wall_id AS wall, array_agg(subject_id::text ORDER BY id) AS ids, array_agg(to_seq ORDER BY id) AS versions
     FROM access_wall_subjects WHERE to_seq IS NOT NULL AND subject_kind = 'group' GROUP BY 1`,
  );
  return new Map(
    rows.map(({ wall, ids, versions }) => [wall, ids.map((id, at) => ({ id, version: Number(versions[at]) }))]),
  );
}
