import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, AccessReports, type ReportObject } from '#access';
import { AuditLog } from '#audit';
import type { AccessReport, ReportQuery } from '#contracts';
import { Clock, type Principal } from '#knowledge';
import { CollectionRepository, DocumentNotFound, MatterRepository } from '#library';
import { DataSource } from 'typeorm';
import { ObjectNames } from './object-names.js';

/** Who could see what, for administrators and auditors. That somebody asked is itself in the log. */
@Injectable()
export class ReportDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly reports: AccessReports,
    private readonly collections: CollectionRepository,
    private readonly matters: MatterRepository,
    private readonly names: ObjectNames,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws NotAllowed, MatterNotFound, CollectionNotFound, DocumentNotFound */
  async run(principal: Principal, query: ReportQuery): Promise<AccessReport> {
    this.access.require(principal, 'report who may see what');
    const object = await this.objectOf(principal, query);
    const at = query.at ? endOf(query.at) : null;
    const { people, version, knownSince, views } = await this.reports.run(object, at);
    const about = people.flatMap(({ reasons }) => reasons.flatMap((reason) => reason.object ?? []));
    const named = await this.names.of(principal, [object, ...about]);
    const subject = { [object.kind]: object.id, version };
    await this.source.transaction((manager) =>
      this.log.append([{ kind: 'access.reported', actor: principal.userId, subject }], manager),
    );
    return {
      about: named(object),
      at: (at ?? this.clock.now()).toISOString(),
      version,
      knownSince: knownSince?.toISOString() ?? null,
      people: people.map(({ reasons, ...person }) => ({
        ...person,
        reasons: reasons.map((reason) => ({
          ...reason,
          object: reason.object && named(reason.object),
          since: reason.since?.toISOString() ?? null,
        })),
      })),
      views: views.map(({ beganAt, endedAt, ...view }) => ({
        ...view,
        ...{ beganAt: beganAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
      })),
    };
  }

  private async objectOf(principal: Principal, { matter, collection, document }: ReportQuery): Promise<ReportObject> {
    const overview = await this.access.overviewFor(principal);
    if (matter !== undefined) return { kind: 'matter', id: (await this.matters.resolve(overview, matter)).id };
    if (collection !== undefined)
      return { kind: 'collection', id: (await this.collections.resolve(overview, [collection]))[0]!.id };
    if (!(await this.names.isDocument(principal, document!))) throw new DocumentNotFound();
    return { kind: 'document', id: document! };
  }
}

/** A day means its end. */
const endOf = (at: string): Date => new Date(at.includes('T') ? at : `${at}T23:59:59.999Z`);
