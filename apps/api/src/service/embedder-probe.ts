import { Injectable } from '@nestjs/common';
import { KnowledgeError } from '#knowledge';
import { Embedder, type EmbedderModel, Embedders } from '#models';
import { IndexGenerationRepository } from '#search-index';

/** A proof that the embedder works is good for so long; asking more often would only take turns away from documents. */
const PROOF_FRESH_MS = 30_000;
const PROOF_WITHIN_MS = 1_500;

/** Whether the embedder really embeds: that a model is listed says nothing about its file. */
@Injectable()
export class EmbedderProbe {
  private proven: { readonly modelId: string; readonly at: number } | null = null;

  constructor(
    private readonly embedder: Embedder,
    private readonly embedders: Embedders,
    private readonly generations: IndexGenerationRepository,
  ) {}

  /** The model of the role, which the next index will be made with. @throws KnowledgeError */
  inRole(): Promise<EmbedderModel> {
    return this.embedder.model();
  }

  /**
   * The model that the live index needs, or else that of the role. One that is too busy to prove itself in time gets the benefit
   * of the doubt. @throws KnowledgeError why it does not work.
   */
  async serving(): Promise<EmbedderModel> {
    const live = await this.generations.live();
    const embedder = live ? this.embedders.of(live.embedderId) : this.embedder;
    const model = await embedder.model();
    const isFresh = this.proven?.modelId === model.id && Date.now() - this.proven.at < PROOF_FRESH_MS;
    if (!isFresh) await this.prove(embedder, model);
    return model;
  }

  private async prove(embedder: Embedder, model: EmbedderModel): Promise<void> {
    const patience = AbortSignal.timeout(PROOF_WITHIN_MS);
    try {
      await embedder.embedQuery('proof', patience);
      this.proven = { modelId: model.id, at: Date.now() };
    } catch (error) {
      if (error instanceof KnowledgeError && !patience.aborted) throw error;
    }
  }
}
