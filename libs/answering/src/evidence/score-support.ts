import { Injectable, Logger } from '@nestjs/common';
import { KnowledgeError } from '#knowledge';
import { Embedder, Reranker, dotProduct } from '#models';
import type { BoundSentence } from './bind-answer.js';
import { supportVerdict, type ModelScores } from './support-verdict.js';

/** The check is never worth a longer wait than this. */
const PATIENCE_MS = 3_000;

/** Adds to the verdicts what embedder and reranker say, where they answer in time; the words alone decide otherwise. */
@Injectable()
export class ScoreSupport {
  private readonly log = new Logger(ScoreSupport.name);

  constructor(
    private readonly embedder: Embedder,
    private readonly reranker: Reranker,
  ) {}

  /** @returns The same sentences in order, judged again with the scores; verbatim ones need none. */
  async run(bound: readonly BoundSentence[], signal: AbortSignal): Promise<BoundSentence[]> {
    const unsure = bound.filter(({ verdict, evidence }) => verdict.support !== 'verbatim' && evidence.length > 0);
    if (unsure.length === 0) return [...bound];
    const pairs = unsure.map(({ text, evidence }) => ({ text, source: evidence.map((each) => each.text).join(' ') }));
    const hurry = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    const [similarities, rerankings] = await Promise.all([
      this.orNone('embedder', () => this.similarities(pairs, hurry), signal),
      this.orNone('reranker', () => this.rerankings(pairs, hurry), signal),
    ]);
    const judged = new Map(
      unsure.map((sentence, i) => {
        const scores: ModelScores = { similarity: similarities?.[i] ?? null, reranker: rerankings?.[i] ?? null };
        return [sentence, { ...sentence, verdict: supportVerdict(sentence.text, sentence.evidence, scores) }];
      }),
    );
    return bound.map((sentence) => judged.get(sentence) ?? sentence);
  }

  private async similarities(pairs: readonly Pair[], signal: AbortSignal): Promise<number[]> {
    const texts = pairs.flatMap(({ text, source }) => [text, source]);
    const embedded = await this.embedder.embedPassages(texts, signal);
    return pairs.map((_, i) => dotProduct(embedded[2 * i]!.vector, embedded[2 * i + 1]!.vector));
  }

  private async rerankings(pairs: readonly Pair[], signal: AbortSignal): Promise<number[] | null> {
    if ((await this.reranker.model()) === null) return null;
    const ranked = await Promise.all(pairs.map(({ text, source }) => this.reranker.rerank(text, [source], signal)));
    return ranked.map(({ scores }) => scores[0]!);
  }

  /** A model that does not answer takes nothing from the check but its own score. */
  private async orNone<T>(who: string, work: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof KnowledgeError) && !(error instanceof DOMException)) throw error;
      this.log.warn(`Support was judged without the ${who}: ${error.message}`);
      return null;
    }
  }
}

interface Pair {
  readonly text: string;
  readonly source: string;
}
