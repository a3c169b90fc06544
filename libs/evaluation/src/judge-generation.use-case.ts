import { Injectable, Logger } from '@nestjs/common';
import { Standing } from '#access';
import { switchIndex } from '#ingestion';
import { JobQueues } from '#jobs';
import { KnowledgeError, failureOf } from '#knowledge';
import { Embedders } from '#models';
import { defaultWeightOf } from '#retrieval';
import { type IndexGeneration, IndexGenerationRepository } from '#search-index';
import { AskGoldenQuestions } from './ask-golden-questions.js';
import { LEAST_QUESTIONS, TRIED_WEIGHTS, chooseWeight } from './choose-weight.js';
import { compareRuns, documentsOf } from './compare-runs.js';
import type { GoldenQuestion } from './golden-question.js';
import { GoldenQuestionRepository } from './golden-question.repository.js';
import { figuresOf } from './judge-ranking.js';

/**
 * What happens to a generation once it is built: its weights are calibrated, the golden questions are put to it and to the one
 * that serves, and it waits for the switch, or asks for it by itself when it was built to and passes.
 */
@Injectable()
export class JudgeGeneration {
  private readonly logger = new Logger(JudgeGeneration.name);

  constructor(
    private readonly generations: IndexGenerationRepository,
    private readonly questions: GoldenQuestionRepository,
    private readonly asking: AskGoldenQuestions,
    private readonly embedders: Embedders,
    private readonly queues: JobQueues,
    private readonly standing: Standing,
  ) {}

  /** The generation that waits to be judged, if any. */
  async pending(): Promise<string | null> {
    const building = await this.generations.building();
    return building?.builtAt ? building.id : null;
  }

  /** Safe to run twice. @throws what may pass by itself. */
  async run(id: string, signal: AbortSignal): Promise<void> {
    const generation = await this.generations.find(id);
    if (generation?.state !== 'building' || !generation.builtAt) return;
    try {
      const { requestedBy } = generation;
      await this.standing.during(requestedBy, 'rebuild the index', signal, (during) => this.judge(generation, during));
    } catch (error) {
      if (!(error instanceof KnowledgeError) || error.retryable) throw error;
      await this.generations.fail(id, failureOf(error));
    }
  }

  private async judge(generation: IndexGeneration, signal: AbortSignal): Promise<void> {
    const questions = await this.questions.all();
    const fusionWeight = await this.calibrate(generation, questions, signal);
    if (fusionWeight !== null) await this.generations.setFusionWeight(generation.id, fusionWeight);
    const to = await this.asking.run({ ...generation, fusionWeight }, signal);
    const live = await this.generations.live();
    const from = live && (await this.asking.run(live, signal));
    const { gate } = compareRuns(await this.questions.all(), from, to);
    const switches = generation.switchMode === 'auto' && (gate.passes || !live);
    await this.generations.markReady(
      generation.id,
      switches ? { kind: 'switch', by: 'system', isForced: false, reasonSha256: null } : null,
    );
    this.logger.log(`generation ${generation.id} is ready. ${gate.reason}`);
    if (switches) await this.queues.offer(switchIndex, [{}]);
  }

  /** The share of the vectors for this embedder on this library; null for the default. */
  private async calibrate(
    generation: IndexGeneration,
    questions: readonly GoldenQuestion[],
    signal: AbortSignal,
  ): Promise<number | null> {
    if (questions.length < LEAST_QUESTIONS) return null;
    const measured: { weight: number; ndcgAt10: number }[] = [];
    const at = async (weight: number) => {
      const results = await this.asking.ask(generation, questions, signal, weight);
      const judged = results.map(({ ranks }, i) => ({ ranks, expectedDocuments: documentsOf(questions[i]!) }));
      return figuresOf(judged).ndcgAt10;
    };
    for (const weight of TRIED_WEIGHTS) measured.push({ weight, ndcgAt10: await at(weight) });
    const standard = defaultWeightOf(await this.embedders.of(generation.embedderId).model());
    return chooseWeight(measured, await at(standard));
  }
}
