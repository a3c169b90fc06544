import { Injectable } from '@nestjs/common';
import type { Visibility } from '#knowledge';
import { Generators, MODEL_ROLES, type HeldGenerator, type ModelRole, type WritingRole } from '#models';
import { ReadSurroundings } from '#retrieval';
import type { AnswerProgress, AnswerTrace, QuestionInput } from './answer-trace.js';
import { draftQuotes, draftWithModel, refused, type Complete, type Draft } from './draft-answer.js';
import { placeOnPages, revisionsOfManyPages } from './evidence/place-on-pages.js';
import { ScoreSupport } from './evidence/score-support.js';
import { planQuestion, type PlannedQuestion } from './planning/plan-question.js';
import { settlesStep } from './planning/settles-step.js';
import { condenseQuestion } from './question/condense-question.js';
import { questionKind, type QuestionKind } from './question/question-kind.js';
import { amendable, amendmentsOf, withAmendments } from './quoting/amendment-of.js';
import { completeQuotes, mayNeedMore } from './quoting/complete-quotes.js';
import { quotesOf } from './quoting/quotes-of-steps.js';
import { refusalFor } from './quoting/refusal-for.js';
import type { Quote } from './quoting/select-quotes.js';
import { type Answerer, type Reading, ReadLibrary } from './reading/read-library.js';
import { answersAlone } from './quoting/should-abstain.js';
import { isChainSure, mergedPassages, singleStep, takeSteps, withDoubt, type TakenStep } from './reading/take-steps.js';
import { traceOf, type Asking } from './trace-of.js';

type Emit = (event: AnswerProgress) => void;

/** Who writes an answer, and who takes questions apart; null where the role is empty or not needed. The same models to the end. */
interface Writers {
  readonly writer: HeldGenerator | null;
  readonly reasoner: HeldGenerator | null;
}

const NOBODY: Writers = { writer: null, reasoner: null };

/** A question with the words that it left out, and the kind of answer that it wants. */
interface Understood {
  readonly question: string;
  readonly kind: QuestionKind;
}

/** Turns a question into an answer that cites stored sentences, or a refusal that says why, and keeps the trace of how. */
@Injectable()
export class AnswerQuestion {
  constructor(
    private readonly library: ReadLibrary,
    private readonly generators: Generators,
    private readonly support: ScoreSupport,
    private readonly surroundings: ReadSurroundings,
  ) {}

  /**
   * Condense a follow-up → take the question apart → search → enough evidence? → write or quote → bind and check each sentence.
   * @param emit Told of stages, provisional text and final citations, in that order.
   * @returns The whole trace; a refusal is a result, not an error.
   * @throws GenerationFailed when the model stops half-way; the signal's reason when aborted; ModelNotFound for a model that is
   *   not installed; what retrieval and models throw.
   */
  async run(visibility: Visibility, input: QuestionInput, emit: Emit, signal: AbortSignal): Promise<AnswerTrace> {
    const started = performance.now();
    signal.throwIfAborted();
    const writers = await this.writersFor(input);
    const asking = await this.ask(visibility, input, writers, emit, signal);
    const read = performance.now();
    signal.throwIfAborted();
    emit({ type: 'stage', stage: 'answering' });
    const draft = await this.onPages(visibility, await this.draft(visibility, asking, writers, emit, signal));
    for (const citation of draft.settled.citations) emit({ type: 'citation', citation });
    return traceOf(asking, draft, { started, read, ended: performance.now() });
  }

  private async writersFor({ answerMode = 'auto', model: wanted = null }: QuestionInput): Promise<Writers> {
    if (answerMode === 'quoted') return NOBODY;
    const generator = isWritingRole(wanted)
      ? await this.generators.pick(wanted)
      : await this.generators.pick('generator', wanted);
    const writer = await generator.held();
    if (writer === null) return NOBODY;
    return { writer, reasoner: await (await this.generators.pick('reasoner')).held() };
  }

  /** Everything before the first word of an answer. */
  private async ask(
    visibility: Visibility,
    input: QuestionInput,
    { writer, reasoner }: Writers,
    emit: Emit,
    signal: AbortSignal,
  ): Promise<Asking> {
    if (input.previous) emit({ type: 'stage', stage: 'condensing' });
    const condensed = await condenseQuestion(input.previous, input.question, writer?.generator ?? null, signal);
    // What kind of answer is wanted follows from the question as asked; what it is about, also from the words added.
    const question = condensed?.question ?? input.question;
    const understood = { question, kind: condensed?.kind ?? questionKind(input.question) };
    const onPlanning = () => emit({ type: 'stage', stage: 'planning' });
    const planned = await planQuestion(question, reasoner?.generator ?? null, signal, onPlanning);
    const answerer = writer === null ? 'quoted' : 'generated';
    const { steps, isWhole } = await this.search(visibility, input, understood, planned, answerer, emit, signal);
    emit({ type: 'stage', stage: 'reading' });
    const model = writer?.model ?? null;
    const usedReasoner = planned?.traced.output ? (reasoner?.model ?? null) : null;
    return { input, condensed, question, planned: isWhole ? null : planned, steps, model, reasoner: usedReasoner };
  }

