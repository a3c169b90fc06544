import { Injectable, Logger, Optional } from '@nestjs/common';
import { KnowledgeError } from '#knowledge';
import type { Passage } from '#knowledge';
import { Reranker, type RerankerModel } from '#models';
import { asRead } from './as-read.js';

/** What the reranker did in one search. */
export interface RerankReport {
  readonly model: string;
  /** Of the model that ranked; null where the server does not say it, and where none did. */
  readonly sha256: string | null;
  /** `too_slow` and `failed` leave the order as the blend made it. */
  readonly outcome: 'done' | 'too_slow' | 'failed';
  /** How many passages it was given. */
  readonly passages: number;
  readonly ms: number;
}

/** Most and fewest passages that are read again; between the two as many as this machine reads in time. */
const MOST = 40;
const FEWEST = 5;
/** What a search may wait for the reranker. */
const WITHIN_MS = 4_000;
/** A model that does not even manage the fewest is left alone for this long. */
const REST_MS = 60_000;
const KNOWN_FOR_MS = 5_000;
const ANSWERS_WITHIN_MS = 500;

/**
 * The second look: the best passages are read together with the question and put in order anew, when a model has the role and
 * is quick enough. It never makes a search fail, nor wait longer than its deadline.
 */
@Injectable()
export class RerankStage {
  private readonly log = new Logger(RerankStage.name);
  private depth = MOST;
  private restsUntil = 0;
  private known: { readonly until: number; readonly model: Promise<RerankerModel | null> } | null = null;

  constructor(
    private readonly reranker: Reranker,
    @Optional() private readonly withinMs = WITHIN_MS,
  ) {}

  /** The model in the role, or null: also when the server does not say so quickly. Asked early, it costs a search no time. */
  model(): Promise<RerankerModel | null> {
    if (this.known && Date.now() < this.known.until) return this.known.model;
    const asked = this.reranker.model().catch((error: unknown) => {
      if (error instanceof KnowledgeError) return null;
      throw error;
    });
    const model = Promise.race([asked, after(ANSWERS_WITHIN_MS)]);
    this.known = { until: Date.now() + KNOWN_FOR_MS, model };
    return model;
  }

  /** How many of the best passages a search should fetch for this stage. */
  get appetite(): number {
    return MOST;
  }

  /**
   * @param passages Best first, by the blend.
   * @returns The passages, the first of them in the reranker's order with its scores; the others after them as they were.
   */
  async run<P extends Passage>(
    { name }: RerankerModel,
    query: string,
    passages: readonly P[],
  ): Promise<{ passages: P[]; report: RerankReport }> {
    const started = performance.now();
    const first = passages.slice(0, this.depth);
    const report = (
      outcome: RerankReport['outcome'],
      count: number,
      by: RerankerModel = { name, sha256: null },
    ): RerankReport => ({
      ...{ model: by.name, sha256: by.sha256, outcome, passages: count },
      ms: Math.round((performance.now() - started) * 10) / 10,
    });
    if (Date.now() < this.restsUntil) return { passages: [...passages], report: report('too_slow', 0) };
    const deadline = AbortSignal.timeout(this.withinMs);
    try {
      // The role may have changed hands since it was asked who has it.
      const { model, scores } = await Promise.race([
        this.reranker.rerank(query, first.map(asRead), deadline),
        whenAborted(deadline),
      ]);
      this.learn((performance.now() - started) / first.length);
      return {
        passages: inOrder(first, scores, passages.slice(first.length)),
        report: report('done', first.length, model),
      };
    } catch (error) {
      if (!deadline.aborted && !(error instanceof KnowledgeError)) throw error;
      if (deadline.aborted) this.slowDown();
      this.log.warn(`Passages stay as they were: ${error instanceof Error ? error.message : String(error)}`);
      return { passages: [...passages], report: report(deadline.aborted ? 'too_slow' : 'failed', first.length) };
    }
  }

  /** Half the time that there is must be enough: other searches may come at the same time. */
  private learn(msEach: number): void {
    this.depth = Math.max(FEWEST, Math.min(MOST, Math.floor(this.withinMs / 2 / Math.max(msEach, 0.01))));
  }

  private slowDown(): void {
    if (this.depth <= FEWEST) this.restsUntil = Date.now() + REST_MS;
    this.depth = Math.max(FEWEST, Math.floor(this.depth / 2));
  }
}

/** Scores stay falling along the list: those of the passages that were not read go on below the lowest that was. */
function inOrder<P extends Passage>(first: readonly P[], scores: readonly number[], rest: readonly P[]): P[] {
  const read = first.map((passage, i): P => {
    return { ...passage, score: scores[i]!, scores: { ...passage.scores, rerank: scores[i]! } };
  });
  read.sort((a, b) => b.score - a.score);
  const lowest = read.at(-1)?.score ?? 0;
  const highest = rest[0]?.score ?? 0;
  return [...read, ...rest.map((passage): P => ({ ...passage, score: lowest - (highest - passage.score) }))];
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('It was too slow.', 'TimeoutError')), {
      once: true,
    });
  });
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null).unref());
}
