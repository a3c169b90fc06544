import { Injectable } from '@nestjs/common';
import { AccessPolicy, Standing } from '#access';
import { GenerationNotFound, GenerationNotReady, ManageIndex } from '#ingestion';
import { JobQueues } from '#jobs';
import type { Failure, Principal } from '#knowledge';
import { DocumentRepository } from '#library';
import { type IndexGeneration, IndexGenerationRepository } from '#search-index';
import { AskGoldenQuestions } from './ask-golden-questions.js';
import { type RunComparison, compareRuns } from './compare-runs.js';
import { ReasonMissing, SwitchRefused } from './errors.js';
import { type AskedComparison, type ComparedIds, GoldenComparisonRepository } from './golden-comparison.repository.js';
import { GoldenQuestionRepository, type GoldenRun } from './golden-question.repository.js';
import { compareGenerations } from './jobs.js';

/** Ids of the generations that are compared. */
export interface GenerationPair {
  /** Null for the one that serves. */
  readonly from: string | null;
  /** Null for the newest other one. */
  readonly to: string | null;
}

/** How two index generations do on the golden questions; a run is null until the generation was asked them. */
export interface GenerationComparison extends RunComparison {
  readonly from: { readonly generation: IndexGeneration; readonly run: GoldenRun | null };
  readonly to: { readonly generation: IndexGeneration; readonly run: GoldenRun | null };
  /** A comparison of the two that was asked for and is not done: under way, or given up. */
  readonly asked: AskedComparison | null;
  /** Titles of the documents in it that the person may see, by id. */
  readonly titles: ReadonlyMap<string, string>;
}

/** Two generations by the golden questions, for administrators, and the switch that hangs on it. */
@Injectable()
export class CompareGenerations {
  constructor(
    private readonly access: AccessPolicy,
    private readonly generations: IndexGenerationRepository,
    private readonly questions: GoldenQuestionRepository,
    private readonly comparisons: GoldenComparisonRepository,
    private readonly documents: DocumentRepository,
    private readonly manage: ManageIndex,
    private readonly queues: JobQueues,
  ) {}

  /** The latest answers of both. @throws GenerationNotFound when there are not two. */
  async show(principal: Principal, pair: GenerationPair): Promise<GenerationComparison> {
    this.access.require(principal, 'rebuild the index');
    const { from, to } = await this.both(pair);
    // First of all: what is not under way any more has left its answers.
    const asked = await this.comparisons.find({ from: from.id, to: to.id });
    const [before, after] = await Promise.all([this.questions.runOf(from.id), this.questions.runOf(to.id)]);
    const compared = compareRuns(await this.questions.all(), before?.results ?? null, after?.results ?? null);
    const shown = compared.questions.flatMap((one) =>
      [...one.from.top, ...one.to.top].map(({ documentId }) => documentId),
    );
    const visibility = await this.access.visibilityOf(principal);
    const titles = await this.documents.titlesAmong(visibility, [...new Set(shown)]);
    const sides = { from: { generation: from, run: before }, to: { generation: to, run: after } };
    return { ...compared, ...sides, asked, titles };
  }

  /** Have the golden questions put to both now. @throws GenerationNotFound, GenerationNotReady */
  async ask(principal: Principal, pair: GenerationPair): Promise<IndexGeneration> {
    this.access.require(principal, 'rebuild the index');
    const { from, to } = await this.both(pair);
    for (const { id, state, builtAt } of [from, to])
      if (state === 'failed' || (state === 'building' && !builtAt))
        throw new GenerationNotReady(`Generation ${id} is ${state}; only one that is built can be compared.`, {
          ...{ why: 'not_built', generation: id, state },
        });
    const asked = { from: from.id, to: to.id };
    const known = (await this.generations.all()).map(({ id }) => id);
    await this.comparisons.ask(asked, principal.userId, known);
    await this.queues.offer(compareGenerations, [{ ...asked, by: principal.userId }]);
    return to;
  }

  /**
   * Let a generation serve if the golden questions do not speak against it, or by force.
   * @throws SwitchRefused, ReasonMissing, GenerationNotFound, GenerationNotReady
   */
  async switch(
    principal: Principal,
    generation: string,
    { isForced, reason }: { isForced: boolean; reason: string },
  ): Promise<IndexGeneration> {
    this.access.require(principal, 'rebuild the index');
    if (isForced && reason === '') throw new ReasonMissing();
    if (!isForced && (await this.generations.live())?.id !== generation) {
      const { gate, questions } = await this.show(principal, { from: null, to: generation });
      if (!gate.passes) throw new SwitchRefused(generation, gate, questions.length + gate.untried);
    }
    return this.manage.wishFor(principal, generation, { kind: 'switch', isForced, reason });
  }

  private async both({ from, to }: GenerationPair): Promise<{ from: IndexGeneration; to: IndexGeneration }> {
    const all = await this.generations.all();
    const before = all.find(({ id, state }) => (from === null ? state === 'live' : id === from));
    const after = all.findLast(({ id }) => (to === null ? id !== before?.id : id === to));
    if (!before || !after) throw new GenerationNotFound();
    return { from: before, to: after };
  }
}

/** The worker's half of a comparison that somebody asked for. */
@Injectable()
export class RunComparisonJob {
  constructor(
    private readonly generations: IndexGenerationRepository,
    private readonly comparisons: GoldenComparisonRepository,
    private readonly asking: AskGoldenQuestions,
    private readonly standing: Standing,
  ) {}

  /** Those that were asked for and are not done: one of them may have lost its job. */
  pending(): Promise<(ComparedIds & { readonly by: string })[]> {
    return this.comparisons.pending();
  }

  /** Generations that are gone by now are left out. @param by Who asked for it; null: nobody knows. @throws BeginnerGone */
  async run(pair: ComparedIds, by: string | null, signal: AbortSignal): Promise<void> {
    await this.standing.during(by, 'rebuild the index', signal, (during) => this.ask(pair, during));
    await this.comparisons.done(pair);
  }

  /** Whoever waits for it is told why. */
  giveUp(pair: ComparedIds, failure: Failure): Promise<void> {
    return this.comparisons.giveUp(pair, failure);
  }

  private async ask({ from, to }: ComparedIds, signal: AbortSignal): Promise<void> {
    for (const id of new Set([from, to])) {
      const generation = await this.generations.find(id);
      if (generation) await this.asking.run(generation, signal);
    }
  }
}
