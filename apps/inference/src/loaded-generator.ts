import type { ChatWrapper, LlamaContext, LlamaContextSequence, LlamaGrammar, LlamaModel, Token } from 'node-llama-cpp';
import { ModelContextExceeded, ModelRequestFailed, ModelUnavailable } from '#models';
import type { GenerationEvent, GenerationRequest, StoredModel } from '#models';
import { toChatHistory } from './chat-history.js';
import { chatWrapperFor } from './chat-wrapper.js';
import type { LlamaRuntime } from './llama-runtime.js';
import { WorkLanes } from './work-lanes.js';

const MOST_CONTEXT = 8_192;
/** On a CPU answers are written one at a time: two at once would be no faster together, and each would depend on the other's batches. */
const PARALLEL = { cpu: 1, gpu: 4 };
/** Small batches read a prompt faster on a CPU (measured 1.12 times against 512). */
const BATCH = { cpu: 128, gpu: 512 };
/** Answers that may wait for their turn; the next is told to come back. */
const WAITING_LINE = 8;
/** Room for an answer without which a prompt counts as too long. */
const LEAST_ANSWER = 16;

/** Tokens of prompt and answer together that the host makes room for. */
export const generationTokens = (trainedContext: number | null): number =>
  Math.min(trainedContext ?? MOST_CONTEXT, MOST_CONTEXT);

type Emit = (event: GenerationEvent) => void;

export class LoadedGenerator {
  private readonly lanes: WorkLanes<LlamaContextSequence>;
  private readonly prompts = new WeakMap<LlamaContextSequence, readonly Token[]>();

  private constructor(
    private readonly runtime: LlamaRuntime,
    private readonly model: LlamaModel,
    private readonly context: LlamaContext,
    private readonly chatWrapper: ChatWrapper,
  ) {
    this.lanes = new WorkLanes(Array.from({ length: context.totalSequences }, () => context.getSequence()));
  }

  static async load(runtime: LlamaRuntime, stored: StoredModel, threads: number): Promise<LoadedGenerator> {
    const model = await runtime.loadModel(stored);
    try {
      const device = runtime.hasGpu ? 'gpu' : 'cpu';
      const contextSize = generationTokens(model.trainContextSize);
      const context = await model.createContext({
        contextSize,
        batchSize: BATCH[device],
        sequences: PARALLEL[device],
        threads,
      });
      return new LoadedGenerator(runtime, model, context, chatWrapperFor(runtime.library, model));
    } catch (error) {
      await model.dispose();
      throw error;
    }
  }

  /**
   * Write an answer; events arrive as they are written, `done` last.
   * @throws ModelUnavailable when too many answers wait already; ModelContextExceeded; ModelRequestFailed for a schema that
   *   cannot be turned into a grammar; the signal's reason when aborted.
   */
  async generate(request: GenerationRequest, emit: Emit, signal: AbortSignal): Promise<void> {
    const grammar = await this.grammarOf(request.jsonSchema);
    if (this.lanes.waiting >= WAITING_LINE)
      throw new ModelUnavailable('Many answers are being written already. Ask again in a moment.');
    await this.lanes.run((sequence) => this.write(sequence, request, grammar, emit, signal), {
      isUrgent: false,
      signal,
    });
  }

  private async write(
    sequence: LlamaContextSequence,
    request: GenerationRequest,
    grammar: LlamaGrammar | undefined,
    emit: Emit,
    signal: AbortSignal,
  ): Promise<void> {
    const history = toChatHistory(request.messages);
    const { contextText } = this.chatWrapper.generateContextState({ chatHistory: history });
    const prompt = contextText.tokenize(this.model.tokenizer);
    const promptTokens = prompt.length;
    const room = sequence.contextSize - promptTokens - 1;
    if (room < Math.min(LEAST_ANSWER, request.maxTokens))
      throw new ModelContextExceeded(
        `The prompt has ${promptTokens} tokens and this model reads ${sequence.contextSize}. Ask for fewer or shorter passages.`,
      );

    await this.keepCommonStart(sequence, prompt);
    const chat = new this.runtime.library.LlamaChat({ contextSequence: sequence, chatWrapper: this.chatWrapper });
    let completionTokens = 0;
    try {
      const { metadata } = await chat.generateResponse(history, {
        ...(grammar ? { grammar } : {}),
        maxTokens: Math.min(request.maxTokens, room),
        temperature: request.temperature,
        seed: request.seed,
        signal,
        onResponseChunk: ({ type, text, tokens }) => {
          completionTokens += tokens.length;
          if (text !== '') emit({ type: type === 'segment' ? 'reasoning' : 'token', text });
        },
      });
      emit({
        type: 'done',
        finishReason: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
        promptTokens,
        completionTokens,
      });
    } finally {
      chat.dispose();
    }
  }

  /**
   * Keep what the sequence has read already of this prompt (the instructions, mostly), in whole batches: so every batch is
   * made up as if the prompt had been read from the start, and the same request gives the same text again.
   */
  private async keepCommonStart(sequence: LlamaContextSequence, prompt: readonly Token[]): Promise<void> {
    const before = this.prompts.get(sequence) ?? [];
    const { batchSize } = this.context;
    // The last token is always read anew; its outcome begins the answer.
    const kept = Math.floor(commonStart(before, prompt.slice(0, -1)) / batchSize) * batchSize;
    await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
    this.prompts.set(sequence, prompt);
  }

  private async grammarOf(schema: Record<string, unknown> | undefined): Promise<LlamaGrammar | undefined> {
    if (!schema) return undefined;
    try {
      // The runtime's own type of schema is narrower than JSON Schema; what it cannot express it refuses here.
      return await this.runtime.llama.createGrammarForJsonSchema(schema as never);
    } catch (cause) {
      throw new ModelRequestFailed('The JSON schema uses something that this runtime cannot enforce.', { cause });
    }
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
    await this.model.dispose();
  }
}

/** Tokens at the start that both have. */
function commonStart(a: readonly Token[], b: readonly Token[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
