import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, People } from '#access';
import { AuditLog } from '#audit';
import { EraseDecisions, EraseRecords } from '#decisions';
import { Clock, type Principal, ifFound, saltedWords, sha256Hex } from '#knowledge';
import { CollectionRepository, DocumentRepository, type Hold, Holds } from '#library';
import { DataSource } from 'typeorm';

/** A hold with a name for what it covers; empty where the reader may not see it. */
export interface NamedHold extends Hold {
  readonly name: string;
  /** How many of each it covers now, what was erased left out. */
  readonly documents: number;
  readonly records: number;
  readonly decisions: number;
}

/** Placing and lifting legal holds. Each change and its log entry land together. */
@Injectable()
export class ManageHolds {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly holds: Holds,
    private readonly records: EraseRecords,
    private readonly decisions: EraseDecisions,
    private readonly documents: DocumentRepository,
    private readonly collections: CollectionRepository,
    private readonly people: People,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(principal: Principal, which: 'standing' | 'all'): Promise<NamedHold[]> {
    this.access.require(principal, 'see holds and erasures');
    const holds = await this.holds.list(which);
    const ids = holds.map(({ id }) => id);
    const documents = await this.holds.documentsUnder(ids);
    const [records, decisions] = [await this.records.under(ids), await this.decisions.under(ids)];
    return Promise.all(
      holds.map(async (hold) => ({
        ...hold,
        name: (await ifFound(this.nameOf(principal, hold))) ?? '',
        ...{ documents: documents.get(hold.id) ?? 0, records: records.get(hold.id) ?? 0 },
        decisions: decisions.get(hold.id) ?? 0,
      })),
    );
  }

  /** @throws NotAllowed, DocumentNotFound, CollectionNotFound, PersonNotFound */
  async place(principal: Principal, wanted: Pick<Hold, 'kind' | 'object' | 'reason'>): Promise<NamedHold> {
    this.access.require(principal, 'manage holds');
    const object = await this.objectOf(principal, wanted);
    const id = await this.source.transaction(async (manager) => {
      const { kind } = wanted;
      // Matter numbers may be names; the log holds neither.
      const loggedObject = kind === 'matter' ? saltedWords(object) : null;
      const hold = { ...wanted, object, loggedObject };
      const placed = await this.holds.place(manager, hold, principal.userId, this.clock.now());
      const subject = { hold: placed, kind, object: loggedObject === null ? object : sha256Hex(loggedObject) };
      await this.log.append([{ kind: 'hold.placed', actor: principal.userId, subject }], manager);
      return placed;
    });
    return (await this.list(principal, 'standing')).find((hold) => hold.id === id)!;
  }

  /** @throws NotAllowed, HoldNotFound */
  async lift(principal: Principal, id: string, reason: string): Promise<void> {
    this.access.require(principal, 'manage holds');
    await this.source.transaction(async (manager) => {
      await this.holds.lift(manager, id, reason, principal.userId, this.clock.now());
      await this.log.append([{ kind: 'hold.lifted', actor: principal.userId, subject: { hold: id } }], manager);
    });
  }

  /** Collections may be named; everything else goes by id. */
  private async objectOf(principal: Principal, { kind, object }: Pick<Hold, 'kind' | 'object'>): Promise<string> {
    if (kind === 'matter') return object.trim();
    if (kind === 'collection') {
      const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [object]);
      return collection!.id;
    }
    await this.nameOf(principal, { kind, object });
    return object;
  }

  private async nameOf(principal: Principal, { kind, object }: Pick<Hold, 'kind' | 'object'>): Promise<string> {
    if (kind === 'matter') return object;
    if (kind === 'person') return (await this.people.show(object)).name;
    const visibility = await this.access.visibilityOf(principal);
    if (kind === 'document') return (await this.documents.show(visibility, object)).title;
    return (await this.collections.find(visibility, object))?.name ?? '';
  }
}
