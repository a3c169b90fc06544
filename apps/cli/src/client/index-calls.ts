import {
  type AddGoldenQuestion,
  type GenerationView,
  type GoldenQuestionView,
  type IndexAccepted,
  type IndexComparison,
  type SwitchIndexRequest,
  generationList,
  goldenQuestionList,
  goldenQuestionView,
  indexAccepted,
  indexComparison,
} from '#contracts';
import { z } from 'zod';
import type { ServiceClient } from './service-client.js';

/** Two generations; absent ones are the one that serves and the newest other one. */
export interface GenerationPair {
  readonly from?: string;
  readonly to?: string;
}

const PAGE = 500;

/** The service's calls about index generations and golden questions. Throws what {@link ServiceClient} throws. */
export class IndexCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  async generations(): Promise<GenerationView[]> {
    return (await this.client.call('GET', '/index/generations', generationList)).generations;
  }

  rebuild(body: { readonly embedder?: string; readonly switch: 'manual' | 'auto' }): Promise<IndexAccepted> {
    return this.client.call('POST', '/index/rebuild', indexAccepted, body);
  }

  async drop(generation: string): Promise<void> {
    await this.client.call('DELETE', `/index/generations/${encodeURIComponent(generation)}`, z.unknown());
  }

  comparison(pair: GenerationPair): Promise<IndexComparison> {
    const given = new URLSearchParams(Object.entries(pair));
    return this.client.call('GET', `/index/comparison${given.size > 0 ? `?${given.toString()}` : ''}`, indexComparison);
  }

  compare(pair: GenerationPair): Promise<IndexAccepted> {
    return this.client.call('POST', '/index/compare', indexAccepted, pair);
  }

  switchTo(body: SwitchIndexRequest): Promise<IndexAccepted> {
    return this.client.call('POST', '/index/switch', indexAccepted, body);
  }

  rollBack(): Promise<IndexAccepted> {
    return this.client.call('POST', '/index/rollback', indexAccepted);
  }

  /** All that one may see, oldest first. */
  async goldenQuestions(): Promise<GoldenQuestionView[]> {
    const found: GoldenQuestionView[] = [];
    for (;;) {
      const page = await this.client.call(
        'GET',
        `/golden-questions?offset=${found.length}&limit=${PAGE}`,
        goldenQuestionList,
      );
      found.push(...page.questions);
      if (page.questions.length < PAGE) return found;
    }
  }

  addGoldenQuestion(body: AddGoldenQuestion): Promise<GoldenQuestionView> {
    return this.client.call('POST', '/golden-questions', goldenQuestionView, body);
  }

  async removeGoldenQuestion(id: string): Promise<void> {
    await this.client.call('DELETE', `/golden-questions/${encodeURIComponent(id)}`, z.unknown());
  }
}
