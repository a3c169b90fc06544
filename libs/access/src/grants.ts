import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { endRunning, holdSubject } from './hold-subject.js';
import { type AccessSubject, type GrantObject, type GrantState, grantAt, setGrant } from './set-grant.js';

const RANK: Readonly<Record<GrantState, number>> = { deny: 0, none: 1, allow: 2 };

/** A grant or denial that holds now. */
export interface ListedGrant {
  readonly subject: AccessSubject & { readonly name: string };
  readonly object: GrantObject;
  readonly access: 'allow' | 'deny';
  readonly since: Date;
}

/** Of whom, or at what; what is absent does not narrow. */
export interface GrantFilter {
  readonly subjectId?: string | undefined;
  readonly objectId?: string | undefined;
}

/** Who may see which collection and which single document. */
@Injectable()
export class Grants {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** What was granted or denied to a person themselves, by collection id. */
  async of(userId: string): Promise<Map<string, 'allow' | 'deny'>> {
    const rows = await this.list({ subjectId: userId });
    return new Map(
      rows.filter(({ object }) => object.kind === 'collection').map(({ object, access }) => [object.id, access]),
    );
  }

  /** Grants and denials that hold now, in order of the subjects' names. */
  async list({ subjectId, objectId }: GrantFilter): Promise<ListedGrant[]> {
    const rows = await this.source.query<GrantRow[]>(
      `SELECT g.subject_kind AS "subjectKind", g.subject_id AS "subjectId", coalesce(u.name, s.name, '') AS name,
         g.object_kind AS "objectKind", g.object_id AS "objectId", g.is_denied AS "isDenied", c.at AS since
       FROM access_grants g JOIN access_changes c ON c.seq = g.from_seq
       LEFT JOIN users u ON u.id = g.subject_id LEFT JOIN access_groups s ON s.id = g.subject_id
       WHERE g.to_seq IS NULL AND coalesce(u.id, s.id) IS NOT NULL AND ($1::uuid IS NULL OR g.subject_id = $1) AND ($2::uuid IS NULL OR g.object_id = $2)
       ORDER BY name, g.subject_id, g.object_id`,
      [subjectId ?? null, objectId ?? null],
    );
    return rows.map((row) => ({
      subject: { kind: row.subjectKind, id: row.subjectId, name: row.name },
      object: { kind: row.objectKind, id: row.objectId },
      access: row.isDenied ? 'deny' : 'allow',
      since: row.since,
    }));
  }

  /**
   * Grant, deny, or take either back, within the caller's transaction. Whatever narrows what people see ends what they
   * have running.
   * @param subject A person's id, or a person or group.
   * @returns Whether anything is other than before.
   * @throws PersonNotFound, GroupNotFound
   */
  async set(
    manager: EntityManager,
    subject: string | AccessSubject,
    object: string | GrantObject,
    state: GrantState,
  ): Promise<boolean> {
    const whom = typeof subject === 'string' ? ({ kind: 'person', id: subject } as const) : subject;
    // Holds the subject, so that two changes come one after the other.
    await holdSubject(manager, whom);
    const what = typeof object === 'string' ? ({ kind: 'collection', id: object } as const) : object;
    const before = await grantAt(manager, whom.id, what.id);
    if (before === state) return false;
    // People before the change of access, as everywhere.
    if (RANK[state] < RANK[before]) await endRunning(manager, [whom]);
    await setGrant(manager, whom, what, state);
    return true;
  }
}

interface GrantRow {
  readonly subjectKind: AccessSubject['kind'];
  readonly subjectId: string;
  readonly name: string;
  readonly objectKind: GrantObject['kind'];
  readonly objectId: string;
  readonly isDenied: boolean;
  readonly since: Date;
}
