import { Injectable } from '@nestjs/common';
import type { Passage, Visibility } from '#knowledge';
import { Generator, type GeneratorModel } from '#models';
import { RetrievePassages, type Retrieval } from '#retrieval';
import type { AnswerProgress, AnswerTrace, GenerationParameters, QuestionInput, Rewrite } from './answer-trace.js';
import { bindAnswer } from './evidence/bind-answer.js';
import { settleAnswer, type SettledAnswer } from './evidence/settle-answer.js';
import { composePrompt, type ComposedPrompt } from './generating/compose-prompt.js';
import { generate, type Generated } from './generating/generate.js';
import { declines, parseOutput } from './generating/parse-output.js';
import { analyseQuestion, type AnalysedQuestion } from './question/analyse-question.js';
import { condenseFollowUp } from './question/condense-follow-up.js';
import { questionKind } from './question/question-kind.js';
import { quoteAnswer } from './quoting/quote-answer.js';
import { readPassages } from './quoting/read-passages.js';
import { scoreSentences, type ScoredSentence } from './quoting/score-sentences.js';
import { shouldAbstain, weighEvidence, type Evidence, type Refusal } from './quoting/should-abstain.js';
import { weighTerms } from './quoting/weigh-terms.js';

/** Passages retrieved: enough to tell rare words from common ones. */
const RETRIEVED_PASSAGES = 40;
/** The best of them, whose sentences may answer. */
const READ_PASSAGES = 24;
/** Assumed where a server does not say how much its model can read. */
const DEFAULT_CONTEXT_TOKENS = 4096;
const MOST_ANSWER_TOKENS = 1024;
/** A cautious share for the tokens that a chat template adds and that the estimate misses. */
const PROMPT_SHARE = 0.9;
const SEED = 7;

type Emit = (event: AnswerProgress) => void;

interface Reading {
  readonly question: AnalysedQuestion;
  readonly retrieval: Retrieval;
  readonly rewrites: readonly Rewrite[];
  readonly query: string;
  readonly scored: readonly ScoredSentence[];
  readonly evidence: Evidence;
}

/** What one of the two answerers made of a reading. */
interface Draft {
  readonly settled: SettledAnswer;
  readonly refusal: Refusal | null;
  readonly generation: {
    readonly prompt: ComposedPrompt;
    readonly written: Generated;
    readonly parameters: GenerationParameters;
  } | null;
}

const NOTHING: SettledAnswer = { sentences: [], citations: [], dropped: [] };

/** Turns a question into an answer that cites stored sentences, or a refusal that says why, and keeps the trace of how. */
@Injectable()
export class AnswerQuestion {
  constructor(
    private readonly passages: RetrievePassages,
    private readonly generator: Generator,
  ) {}

  /**
   * @param emit Told of stages, provisional text and final citations, in that order.
   * @returns The whole trace; a refusal is a result, not an error.
   * @throws GenerationFailed when the model stops half-way; the signal's reason when aborted; what retrieval and models throw.
   */
  async run(visibility: Visibility, input: QuestionInput, emit: Emit, signal: AbortSignal): Promise<AnswerTrace> {
    const marks = [performance.now()];
    const mark = () => void marks.push(performance.now());
    signal.throwIfAborted();
    const model = input.mode === 'quoted' ? null : await this.generator.model();
    const reading = await this.read(visibility, input, model === null ? 'quoted' : 'generated', emit, mark);
    signal.throwIfAborted();
    mark();

    emit({ type: 'stage', stage: 'answering' });
    const refusal = shouldAbstain(input.documentsSearched, reading.evidence);
    const draft = refusal
      ? { settled: NOTHING, refusal, generation: null }
      : model
        ? await this.write(model, reading, input, emit, signal)
        : quote(reading, emit);
    mark();
    for (const citation of draft.settled.citations) emit({ type: 'citation', citation });
    return traceOf(reading, model, draft, marks);
  }

  private async read(
    visibility: Visibility,
    input: QuestionInput,
    answerer: 'quoted' | 'generated',
    emit: Emit,
    mark: () => void,
  ): Promise<Reading> {
    emit({ type: 'stage', stage: 'retrieving' });
    const rewrite = condenseFollowUp(input.previous, input.question);
    const query = rewrite?.to ?? input.question;
    const { tables, embedder = null, collections, filter, asOf } = input;
    const retrieval = await this.passages.run(visibility, {
      query,
      tables,
      embedder,
      collections,
      filter,
      asOf,
      mode: 'hybrid',
      limit: RETRIEVED_PASSAGES,
    });
    mark();
    emit({ type: 'stage', stage: 'reading' });
    // What kind of answer is wanted follows from the question as asked; what it is about, also from the words added.
    const question = { ...analyseQuestion(query), kind: questionKind(input.question) };
    const sentences = readPassages(retrieval.passages);
    const terms = weighTerms(question, sentences);
    const scored = scoreSentences(
      question,
      terms,
      sentences.filter(({ passageIndex }) => passageIndex < READ_PASSAGES),
    );
    const evidence = weighEvidence(question, terms, scored, answerer);
    return { question, retrieval, rewrites: rewrite ? [rewrite] : [], query, scored, evidence };
  }

