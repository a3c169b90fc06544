import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, BeginnerGone, Standing } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import type { QuantizeModel } from '#contracts';
import type { Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import {
  ModelInUse,
  ModelNotFound,
  type ModelRole,
  ModelStore,
  ModelTasks,
  type StoreTask,
  type StoreEvent,
  type StoredModel,
  type VerifiedModel,
} from '#models';
import { IndexGenerationRepository } from '#search-index';
import { DataSource } from 'typeorm';

/** One process at a time tells the log of changes. */
const TELL_LOCK = 4_210_007;
/** How often it is asked whether those whose models are on their way may still fetch them. */
const LOOK_EVERY_MS = 1_000;

/** What to download: an address, or an entry of the catalogue, whose checksum then holds. */
export interface PullRequest {
  readonly url?: string | undefined;
  /** Name of a catalogue entry. */
  readonly catalogue?: string | undefined;
  readonly name?: string | undefined;
  readonly sha256?: string | undefined;
}

/** What administrators do with models. Each change of the store is told to the log, at the latest at the next start. */
@Injectable()
export class ManageModels implements OnApplicationBootstrap, OnModuleDestroy {
  readonly tasks: ModelTasks;
  private readonly logger = new Logger('models');
  private looking: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly standing: Standing,
    private readonly store: ModelStore,
    private readonly collections: CollectionRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly log: AuditLog,
  ) {
    this.tasks = new ModelTasks(
      store,
      () => this.tellLog(),
      (error) => this.logger.error(error),
    );
  }

  /** What the command line changed while no service ran. A store that cannot be read is no reason not to start. */
  async onApplicationBootstrap(): Promise<void> {
    this.looking = setInterval(() => void this.stopWhoIsGone(), LOOK_EVERY_MS);
    this.looking.unref();
    await this.tellLog().catch((error: unknown) => this.logger.error(error));
  }

  onModuleDestroy(): void {
    clearInterval(this.looking);
    this.tasks.dispose();
  }

  /** Nobody can be suspended while the database is away; the next look finds it again. */
  private async stopWhoIsGone(): Promise<void> {
    for (const actor of this.tasks.beginners()) {
      const holds = await this.standing.holds(actor, 'manage models').catch(() => true);
      if (!holds) this.tasks.giveUp(actor, new BeginnerGone());
    }
  }

  /** @throws NotAllowed, ModelNotFound for a catalogue name that is unknown or names no file to fetch. */
  async pull(principal: Principal, { url, catalogue, name, sha256 }: PullRequest): Promise<StoreTask> {
    this.access.require(principal, 'manage models');
    const entry = catalogue === undefined ? null : await this.entryOf(catalogue);
    const checksum = sha256 ?? entry?.sha256;
    return this.tasks.start({
      url: entry?.url ?? url!,
      actor: principal.userId,
      ...(name === undefined ? {} : { name }),
      ...(checksum === undefined ? {} : { sha256: checksum }),
    });
  }

  private async entryOf(name: string): Promise<{ url: string; sha256?: string | undefined }> {
    const entry = (await this.store.catalogue()).get(name);
    if (!entry)
      throw new ModelNotFound(`The catalogue has no model "${name}". "chancery models catalogue" shows what it has.`, {
        particulars: { what: 'catalogue', name },
      });
    if (!entry.url)
      throw new ModelNotFound(
        `The catalogue names no file of "${name}". Choose one at ${entry.source ?? 'its makers'} and pull its address.`,
        { particulars: { what: 'no_address', name } },
      );
    return { url: entry.url, sha256: entry.sha256 };
  }

  /** @throws NotAllowed, ModelNotFound */
  async quantize(principal: Principal, { model, name }: QuantizeModel): Promise<StoreTask> {
    this.access.require(principal, 'manage models');
    await this.store.get(model);
    return this.tasks.start({ model, actor: principal.userId, ...(name === undefined ? {} : { name }) });
  }

  cancel(principal: Principal, taskId: string): StoreTask {
    this.access.require(principal, 'manage models');
    return this.tasks.cancel(taskId);
  }

  /** @param bytes Read as they come, never held as a whole. @param sizeBytes Where it is known beforehand. */
  async import(
    principal: Principal,
    bytes: AsyncIterable<Uint8Array>,
    options: { name: string; sha256?: string; sizeBytes?: number },
  ): Promise<StoredModel> {
    this.access.require(principal, 'manage models');
    const added = await this.store.importStream(bytes, { ...options, actor: principal.userId });
    await this.tellLog();
    return added;
  }

  async verify(principal: Principal): Promise<VerifiedModel[]> {
    this.access.require(principal, 'manage models');
    return this.store.verify();
  }

  async use(principal: Principal, role: ModelRole, name: string): Promise<void> {
    this.access.require(principal, 'manage models');
    await this.store.use(role, name, principal.userId);
    await this.tellLog();
  }

  async release(principal: Principal, role: ModelRole): Promise<void> {
    this.access.require(principal, 'manage models');
    await this.store.release(role, principal.userId);
    await this.tellLog();
  }

  /** @throws NotAllowed, ModelNotFound, ModelInUse */
  async remove(principal: Principal, name: string): Promise<void> {
    this.access.require(principal, 'manage models');
    const { sha256 } = await this.store.get(name);
    const collections = await this.collections.countWithGenerator(name);
    if (collections > 0)
      throw new ModelInUse(
        `"${name}" writes the answers of ${collections === 1 ? 'a collection' : `${collections} collections`}. Set another generator there first.`,
        { name, as: 'collections', collections },
      );
    const indexes = await this.generations.all();
    if (indexes.some((index) => index.embedderId === `${name}@${sha256.slice(0, 12)}`))
      throw new ModelInUse(
        `An index was made with "${name}". Build one with another embedder, or discard it, first: see "chancery reindex".`,
        { name, as: 'index' },
      );
    await this.store.remove(name, principal.userId);
    await this.tellLog();
  }

  /** Bring the log up to date with the store; what it was told stays told whatever happens in between. */
  private async tellLog(): Promise<void> {
    if ((await this.store.untold()).length === 0) return;
    await this.source.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [TELL_LOCK]);
      const events = await this.store.untold();
      const [first, ...rest] = events.map(toLogEvent);
      if (!first) return;
      await this.log.append([first, ...rest]);
      await this.store.told(events);
    });
  }
}

const toLogEvent = ({ id, kind, actor, subject }: StoreEvent): LogEvent => ({
  kind,
  actor,
  subject: { ...subject, event: id },
});
