import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type Role, canSee, documentJudge } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { type AccessMoment, compileVisibility, heldAt, readFacts, withMembers } from './mint-visibility.js';
import { type AccessReason, readReasons } from './access-reasons.js';

/** What a report is about. */
export interface ReportObject {
  readonly kind: 'collection' | 'document' | 'matter';
  readonly id: string;
}

/** What one person could see of it, and why. */
export interface ReportedPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** They themselves, or whoever answered for a service account. */
  readonly isSuspended: boolean;
  /** `some`: of a matter or collection, a part of its documents. */
  readonly sees: 'all' | 'some' | 'none';
  /** Documents seen, of those that were there; one of one for a document. */
  readonly documents: { readonly seen: number; readonly of: number };
  readonly reasons: readonly AccessReason[];
}

/** Who could see something at a moment, and why. */
export interface AccessReport {
  /** The change of access that the answer stands for. */
  readonly version: number;
  /** When history begins: before, nothing is known. Null while there is none. */
  readonly knownSince: Date | null;
  readonly people: readonly ReportedPerson[];
  /** With the eyes of people who could see it, newest first. */
  readonly views: readonly ReportedView[];
}

/** Who looked with whose eyes, and why. Names are empty where somebody is gone. */
export interface ReportedView {
  readonly id: string;
  readonly viewer: { readonly id: string; readonly name: string };
  readonly person: { readonly id: string; readonly name: string };
  readonly reason: string;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
}

const MOST_VIEWS = 50;

interface DocumentRow {
  readonly documentId: string;
  readonly collectionId: string;
  readonly matterId: string | null;
}

/**
 * Who could see something at a moment, by the same rule that reads are held to. Confined keys are left out: they narrow
 * what their holder may see, and never widen it.
 */
@Injectable()
export class AccessReports {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @param at Null for now. People in order of name, also those who could see nothing but were there. */
  run(object: ReportObject, at: Date | null): Promise<AccessReport> {
    return this.source.transaction('REPEATABLE READ', async (manager) => {
      const [{ seq, since }] = await manager.query<[{ seq: string | null; since: Date | null }]>(
        `SELECT max(seq) FILTER (WHERE $1::timestamptz IS NULL OR at <= $1) AS seq, min(at) AS since FROM access_changes`,
        [at],
      );
      const version = Number(seq ?? 0);
      const documents = await documentsOf(manager, object, at, version);
      const people = await peopleOf(manager, version);
      const reported: ReportedPerson[] = [];
      for (const person of people) reported.push(await reportOn(manager, person, object, documents, version));
      const seers = reported.filter(({ sees }) => sees !== 'none').map(({ id }) => id);
      return { version, knownSince: since, people: reported, views: await viewsThrough(manager, seers, at) };
    });
  }
}

type Someone = Omit<ReportedPerson, 'sees' | 'documents' | 'reasons'>;

/** Everybody who had an account. A service account was of no use while nobody who was not suspended answered for it. */
async function peopleOf(manager: EntityManager, version: AccessMoment): Promise<Someone[]> {
  return manager.query(
    `SELECT r.user_id AS id, coalesce(u.name, '') AS name, r.role, r.is_suspended OR (
         (r.owner_id IS NOT NULL OR coalesce(u.kind = 'service', false)) AND NOT EXISTS (
           SELECT 1 FROM person_roles o WHERE o.user_id = r.owner_id AND NOT o.is_suspended AND ${heldAt('o', version, '$1')})
       ) AS "isSuspended"
     FROM person_roles r LEFT JOIN users u ON u.id = r.user_id WHERE ${heldAt('r', version, '$1')} ORDER BY u.name, r.user_id`,
    [version],
  );
}

async function viewsThrough(
  manager: EntityManager,
  people: readonly string[],
  at: Date | null,
): Promise<ReportedView[]> {
  return manager.query(
    `SELECT v.id, jsonb_build_object('id', v.viewer_id, 'name', coalesce(a.name, '')) AS viewer,
       jsonb_build_object('id', v.person_id, 'name', coalesce(p.name, '')) AS person,
       v.reason, v.began_at AS "beganAt", v.ended_at AS "endedAt"
     FROM access_views v LEFT JOIN users a ON a.id = v.viewer_id LEFT JOIN users p ON p.id = v.person_id
     WHERE v.person_id = ANY($1::uuid[]) AND ($2::timestamptz IS NULL OR v.began_at <= $2)
     ORDER BY v.began_at DESC, v.id LIMIT ${MOST_VIEWS}`,
    [people, at],
  );
}

async function reportOn(
  manager: EntityManager,
  person: Someone,
  object: ReportObject,
  documents: readonly DocumentRow[],
  version: AccessMoment,
): Promise<ReportedPerson> {
  const facts = await withMembers(manager, await readFacts(manager, person.id, version));
  const visibility = compileVisibility({ userId: person.id, role: person.role }, facts);
  const seen = person.isSuspended ? 0 : documents.filter(documentJudge(visibility)).length;
  const isOpen = !person.isSuspended && object.kind === 'collection' && canSee(visibility, object.id);
  const sees = seen === documents.length && (seen > 0 || isOpen) ? 'all' : seen > 0 || isOpen ? 'some' : 'none';
  const ids = [object.id, ...documents.flatMap((one) => [one.documentId, one.collectionId, one.matterId ?? []].flat())];
  const reasons = await readReasons(manager, person, [...new Set(ids)], version);
  return { ...person, sees, documents: { seen, of: documents.length }, reasons };
}

/** The documents that a report is about, as they lay at the moment. */
async function documentsOf(
  manager: EntityManager,
  { kind, id }: ReportObject,
  at: Date | null,
  version: AccessMoment,
): Promise<DocumentRow[]> {
  const which = { collection: 'd.collection_id = $1', document: 'd.id = $1', matter: 'm.matter_id = $1' }[kind];
  return manager.query(
    `SELECT d.id AS "documentId", d.collection_id AS "collectionId", m.matter_id AS "matterId" FROM documents d
     LEFT JOIN document_matters m ON m.document_id = d.id AND ${heldAt('m', version, '$2')}
     WHERE ${which} AND ($2::bigint IS NOT NULL) AND ($3::timestamptz IS NULL OR d.created_at <= $3)
       AND (d.removed_at IS NULL OR $3::timestamptz < d.removed_at)`,
    [id, version, at],
  );
}