  private async write(
    model: GeneratorModel,
    reading: Reading,
    input: QuestionInput,
    emit: Emit,
    signal: AbortSignal,
  ): Promise<Draft> {
    const contextTokens = model.contextTokens ?? DEFAULT_CONTEXT_TOKENS;
    const parameters = {
      temperature: 0,
      seed: SEED,
      maxTokens: Math.min(MOST_ANSWER_TOKENS, Math.floor(contextTokens / 4)),
    };
    const budget = Math.floor(PROMPT_SHARE * (contextTokens - parameters.maxTokens));
    const prompt = composePrompt(input.question, reading.retrieval.passages, budget, input.previous?.question ?? null);
    const { messages } = prompt;
    const written = await generate(
      this.generator,
      { messages, ...parameters },
      (text) => emit({ type: 'token', text }),
      signal,
    );
    emit({ type: 'stage', stage: 'checking' });
    const { sentences, citations } = bindAnswer(parseOutput(written.output), prompt.passages);
    const settled = settleAnswer(sentences, citations, prompt.passages);
    const refusal = refusalOf(settled);
    return { settled: refusal ? NOTHING : settled, refusal, generation: { prompt, written, parameters } };
  }
}

function quote(reading: Reading, emit: Emit): Draft {
  const { sentences, citations } = quoteAnswer(reading.scored);
  emit({ type: 'stage', stage: 'checking' });
  const settled = settleAnswer(sentences, citations, reading.retrieval.passages);
  settled.sentences.forEach(({ text }, i) => emit({ type: 'token', text: i === 0 ? text : `\n${text}` }));
  return {
    settled,
    refusal: settled.sentences.length === 0 ? unsupported('No whole sentence could be quoted.') : null,
    generation: null,
  };
}

/** A model's answer counts when at least one sentence of it rests on the documents. */
function refusalOf({ sentences }: SettledAnswer): Refusal | null {
  if (sentences.some(({ support, text }) => support !== 'unsupported' && !declines(text))) return null;
  if (sentences.some(({ text }) => declines(text))) {
    return {
      code: 'answer.model_declined',
      message: 'The model read the passages that were found and says that they do not answer the question.',
    };
  }
  return unsupported(
    sentences.length === 0
      ? 'The model wrote nothing.'
      : 'Nothing that the model wrote is supported by the passages that were found.',
  );
}

function unsupported(message: string): Refusal {
  return { code: 'answer.unsupported', message: `${message} Ask again in other words, or look at the passages.` };
}

function traceOf(reading: Reading, model: GeneratorModel | null, draft: Draft, marks: readonly number[]): AnswerTrace {
  const { passages, ...retrieval } = reading.retrieval;
  const { settled, refusal, generation } = draft;
  const mode = model === null ? 'quoted' : 'generated';
  const [begun, retrieved, read, ended] = marks as [number, number, number, number];
  return {
    outcome: refusal ? 'refused' : 'answered',
    mode,
    answer: settled.sentences.map(({ text }) => text).join(mode === 'quoted' ? '\n' : ' '),
    sentences: settled.sentences,
    citations: settled.citations,
    refusal,
    passages: passages.map((passage) => ({ ...passage, promptNumber: promptNumber(generation?.prompt, passage) })),
    prompt: generation && {
      templateSha256: generation.prompt.templateSha256,
      messagesSha256: generation.prompt.messagesSha256,
    },
    model,
    parameters: generation?.parameters ?? null,
    rewrites: reading.rewrites,
    tokenCounts: generation && {
      prompt: generation.written.promptTokens,
      completion: generation.written.completionTokens,
    },
    rawOutput: generation?.written.output ?? null,
    reasoning: generation?.written.reasoning ?? null,
    retrieval: { ...retrieval, query: reading.query, limit: RETRIEVED_PASSAGES, evidence: reading.evidence },
    timingsMs: { retrieve: retrieved - begun, read: read - retrieved, answer: ended - read, total: ended - begun },
    warnings: warningsOf(reading, draft),
  };
}

function promptNumber(prompt: ComposedPrompt | undefined, passage: Passage): number | null {
  const place = prompt?.passages.findIndex(({ chunkId }) => chunkId === passage.chunkId) ?? -1;
  return place < 0 ? null : place + 1;
}

function warningsOf({ retrieval }: Reading, { settled, generation }: Draft): AnswerTrace['warnings'] {
  const warnings: { code: string; message: string }[] = [];
  if (retrieval.degraded)
    warnings.push({
      code: 'answer.keywords_only',
      message: 'The embedder was not available: searched by keywords alone.',
    });
  if (generation?.written.finishReason === 'length') {
    warnings.push({
      code: 'answer.cut_short',
      message: 'The model reached its limit of tokens: the answer may be incomplete.',
    });
  }
  if (settled.dropped.length > 0) {
    warnings.push({
      code: 'answer.citation_dropped',
      message: `${settled.dropped.length} citations did not match the stored text and were dropped.`,
    });
  }
  return warnings;
}
