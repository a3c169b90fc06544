import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { AddSource, ChangeSource, SourceList, SourceView } from '#contracts';
import type { Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import { AllowedFolders, ItemRepository, KeepSchedules, ManageSources, RunRepository, type Source } from '#sources';
import { viewSource } from './source.view.js';

/** Sources with what people want to see beside them: collection, last report, next run, what fails. */
@Injectable()
export class SourceDesk {
  constructor(
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly manage: ManageSources,
    private readonly items: ItemRepository,
    private readonly runs: RunRepository,
    private readonly schedules: KeepSchedules,
    private readonly allowed: AllowedFolders,
  ) {}

  async list(principal: Principal): Promise<SourceList> {
    const sources = await this.manage.list(principal);
    return { sources: await this.viewsOf(principal, sources), allowedFolders: [...this.allowed.roots] };
  }

  async show(principal: Principal, id: string): Promise<SourceView> {
    return this.viewOf(principal, await this.manage.show(principal, id));
  }

  async add(principal: Principal, source: AddSource): Promise<SourceView> {
    return this.viewOf(principal, await this.manage.add(principal, source));
  }

  async change(principal: Principal, id: string, to: ChangeSource): Promise<SourceView> {
    return this.viewOf(principal, await this.manage.change(principal, id, to));
  }

  private async viewOf(principal: Principal, source: Source): Promise<SourceView> {
    const [view] = await this.viewsOf(principal, [source]);
    return view!;
  }

  private async viewsOf(principal: Principal, sources: readonly Source[]): Promise<SourceView[]> {
    const ids = sources.map(({ id }) => id);
    const visibility = await this.access.visibilityOf(principal);
    const [tallies, newest, collections, next] = await Promise.all([
      this.items.tallies(ids),
      this.runs.newestOf(ids),
      this.collections.list(visibility),
      Promise.all(sources.map((source) => this.schedules.nextOf(source))),
    ]);
    const names = new Map(collections.map(({ id, name }) => [id, name]));
    return sources.map((source, i) =>
      viewSource(source, {
        collection: names.get(source.collectionId) ?? '',
        nextRunAt: next[i] ?? null,
        lastRun: newest.get(source.id) ?? null,
        ...(tallies.get(source.id) ?? { documents: 0, failing: 0 }),
      }),
    );
  }
}
