import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { AddSource, ChangeSource, SourceConfig, SourceSchedule } from '#contracts';
import { nextTime } from '#jobs';
import { type Principal, canSee } from '#knowledge';
import { CollectionRepository } from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { AllowedFolders } from './connectors/allowed-folders.js';
import { localFolderOf, meansOtherServer, privateHostsOf } from './config-facts.js';
import { SecretNeededAgain, SourceBusy, SourceKindFixed, SourceNotFound } from './errors.js';
import { ItemRepository } from './item.repository.js';
import { RunLeaseRepository } from './run-lease.repository.js';
import { RunRepository } from './run.repository.js';
import { KeepSchedules } from './running/keep-schedules.js';
import { WorkFolder } from './running/work-folder.js';
import { SecretSeal } from './secret-seal.js';
import { type Source, SourceRepository, newSourceId } from './source.repository.js';

/**
 * Sources and who may keep them: administrators and librarians, each those whose collection they see. Only administrators open
 * private hosts. Each change and its log entry land together.
 */
@Injectable()
export class ManageSources {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly sources: SourceRepository,
    private readonly items: ItemRepository,
    private readonly runs: RunRepository,
    private readonly leases: RunLeaseRepository,
    private readonly seal: SecretSeal,
    private readonly allowed: AllowedFolders,
    private readonly schedules: KeepSchedules,
    private readonly workFolder: WorkFolder,
    private readonly log: AuditLog,
  ) {}

  /** Those whose collection the asker sees, in order of name. @throws NotAllowed */
  async list(principal: Principal): Promise<Source[]> {
    this.access.require(principal, 'manage sources');
    const visibility = await this.access.visibilityOf(principal);
    return (await this.sources.all()).filter(({ collectionId }) => canSee(visibility, collectionId));
  }

  /** @throws NotAllowed; SourceNotFound also for one whose collection may not be seen. */
  async show(principal: Principal, id: string): Promise<Source> {
    this.access.require(principal, 'manage sources');
    const source = await this.sources.find(id);
    const visibility = await this.access.visibilityOf(principal);
    if (!source || !canSee(visibility, source.collectionId)) throw new SourceNotFound();
    return source;
  }

  /** @throws NotAllowed, CollectionNotFound, FolderNotAllowed, BadSchedule */
  async add(principal: Principal, asked: AddSource): Promise<Source> {
    await this.check(principal, asked.config, asked.schedule);
    const visibility = await this.access.visibilityOf(principal);
    const [collection] = await this.collections.resolve(visibility, [asked.collection]);
    const id = newSourceId();
    const { name, config, schedule, removeLimitPercent, secret } = asked;
    const source: Source = {
      ...{ id, name, config, schedule, removeLimitPercent, collectionId: collection!.id, isPaused: false },
      sealedSecret: secret === undefined ? null : await this.seal.seal(secret, id),
      ...{ createdBy: principal.userId, actsFor: principal.userId, createdAt: new Date() },
    };
    await this.save(principal, source, 'created');
    return source;
  }

  /**
   * Whoever says what it reads, or by which secret, lends it their own rights from then on; a pause or another name lends nothing.
   * @throws SourceNotFound, SourceKindFixed, SecretNeededAgain, FolderNotAllowed, BadSchedule
   */
  async change(principal: Principal, id: string, to: ChangeSource): Promise<Source> {
    const before = await this.show(principal, id);
    const config = to.config ?? before.config;
    if (config.kind !== before.config.kind) throw new SourceKindFixed();
    const schedule = to.schedule ?? before.schedule;
    await this.check(principal, config, schedule, before.config);
    const source: Source = {
      ...before,
      ...{ config, schedule, sealedSecret: await this.secretAfter(before, config, to.secret) },
      actsFor: to.config || to.secret !== undefined ? principal.userId : before.actsFor,
      name: to.name ?? before.name,
      removeLimitPercent: to.removeLimitPercent ?? before.removeLimitPercent,
      isPaused: to.isPaused ?? before.isPaused,
    };
    await this.save(principal, source, 'changed');
    return source;
  }

  /** Its documents stay; its reports go. @throws SourceNotFound; SourceBusy while a run works on it. */
  async remove(principal: Principal, id: string): Promise<void> {
    const source = await this.show(principal, id);
    await this.database.transaction(async (manager) => {
      await this.sources.remove(manager, id);
      if (await this.leases.hold(manager, id)) throw new SourceBusy();
      await this.items.forgetAll(manager, id);
      await this.runs.forgetAll(manager, id);
      await this.note(manager, principal, source, 'removed');
    });
    await this.schedules.forget(id);
    await this.workFolder.forget(id);
  }

  /** The stored secret, for trying settings before they are saved: only where it goes to the same server. */
  async storedSecret(principal: Principal, id: string, config: SourceConfig): Promise<string | null> {
    const source = await this.show(principal, id);
    if (!source.sealedSecret) return null;
    if (meansOtherServer(source.config, config)) throw new SecretNeededAgain();
    return this.seal.open(source.sealedSecret, source.id);
  }

  /**
   * Whether somebody may have a source with these settings; before anything is connected to.
   * @throws NotAllowed, FolderNotAllowed, SourcePlaceMissing, BadSchedule
   */
  async check(
    principal: Principal,
    config: SourceConfig,
    schedule: SourceSchedule,
    before?: SourceConfig,
  ): Promise<void> {
    this.access.require(principal, 'manage sources');
    const opened = privateHostsOf(config).filter((host) => !(before && privateHostsOf(before).includes(host)));
    if (opened.length > 0) this.access.require(principal, 'open private hosts to sources');
    const folder = localFolderOf(config);
    if (folder !== null) await this.allowed.realPathOf(folder);
    if (schedule.kind === 'cron') nextTime(schedule, new Date());
  }

  private async secretAfter(
    before: Source,
    config: SourceConfig,
    secret: string | null | undefined,
  ): Promise<string | null> {
    if (secret === null) return null;
    if (secret !== undefined) return this.seal.seal(secret, before.id);
    if (before.sealedSecret && meansOtherServer(before.config, config)) throw new SecretNeededAgain();
    return before.sealedSecret;
  }

  private async save(principal: Principal, source: Source, verb: 'created' | 'changed'): Promise<void> {
    await this.database.transaction(async (manager) => {
      await this.sources.save(manager, source);
      await this.note(manager, principal, source, verb);
    });
    await this.schedules.apply(source);
  }

  private async note(manager: EntityManager, principal: Principal, source: Source, verb: string): Promise<void> {
    const { id, config, collectionId, isPaused, actsFor } = source;
    const subject = { source: id, collection: collectionId, kind: config.kind, isPaused, actsFor };
    await this.log.append([{ kind: `source.${verb}`, actor: principal.userId, subject }], manager);
  }
}
