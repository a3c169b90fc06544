import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { Principal, Visibility } from '#knowledge';
import { CollectionNotFound } from '#library';
import { ModelUnavailable } from '#models';
import { RetrievePassages, SearchScopes } from '#retrieval';
import { type IndexGeneration, IndexGenerationRepository } from '#search-index';
import type { GoldenQuestion, GoldenResult } from './golden-question.js';
import { GoldenQuestionRepository } from './golden-question.repository.js';
import { versionOf } from './golden-version.js';
import { type FoundPassage, judgeRanking } from './judge-ranking.js';

/** Sees all of the library: an index is judged as a whole. What people are shown of it is filtered for them. */
const JUDGE: Principal = {
  userId: '00000000-0000-0000-0000-000000000000',
  name: 'system',
  role: 'administrator',
  via: 'system',
};
/** Enough passages for ten documents. */
const PASSAGES = 40;

/**
 * Puts golden questions to one generation of the index, through the same retrieval that people use. The reranker stays out:
 * it is the same for every generation, and how far it gets depends on the load of the moment.
 */
@Injectable()
export class AskGoldenQuestions {
  constructor(
    private readonly access: AccessPolicy,
    private readonly scopes: SearchScopes,
    private readonly retrieve: RetrievePassages,
    private readonly generations: IndexGenerationRepository,
    private readonly questions: GoldenQuestionRepository,
  ) {}

  /** Ask all of them and keep the answers beside the generation. @throws what retrieval throws. */
  async run(generation: IndexGeneration, signal: AbortSignal): Promise<readonly GoldenResult[]> {
    const results = await this.ask(generation, await this.questions.all(), signal);
    const known = (await this.generations.all()).map(({ id }) => id);
    await this.questions.saveRun(generation.id, generation.embedderId, results, known);
    return results;
  }

  /** @param fusionWeight Another share of the vectors than the generation's. */
  async ask(
    generation: IndexGeneration,
    questions: readonly GoldenQuestion[],
    signal: AbortSignal,
    fusionWeight = generation.fusionWeight,
  ): Promise<GoldenResult[]> {
    const visibility = await this.access.visibilityOf(JUDGE);
    const results: GoldenResult[] = [];
    for (const { id, question, collectionIds, expected, ...rest } of questions) {
      signal.throwIfAborted();
      const passages = await this.find(visibility, generation, question, collectionIds, fusionWeight);
      const version = versionOf({ id, question, collectionIds, expected, ...rest });
      results.push({ questionId: id, version, ...judgeRanking(expected, passages) });
    }
    return results;
  }

  /** Best first; nothing in a collection that was removed since somebody wrote the question. */
  private async find(
    visibility: Visibility,
    generation: IndexGeneration,
    query: string,
    collectionIds: readonly string[],
    fusionWeight: number | null,
  ): Promise<readonly FoundPassage[]> {
    const scope = await this.scopes.resolve(visibility, collectionIds, null, generation).catch((error: unknown) => {
      if (error instanceof CollectionNotFound) return null;
      throw error;
    });
    if (!scope) return [];
    const { tables, embedder, lexicon, collectionIds: collections } = scope;
    const found = await this.retrieve.run(visibility, {
      ...{ query, tables, embedder, lexicon, collections, filter: {}, asOf: null, fusionWeight },
      ...{ mode: 'hybrid', rerank: 'off', limit: PASSAGES },
    });
    // Keywords alone would be judged in its place. A model that is gone for good is what people have to live with too.
    if (found.degraded === 'embedder_unavailable')
      throw new ModelUnavailable('The embedder does not answer; the golden questions wait for it.', {
        particulars: { what: 'own' },
      });
    return found.passages;
  }
}
