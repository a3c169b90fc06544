import type { Visibility } from '#knowledge';
import type { DataSource, EntityManager } from 'typeorm';

/** A change of access to look as of; null for now. */
export type AccessMoment = number | null;

/** What the tables say about one person: granted and barred, by themselves and by their groups. */
export interface AccessFacts {
  readonly version: number;
  readonly grantedCollections: readonly string[];
  readonly grantedDocuments: readonly string[];
  readonly deniedCollections: readonly string[];
  readonly deniedDocuments: readonly string[];
  readonly deniedMatters: readonly string[];
}

/** The condition under which a row of a timed table held. @param parameter The placeholder of the moment, as `$2`. */
export const heldAt = (alias: string, moment: AccessMoment, parameter: string): string =>
  moment === null
    ? `${alias}.to_seq IS NULL`
    : `${alias}.from_seq <= ${parameter} AND (${alias}.to_seq IS NULL OR ${alias}.to_seq > ${parameter})`;

/** Everything that bears on what a person may see, read at once so that it fits together. */
export async function readFacts(
  source: DataSource | EntityManager,
  userId: string,
  moment: AccessMoment = null,
): Promise<AccessFacts> {
  const held = (alias: string) => heldAt(alias, moment, '$2');
  const [row] = await source.query<(AccessFacts & { version: string })[]>(
    `WITH RECURSIVE me AS (
       SELECT $1::uuid AS id
       UNION ALL SELECT m.group_id FROM access_group_members m WHERE m.user_id = $1 AND ${held('m')}
     ), granted AS (
       SELECT g.object_kind AS kind, g.object_id AS id, bool_or(g.is_denied) AS is_denied FROM access_grants g
       WHERE g.subject_id IN (SELECT id FROM me) AND ${held('g')} GROUP BY 1, 2
     ), walled AS (
       SELECT o.object_kind AS kind, o.object_id AS id FROM access_wall_subjects s
       JOIN access_wall_objects o ON o.wall_id = s.wall_id AND ${held('o')}
       WHERE s.subject_id IN (SELECT id FROM me) AND ${held('s')}
     ), barred AS (SELECT kind, id FROM granted WHERE is_denied UNION SELECT kind, id FROM walled),
     -- What came out of a document (a file of an archive, an attachment) is granted and barred with it.
     opened AS (
       SELECT id FROM granted WHERE kind = 'document' AND NOT is_denied
       UNION SELECT d.id FROM documents d JOIN opened o ON d.parent_id = o.id
     ), closed AS (
       SELECT id FROM barred WHERE kind = 'document' UNION SELECT d.id FROM documents d JOIN closed c ON d.parent_id = c.id
     ), denied AS (
       SELECT kind, id FROM barred WHERE kind <> 'document' UNION ALL SELECT 'document', id FROM closed
     )
     SELECT coalesce($2::bigint, (SELECT max(seq) FROM access_changes), 0) AS version,
       ARRAY(SELECT id FROM granted WHERE kind = 'collection' AND NOT is_denied ORDER BY id) AS "grantedCollections",
       ARRAY(SELECT id FROM opened ORDER BY id) AS "grantedDocuments",
       ARRAY(SELECT id FROM denied WHERE kind = 'collection' ORDER BY id) AS "deniedCollections",
       ARRAY(SELECT id FROM denied WHERE kind = 'document' ORDER BY id) AS "deniedDocuments",
       ARRAY(SELECT id FROM denied WHERE kind = 'matter' ORDER BY id) AS "deniedMatters"`,
    [userId, moment],
  );
  return { ...row!, version: Number(row!.version) };
}

/** Grants and denials of single documents reach what came out of them: files in archives, attachments of messages. */
export async function withMembers(source: DataSource | EntityManager, facts: AccessFacts): Promise<AccessFacts> {
  const { grantedDocuments, deniedDocuments } = facts;
  if (grantedDocuments.length + deniedDocuments.length === 0) return facts;
  const family = async (ids: readonly string[]): Promise<string[]> => {
    const rows = await source.query<{ id: string }[]>(
      `WITH RECURSIVE family AS (
         SELECT id FROM unnest($1::uuid[]) AS t(id)
         UNION SELECT d.id FROM documents d JOIN family f ON d.parent_id = f.id)
       SELECT id FROM family ORDER BY id`,
      [ids],
    );
    return rows.map(({ id }) => id);
  };
  return {
    ...facts,
    grantedDocuments: await family(grantedDocuments),
    deniedDocuments: await family(deniedDocuments),
  };
}

/** What one person sees less what another one is kept from. */
export function alsoDenied(facts: AccessFacts, other: AccessFacts): AccessFacts {
  const both = (mine: readonly string[], theirs: readonly string[]) => [...new Set([...mine, ...theirs])].sort();
  return {
    ...facts,
    deniedCollections: both(facts.deniedCollections, other.deniedCollections),
    deniedDocuments: both(facts.deniedDocuments, other.deniedDocuments),
    deniedMatters: both(facts.deniedMatters, other.deniedMatters),
  };
}

/** Facts put together: administrators are granted all; what is denied stays so, and a confined key narrows the rest. */
export function compileVisibility(
  person: { readonly userId: string; readonly role: string; readonly confinedTo?: readonly string[] | undefined },
  facts: AccessFacts,
  /** Whose denials were added, and as of which change; the empty string for nobody's. */
  seenBy = '',
  moved: Visibility['moved'] = { intoDenied: [], outOfDenied: [] },
): Visibility {
  const { userId, role, confinedTo } = person;
  const isAll = role === 'administrator';
  const [granted, denied] = [facts.grantedCollections, new Set(facts.deniedCollections)];
  return {
    principalId: userId,
    key: [userId, role, facts.version, confinedTo ? [...confinedTo].sort().join() : '*', seenBy].join(' '),
    accessVersion: facts.version,
    // The same list from one search to the next, where nothing is taken out of it.
    collections: isAll ? 'all' : denied.size > 0 ? granted.filter((id) => !denied.has(id)) : granted,
    documents: isAll ? [] : facts.grantedDocuments,
    confinedTo: confinedTo ?? null,
    deniedCollections: facts.deniedCollections,
    deniedDocuments: facts.deniedDocuments,
    deniedMatters: facts.deniedMatters,
    moved,
  } as unknown as Visibility;
}
