import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Principal, Role, Visibility } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { KeyOutOfScope, NotAllowed, ViewReadOnly } from './errors.js';
import { endRunning } from './hold-subject.js';
import { type AccessFacts, alsoDenied, compileVisibility, readFacts, withMembers } from './mint-visibility.js';
import { type AccessSubject, type GrantState, setGrant } from './set-grant.js';

/** What roles may do beyond reading what they see. */
const ACTIONS = {
  'upload documents': ['administrator', 'librarian'],
  'remove documents': ['administrator', 'librarian'],
  'create collections': ['administrator', 'librarian'],
  'change collections': ['administrator', 'librarian'],
  'remove collections': ['administrator', 'librarian'],
  'manage models': ['administrator'],
  'make sign-in links': ['administrator'],
  'manage people': ['administrator'],
  'manage groups, grants and walls': ['administrator'],
  'keep matters': ['administrator', 'librarian'],
  'put documents under matters': ['administrator', 'librarian'],
  'report who may see what': ['administrator', 'auditor'],
  "look with somebody else's eyes": ['administrator'],
  "manage other people's keys and sessions": ['administrator'],
  'rebuild the index': ['administrator'],
  'keep golden questions': ['administrator', 'librarian'],
  'read the log': ['administrator', 'auditor'],
  'change the log key': ['administrator'],
  'manage the vault': ['administrator'],
  'see holds and erasures': ['administrator', 'auditor'],
  'manage holds': ['administrator'],
  'manage retention': ['administrator'],
  erase: ['administrator'],
  'replay records': ['administrator', 'auditor'],
  'see the state of the service': ['administrator', 'librarian', 'reviewer', 'reader', 'auditor'],
  'read the metrics': ['administrator', 'auditor'],
  "read other people's records": ['administrator', 'auditor'],
  'set rules for decisions': ['administrator'],
  'search decisions': ['administrator', 'librarian', 'reviewer', 'reader', 'auditor'],
  'work with feedback': ['administrator', 'librarian', 'reviewer'],
  'manage sources': ['administrator', 'librarian'],
  'open private hosts to sources': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
/** What somebody may be allowed to do; which roles are, {@link ACTIONS} says. */
export type Action = keyof typeof ACTIONS;

/** What stays within collections, and so is left to a key that is confined to some. */
const WITHIN_COLLECTIONS: ReadonlySet<Action> = new Set([
  'upload documents',
  'remove documents',
  'see the state of the service',
]);

/** What is left while an administrator looks with somebody else's eyes: nothing that changes or tells of others. */
const UNDER_VIEW: ReadonlySet<Action> = new Set(['see the state of the service']);

/** People whose facts are kept in memory; each may name thousands of collections. */
const MOST_KEPT = 100;

/** Mints the visibility that every read must carry. */
@Injectable()
export class AccessPolicy {
  /** By person; good as long as nobody changed any access since, which is asked every time. */
  private readonly kept = new Map<string, AccessFacts>();

  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * What this person may read now: administrators all, others what was granted to them or their groups. Denials and walls
   * beat every grant, and a confined key narrows whatever is left. Changes count from the commit on. Who looks with somebody
   * else's eyes sees what both may see.
   */
  async visibilityOf(principal: Principal): Promise<Visibility> {
    const own = await withMembers(this.source, await this.factsOf(principal.userId));
    if (!principal.viewer) return compileVisibility(principal, own, '', await this.moved(own.deniedMatters));
    const { userId } = principal.viewer;
    const viewers = await withMembers(this.source, await this.factsOf(userId));
    const facts = alsoDenied(own, viewers);
    const seenBy = `${userId}@${viewers.version}`;
    return compileVisibility(principal, facts, seenBy, await this.moved(facts.deniedMatters));
  }

  /**
   * What those who manage access, or report on it, may name: every collection, document and matter, whatever bars
   * themselves. For names and numbers alone, never for what documents hold.
   * @throws NotAllowed
   */
  async overviewFor(principal: Principal): Promise<Visibility> {
    if (!this.may(principal, 'report who may see what')) this.require(principal, 'manage groups, grants and walls');
    const nothing = { grantedCollections: [], grantedDocuments: [], deniedCollections: [], deniedDocuments: [] };
    const facts = { ...nothing, deniedMatters: [], version: await this.version() };
    return compileVisibility({ userId: principal.userId, role: 'administrator' }, facts);
  }

  /** Number of the newest change of access; 0 before the first. */
  async version(): Promise<number> {
    const [row] = await this.source.query<{ seq: string | null }[]>(`SELECT max(seq) AS seq FROM access_changes`);
    return Number(row?.seq ?? 0);
  }

  /** Number of the change of access that the caller's transaction makes, for its log entry. */
  async change(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<[{ version: string }]>(`SELECT access_change() AS version`);
    return Number(row.version);
  }

  may(principal: Principal, action: Action): boolean {
    return obstacleTo(principal, action) === null;
  }

  /** @throws NotAllowed, ViewReadOnly, KeyOutOfScope for whose role would allow it */
  require(principal: Principal, action: Action): void {
    const obstacle = obstacleTo(principal, action);
    if (obstacle) throw REFUSALS[obstacle](action);
  }

  /**
   * Give a person a collection that they are making, in the transaction that makes it.
   * @returns Whether it took a grant: administrators have all of them anyway.
   */
  async grant(manager: EntityManager, principal: Principal, collectionId: string): Promise<boolean> {
    if (principal.role === 'administrator') return false;
    await setGrant(manager, principal.userId, { kind: 'collection', id: collectionId }, 'allow');
    return true;
  }

  /**
   * End what people have running whom a wall keeps from matters that documents come under, within the caller's transaction and before
   * its change of access: whoever changes rights holds people first, and who did it the other way round would wait for them for ever.
   */
  async endBarred(manager: EntityManager, matterIds: readonly string[]): Promise<void> {
    if (matterIds.length === 0) return;
    const barred = await manager.query<AccessSubject[]>(
      `SELECT s.subject_kind AS kind, s.subject_id AS id FROM access_wall_objects o
       JOIN access_wall_subjects s ON s.wall_id = o.wall_id AND s.to_seq IS NULL
       WHERE o.object_id = ANY($1::uuid[]) AND o.to_seq IS NULL`,
      [matterIds],
    );
    if (barred.length > 0) await endRunning(manager, barred);
  }

  /**
   * What was granted and denied to a document through what it came out of becomes its own, in the transaction that parts the two.
   * @returns Each change, for its log entry.
   */
  async keepInherited(
    manager: EntityManager,
    documentId: string,
    parentId: string,
  ): Promise<{ readonly subject: AccessSubject; readonly state: GrantState }[]> {
    const held = await manager.query<(AccessSubject & { isDenied: boolean })[]>(
      `WITH RECURSIVE up AS (
         SELECT id, parent_id FROM documents WHERE id = $2
         UNION ALL SELECT d.id, d.parent_id FROM documents d JOIN up ON d.id = up.parent_id)
       SELECT g.subject_kind AS kind, g.subject_id AS id, bool_or(g.is_denied) AS "isDenied" FROM access_grants g
       WHERE g.to_seq IS NULL AND (g.object_id = $1 OR g.object_id IN (SELECT id FROM up)) GROUP BY 1, 2 ORDER BY 2`,
      [documentId, parentId],
    );
    const changed = [];
    for (const { isDenied, ...subject } of held) {
      const state: GrantState = isDenied ? 'deny' : 'allow';
      const before = await setGrant(manager, subject, { kind: 'document', id: documentId }, state);
      if (before !== state) changed.push({ subject, state });
    }
    return changed;
  }

  private async factsOf(userId: string): Promise<AccessFacts> {
    const known = this.kept.get(userId);
    if (known && known.version === (await this.version())) return known;
    const facts = await readFacts(this.source, userId);
    this.kept.delete(userId);
    this.kept.set(userId, facts);
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    return facts;
  }

  /** Documents whose matter the search index has wrong; there are some only while it catches up. */
  private async moved(denied: readonly string[]): Promise<Visibility['moved']> {
    if (denied.length === 0) return { intoDenied: [], outOfDenied: [] };
    const rows = await this.source.query<{ id: string; isDenied: boolean | null }[]>(
      `SELECT id, matter_id = ANY($1::uuid[]) AS "isDenied" FROM documents
       WHERE matter_id IS DISTINCT FROM indexed_matter_id
         AND (matter_id = ANY($1::uuid[])) IS DISTINCT FROM (indexed_matter_id = ANY($1::uuid[])) LIMIT ${MOST_MOVED}`,
      [denied],
    );
    const idsOf = (isDenied: boolean) => rows.filter((row) => (row.isDenied ?? false) === isDenied).map(({ id }) => id);
    return { intoDenied: idsOf(true), outOfDenied: idsOf(false) };
  }
}

/** More than a condition can well name; what lies beyond is decided by PostgreSQL alone until the index has caught up. */
const MOST_MOVED = 5_000;

/** The role comes first: who may not do it anyway is told so, whatever key or view they do it with. */
function obstacleTo({ role, viewer, confinedTo }: Principal, action: Action): 'role' | 'view' | 'key' | null {
  if (!(ACTIONS[action] as readonly Role[]).includes(role)) return 'role';
  if (viewer && !UNDER_VIEW.has(action)) return 'view';
  return confinedTo && !WITHIN_COLLECTIONS.has(action) ? 'key' : null;
}

const REFUSALS = {
  role: (action: Action) => new NotAllowed(action),
  view: () => new ViewReadOnly(),
  key: () => new KeyOutOfScope(),
};
