import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { OpenAiModel } from '#contracts';
import type { Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import { EMBEDDER_ID, chatModelIds, readModelId } from './model-ids.js';
import { ModelNotServed } from './openai-errors.js';

/** The models that a person may name. */
@Injectable()
export class ListModels {
  constructor(
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
  ) {}

  /** Everything first, then a pair for each visible collection in order of name, then the embedder. */
  async list(principal: Principal): Promise<OpenAiModel[]> {
    const visible = await this.collections.list(await this.access.visibilityOf(principal));
    return [...chatModelIds(visible.map(({ name }) => name)), EMBEDDER_ID].map(view);
  }

  /** @throws ModelNotServed also for a collection that is hidden. */
  async show(principal: Principal, id: string): Promise<OpenAiModel> {
    if (id === EMBEDDER_ID) return view(id);
    const named = readModelId(id);
    const isServed =
      named !== null &&
      (named.collection === null ||
        (await this.collections.find(await this.access.visibilityOf(principal), named.collection)) !== null);
    if (!isServed) throw new ModelNotServed();
    return view(id);
  }
}

/** They were never made at a moment: `created` says nothing. */
const view = (id: string): OpenAiModel => ({ id, object: 'model', created: 0, owned_by: 'chancery' });
