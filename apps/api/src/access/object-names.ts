import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { Principal } from '#knowledge';
import { CollectionRepository, DocumentRepository, MatterRepository } from '#library';

type Kind = 'collection' | 'matter' | 'document';

/** Something that a grant, a wall or a report is about. */
export interface AboutObject<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
}

/** Names of what grants, walls and reports are about, for those who manage and report on access. */
@Injectable()
export class ObjectNames {
  constructor(
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly matters: MatterRepository,
    private readonly documents: DocumentRepository,
  ) {}

  /**
   * Collections by name and matters by number and name, barred ones too; documents by title where the asker may see them,
   * by id otherwise. What is gone goes by its id.
   */
  async of(
    principal: Principal,
    objects: readonly AboutObject[],
  ): Promise<<K extends Kind>(object: AboutObject<K>) => AboutObject<K> & { readonly name: string }> {
    const overview = await this.access.overviewFor(principal);
    const documentIds = objects.filter(({ kind }) => kind === 'document').map(({ id }) => id);
    const [collections, matters, titles] = await Promise.all([
      this.collections.list(overview),
      this.matters.list(overview),
      this.documents.titlesAmong(await this.access.visibilityOf(principal), documentIds),
    ]);
    const names = new Map([
      ...collections.map(({ id, name }) => [id, name] as const),
      ...matters.map(({ id, number, name }) => [id, `${number} ${name}`] as const),
      ...titles,
    ]);
    return ({ kind, id }) => ({ kind, id, name: names.get(id) ?? id });
  }

  /** @throws CollectionNotFound, MatterNotFound for the first that there is not. */
  async check(principal: Principal, objects: readonly AboutObject<'collection' | 'matter'>[]): Promise<void> {
    const overview = await this.access.overviewFor(principal);
    for (const { kind, id } of objects)
      if (kind === 'matter') await this.matters.resolve(overview, id);
      else await this.collections.resolve(overview, [id]);
  }

  async isDocument(principal: Principal, id: string): Promise<boolean> {
    return (await this.documents.titlesAmong(await this.access.overviewFor(principal), [id])).size > 0;
  }
}
