import { Injectable, Logger } from '@nestjs/common';
import { KnowledgeError, type Principal } from '#knowledge';
import { Embedders } from '#models';
import { blendScores, fusionWeightFor, queryTerms } from '#retrieval';
import {
  ALIKE,
  EntryIndex,
  IndexGenerationRepository,
  type IndexGeneration,
  entryTableFor,
  formsOf,
} from '#search-index';
import { type Decision, DecisionReaders, DecisionRepository } from '../decision/index.js';
import { PRECEDENTS } from './index-precedents.use-case.js';
import { PRECEDENT_STATES, precedentText } from './precedent-text.js';

/** A decision that was found because it is like what was looked for. */
export interface FoundPrecedent {
  readonly decision: Decision;
  /** Comparable within one search only. */
  readonly score: number;
}

/** Candidates of each leg at first; more are fetched where the reader may not see enough of them. */
const FIRST_CANDIDATES = 100;
const MOST_CANDIDATES = 25_600;

/** Decisions as precedents, found by words and by meaning. PostgreSQL says which of the hits the asker may see. */
@Injectable()
export class SearchPrecedents {
  private readonly logger = new Logger(SearchPrecedents.name);

  constructor(
    private readonly readers: DecisionReaders,
    private readonly decisions: DecisionRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly embedders: Embedders,
    private readonly index: EntryIndex,
  ) {}

  /** Best first. */
  search(principal: Principal, query: string, limit: number): Promise<FoundPrecedent[]> {
    return this.find(principal, query, limit, null);
  }

  /** Decisions like one that the asker sees, best first, without it. @throws DecisionNotFound */
  async similar(principal: Principal, id: string, limit: number): Promise<FoundPrecedent[]> {
    const decision = await this.decisions.show(await this.readers.of(principal), id);
    return this.find(principal, precedentText(decision), limit, id);
  }

  private async find(principal: Principal, text: string, limit: number, except: string | null) {
    const generation = await this.generations.live();
    if (!generation) return [];
    const reader = await this.readers.of(principal);
    const { vector, weight } = await this.read(generation, text);
    const table = entryTableFor(PRECEDENTS, generation.id);
    for (let candidates = FIRST_CANDIDATES; ; candidates *= 4) {
      const hits = await this.index.search(table, {
        terms: formsOf(queryTerms(text, ALIKE)),
        vector,
        limit: candidates,
      });
      const seen = await this.decisions.seenAmong(reader, [...hits.keyword.keys(), ...hits.cosine.keys()]);
      const isShown = ([id]: readonly [string, number]) => id !== except && isPrecedent(seen.get(id));
      // Scores are blended over what is seen alone, so that hidden decisions do not move the visible ones.
      const keyword = new Map([...hits.keyword].filter(isShown));
      const cosine = new Map([...hits.cosine].filter(isShown));
      const isExhausted = hits.keyword.size < candidates && hits.cosine.size < candidates;
      if (!isExhausted && keyword.size < limit && candidates < MOST_CANDIDATES) continue;
      return blendScores(keyword, cosine, weight)
        .slice(0, limit)
        .map(({ chunkId, score }) => ({ decision: seen.get(chunkId)!, score }));
    }
  }

  /** Without its embedder the words alone are searched for. */
  private async read(generation: IndexGeneration, text: string) {
    try {
      const embedder = this.embedders.of(generation.embedderId);
      const [model, { vector }] = await Promise.all([embedder.model(), embedder.embedQuery(text)]);
      return { vector, weight: fusionWeightFor(model, text, generation.fusionWeight) };
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      this.logger.warn(`Searching decisions by keywords alone: ${error.message}`);
      return { vector: null, weight: 0 };
    }
  }
}

const isPrecedent = (decision: Decision | undefined): boolean =>
  decision !== undefined && (PRECEDENT_STATES as readonly string[]).includes(decision.state);