  /**
   * A chain is followed where no sentence answers the whole question (often one document says all of it), or the one that seems to says
   * nothing of what the last step asks. What it finds counts only when each step is sure; else the question stays whole.
   */
  private async search(
    visibility: Visibility,
    input: QuestionInput,
    { question, kind }: Understood,
    planned: PlannedQuestion | null,
    answerer: Answerer,
    emit: Emit,
    signal: AbortSignal,
  ): Promise<{ steps: TakenStep[]; isWhole: boolean }> {
    const stepsOf = (plan: PlannedQuestion, whole?: Reading) =>
      this.steps(visibility, input, plan, { answerer, whole }, emit, signal);
    if (planned && planned.plan.kind !== 'chain') return { steps: await stepsOf(planned), isWhole: false };
    emit({ type: 'stage', stage: 'retrieving' });
    const whole = await this.library.run(visibility, input, question, kind, answerer);
    const isAnswered = answersAlone(whole.evidence);
    if (!planned || (isAnswered && settlesStep(planned.plan.steps.at(-1)!, question, whole.scored[0])))
      return { steps: [singleStep(whole)], isWhole: true };
    const taken = await stepsOf(planned, whole);
    if (isChainSure(planned.plan, taken, answerer)) return { steps: taken, isWhole: false };
    if (isAnswered) return { steps: [singleStep(whole)], isWhole: true };
    // A model that reads what was found may still decline.
    return { steps: answerer === 'quoted' ? withDoubt(taken) : taken, isWhole: false };
  }

  private async steps(
    visibility: Visibility,
    input: QuestionInput,
    { plan }: PlannedQuestion,
    { answerer, whole }: { readonly answerer: Answerer; readonly whole: Reading | undefined },
    emit: Emit,
    signal: AbortSignal,
  ): Promise<TakenStep[]> {
    const onStep = (detail: string) => emit({ type: 'stage', stage: 'retrieving', detail });
    return takeSteps(this.library, { visibility, input, plan, answerer, onStep, whole }, signal);
  }

  private async draft(
    visibility: Visibility,
    asking: Asking,
    { writer }: Writers,
    emit: Emit,
    signal: AbortSignal,
  ): Promise<Draft> {
    const { input, planned, steps } = asking;
    const refusal = refusalFor(
      { searched: input.documentsSearched, asOf: input.asOf },
      planned?.plan.kind ?? null,
      steps,
    );
    if (refusal) return refused(refusal);
    const complete: Complete = (quotes) => this.completed(visibility, quotes, input.asOf);
    if (!writer) {
      const quotes = await complete(quotesOf(planned?.plan.kind ?? null, steps));
      return draftQuotes(await this.amended(visibility, quotes, asking), emit);
    }
    const passages = mergedPassages(steps.flatMap(({ reading }) => reading ?? []));
    const assignment = {
      ...writer,
      answerMode: input.answerMode === 'quote_only' ? ('quote_only' as const) : ('auto' as const),
      question: input.question,
      previousQuestion: input.previous?.question ?? null,
      boundary: input.boundary ?? null,
      passages,
      neighbours: await this.surroundings.of(visibility, passages, input.asOf),
    };
    return draftWithModel(assignment, this.support, complete, emit, signal);
  }

  private async onPages(visibility: Visibility, draft: Draft): Promise<Draft> {
    const { citations } = draft.settled;
    const revisions = revisionsOfManyPages(citations, draft.read);
    if (revisions.length === 0) return draft;
    const pages = await this.surroundings.pagesOf(visibility, revisions);
    return { ...draft, settled: { ...draft.settled, citations: placeOnPages(citations, pages) } };
  }

  /** Quotations with what changes the clauses that they quote, as far as it is among what was found, or a search for it finds it. */
  private async amended(visibility: Visibility, quotes: readonly Quote[], { input, steps }: Asking): Promise<Quote[]> {
    const read = mergedPassages(steps.flatMap(({ reading }) => reading ?? []));
    const found = new Map<Quote, Quote[]>();
    for (const each of amendable(quotes)) {
      const { passages } = await this.library.find(visibility, input, each.query);
      const all = new Map([...read, ...passages].map((passage) => [passage.chunkId, passage]));
      found.set(each.quote, amendmentsOf(each, [...all.values()]));
    }
    return withAmendments(quotes, found);
  }

  private async completed(visibility: Visibility, quotes: readonly Quote[], asOf: number | null): Promise<Quote[]> {
    const open = quotes.filter(mayNeedMore).map(({ passage }) => passage);
    if (open.length === 0) return [...quotes];
    return completeQuotes(quotes, await this.surroundings.beside(visibility, open, asOf));
  }
}

function isWritingRole(name: string | null): name is WritingRole {
  return MODEL_ROLES.includes(name as ModelRole) && name !== 'embedder' && name !== 'reranker';
}
