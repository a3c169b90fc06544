import type { Passage } from '#knowledge';
import { type Generator, type GeneratorModel, ModelContextExceeded } from '#models';
import { GenerationFailed } from '../answer-errors.js';
import type { AnswerMode, AnswerProgress, AnswerTrace, GenerationParameters } from '../answer-trace.js';
import { QuotesReader, SentencesReader } from './answer-reader.js';
import { quotesSchema, sentencesSchema } from './answer-schema.js';
import { composePrompt, newBoundary, type ComposedPrompt } from './compose-prompt.js';
import { generate, type Generated } from './generate.js';
import type { WrittenSentence } from './parse-output.js';
import { quotationsOf, type Quote } from '../quoting/select-quotes.js';

/** Assumed where a server does not say how much its model can read. */
const DEFAULT_CONTEXT_TOKENS = 4096;
const MOST_ANSWER_TOKENS = 1024;
/** A cautious share for the tokens that a chat template adds and that the estimate misses. */
const PROMPT_SHARE = 0.9;
const LEAST_SHARE = 0.2;
const SEED = 7;

/** What a model is to write from: only these passages, never the library. */
export interface Assignment {
  readonly generator: Generator;
  readonly model: GeneratorModel;
  readonly answerMode: Exclude<AnswerMode, 'quoted'>;
  readonly question: string;
  readonly previousQuestion: string | null;
  /** To repeat a prompt; a random one when null or absent. */
  readonly boundary?: string | null;
  /** Best first. */
  readonly passages: readonly Passage[];
  /** What surrounds the best of them, by chunk id; see `composePrompt`. */
  readonly neighbours: ReadonlyMap<string, readonly Passage[]>;
}

/** What a model wrote, as read. */
export interface Writing {
  readonly prompt: ComposedPrompt;
  readonly written: Generated;
  readonly parameters: GenerationParameters;
  readonly constraint: NonNullable<AnswerTrace['constraint']>;
  /** Written sentences; none in `quote_only`. */
  readonly sentences: readonly WrittenSentence[];
  /** Chosen sentences as they are quoted; none in `auto`. */
  readonly chosen: readonly Quote[];
}

/**
 * Let a model answer from passages, in the form that its mode constrains it to.
 * @throws GenerationFailed when it stops half-way; ModelBusy, ModelOverdue, ModelRestarting, ModelTimedOut; the signal's reason when aborted.
 */
export async function writeAnswer(
  assignment: Assignment,
  emit: (event: AnswerProgress) => void,
  signal: AbortSignal,
): Promise<Writing> {
  // Tokens are estimated; a text that takes more of them than most gets a shorter prompt.
  for (let share = PROMPT_SHARE; ; share /= 2) {
    try {
      return await writeWithin(share, assignment, emit, signal);
    } catch (error) {
      const isTooLong = error instanceof GenerationFailed && error.cause instanceof ModelContextExceeded;
      if (!isTooLong || share < LEAST_SHARE) throw error;
    }
  }
}

async function writeWithin(
  share: number,
  { generator, model, answerMode, question, previousQuestion, passages, neighbours, boundary }: Assignment,
  emit: (event: AnswerProgress) => void,
  signal: AbortSignal,
): Promise<Writing> {
  const contextTokens = model.contextTokens ?? DEFAULT_CONTEXT_TOKENS;
  const maxTokens = Math.min(MOST_ANSWER_TOKENS, Math.floor(contextTokens / 4));
  const parameters = { temperature: 0, seed: SEED, maxTokens };
  const task = answerMode === 'quote_only' ? 'quotes' : 'sentences';
  const prompt = composePrompt({
    ...{ task, question, passages, neighbours, previousQuestion },
    budgetTokens: Math.floor(share * (contextTokens - maxTokens)),
    boundary: boundary ?? newBoundary(),
  });
  const { messages } = prompt;
  const choices = task === 'quotes' ? prompt.sentences.length : prompt.passages.length;
  const jsonSchema = task === 'quotes' ? quotesSchema(choices) : sentencesSchema(choices);
  const listener = {
    onText: (text: string) => emit({ type: 'token', text }),
    onReasoning: (text: string) => emit({ type: 'reasoning', text }),
  };
  const namedBy = (numbers: readonly number[]) => numbers.flatMap((n) => prompt.sentences[n - 1] ?? []);
  const textsOf = (numbers: readonly number[]) => quotationsOf(namedBy(numbers)).map(({ text }) => text);
  const newReader = () => (task === 'quotes' ? new QuotesReader(textsOf) : new SentencesReader());
  let reader = newReader();
  let written = await generate(generator, { messages, ...parameters, jsonSchema }, reader, listener, signal);
  // A model that thinks first may take its thoughts for the JSON that was asked for, and then say nothing.
  if (written.output.trim() === '' && written.isConstrained) {
    reader = newReader();
    written = await generate(generator, { messages, ...parameters }, reader, listener, signal);
  }
  return {
    ...{ prompt, written, parameters },
    constraint: { schema: written.isConstrained ? task : 'none', isKept: reader.isJson },
    sentences: reader instanceof SentencesReader ? reader.written() : [],
    chosen: reader instanceof QuotesReader ? quotationsOf(namedBy(reader.chosen())) : [],
  };
}
