import { Embedder } from '../embedder.port.js';
import type { EmbeddedText, EmbedderModel } from '../embedder.port.js';
import { Embedders } from '../embedders.port.js';
import { EmbedderGone, ModelNotFound, ModelRoleEmpty } from '../model-errors.js';
import { type Catalogue, nameOfEmbedder } from '../catalogue.js';
import { HttpEmbedder } from './http-embedder.adapter.js';
import type { ModelServer } from './server-address.js';

/** Finds embedding models on our inference host and on the server that the settings name for the role. */
export class HttpEmbedders extends Embedders {
  private readonly pinned = new Map<string, Embedder>();

  /** @param servers Asked in this order. */
  constructor(
    private readonly servers: readonly ModelServer[],
    private readonly catalogue: Catalogue,
  ) {
    super();
  }

  of(embedderId: string): Embedder {
    let found = this.pinned.get(embedderId);
    if (!found) {
      const isIt = ({ id }: EmbedderModel) => id === embedderId;
      found = new PinnedEmbedder(this.onEach(nameOfEmbedder(embedderId)), isIt, () => new EmbedderGone(embedderId));
      this.pinned.set(embedderId, found);
    }
    return found;
  }

  named(name: string): Embedder {
    const missing = () =>
      new ModelNotFound(`There is no embedder named "${name}" here. "chancery models list" shows those there are.`, {
        particulars: { what: 'model', name },
      });
    return new PinnedEmbedder(this.onEach(name), () => true, missing);
  }

  private onEach(model: string): HttpEmbedder[] {
    return this.servers.map((server) => new HttpEmbedder({ ...server, model }, this.catalogue));
  }
}

/** The one of several places that serves a model. */
class PinnedEmbedder extends Embedder {
  constructor(
    private readonly places: readonly HttpEmbedder[],
    private readonly isIt: (model: EmbedderModel) => boolean,
    private readonly missing: () => Error,
  ) {
    super();
  }

  async model(): Promise<EmbedderModel> {
    return (await this.found()).model;
  }

  async embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<EmbeddedText[]> {
    return (await this.found()).embedder.embedPassages(texts, signal);
  }

  async embedQuery(text: string, signal?: AbortSignal): Promise<EmbeddedText> {
    return (await this.found()).embedder.embedQuery(text, signal);
  }

  override async compareWords(question: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]> {
    return (await this.found()).embedder.compareWords(question, texts, signal);
  }

  /** Asked each time: the descriptions are kept for a moment, and a model may go. */
  private async found(): Promise<{ embedder: HttpEmbedder; model: EmbedderModel }> {
    for (const embedder of this.places) {
      const model = await embedder.model().catch((error: unknown) => {
        if (error instanceof ModelRoleEmpty || error instanceof ModelNotFound) return null;
        throw error;
      });
      if (model && this.isIt(model)) return { embedder, model };
    }
    throw this.missing();
  }
}
