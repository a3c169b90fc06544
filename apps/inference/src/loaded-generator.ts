import type { LlamaContext, LlamaGrammar, LlamaModel } from 'node-llama-cpp';
import { ModelContextExceeded, ModelOverdue, ModelRequestFailed, machineMemory } from '#models';
import type { GenerationEvent, GenerationRequest, ReplyReader, StoredModel } from '#models';
import { ChatFormat } from './chat-format.js';
import { END_OF_JSON, writeReply } from './chat-writer.js';
import type { LlamaRuntime } from './llama-runtime.js';
import type { Progress } from './progress.js';
import { contextOptions, paceOf } from './prompt-context.js';
import { PromptSlot } from './prompt-slot.js';
import type { KnownPaces } from './reading-pace.js';
import { SharedSteps } from './shared-steps.js';
import { WorkLanes } from './work-lanes.js';

const MOST_CONTEXT = 8_192;
/** Answers written side by side where memory allows: they share each step, so the weights are read once for all of them. */
const PARALLEL = 4;
/** Of the machine's memory, what the prompts of all answers together may take. */
const MEMORY_SHARE = 0.25;
/** Answers that may wait for their turn; the next is told to come back. */
const WAITING_LINE = 8;
/** Room for an answer without which a prompt counts as too long. */
const LEAST_ANSWER = 16;

/** Tokens of prompt and answer together that the host makes room for. A file that says 0 does not say it. */
export const generationTokens = (trainedContext: number | null): number =>
  trainedContext ? Math.min(trainedContext, MOST_CONTEXT) : MOST_CONTEXT;

/** What one model may take of the machine and of its callers' patience. */
export interface GeneratorLimits {
  readonly threads: number;
  /** Answers written side by side; null: as many as memory allows, up to four. */
  readonly parallel: number | null;
  /** Longest wait for a turn, in milliseconds. */
  readonly waitMs: number;
  readonly paces: KnownPaces;
}

type Emit = (event: GenerationEvent) => void;

interface Prepared {
  readonly request: GenerationRequest;
  readonly prompt: ReturnType<ChatFormat['prompt']>['tokens'];
  readonly reader: ReplyReader;
  readonly grammar: LlamaGrammar | undefined;
}

/**
 * A generator in memory, with a sequence of its context for each answer that it writes side by side. Its owner disposes
 * it.
 */
export class LoadedGenerator {
  private readonly lanes: WorkLanes<PromptSlot>;
  private readonly format: ChatFormat;

  private constructor(
    private readonly runtime: LlamaRuntime,
    private readonly model: LlamaModel,
    private readonly context: LlamaContext,
    chunk: number,
    private readonly steps: SharedSteps,
    private readonly limits: GeneratorLimits,
    private readonly progress: Progress,
  ) {
    this.format = ChatFormat.of(model);
    const slots = Array.from({ length: context.totalSequences }, () => context.getSequence());
    this.lanes = new WorkLanes(slots.map((sequence, place) => new PromptSlot(sequence, place, chunk, steps, progress)));
  }

  static async load(
    runtime: LlamaRuntime,
    stored: StoredModel,
    limits: GeneratorLimits,
    progress: Progress,
    moved: () => void,
  ): Promise<LoadedGenerator> {
    const model = await runtime.loadModel(stored, moved);
    try {
      const contextSize = generationTokens(model.trainContextSize);
      const sequences = limits.parallel ?? (await parallelWithin(model, contextSize, machineMemory() * MEMORY_SHARE));
      const pace = await paceOf({ runtime, ...limits }, model, stored, moved);
      const steps = new SharedSteps();
      const context = await model.createContext({
        ...contextOptions(pace, runtime, sequences),
        contextSize,
        sequences,
        threads: limits.threads,
        batching: { itemPrioritizationStrategy: steps.strategy },
      });
      return new LoadedGenerator(runtime, model, context, pace.chunk, steps, limits, progress);
    } catch (error) {
      await model.dispose();
      throw error;
    }
  }

  /**
   * Write an answer; events arrive as they are written, `done` last.
   * @throws ModelBusy when too many answers wait already; ModelOverdue when this one has waited for too long;
   *   ModelContextExceeded; ModelRequestFailed for a schema that cannot be turned into a grammar; the signal's reason when aborted.
   */
  async generate(request: GenerationRequest, emit: Emit, signal: AbortSignal): Promise<void> {
    this.lanes.admit(1, WAITING_LINE);
    const grammar = await this.grammarOf(request.jsonSchema);
    const { tokens: prompt, reader } = this.format.prompt(request.messages, {
      reasoning: request.reasoning ?? 'auto',
      isConstrained: grammar !== undefined,
      stops: grammar ? [END_OF_JSON] : [],
    });
    this.lanes.admit(1, WAITING_LINE);
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new ModelOverdue("Other answers took this one's turn for too long. Ask again in a moment.")),
      this.limits.waitMs,
    );
    const work = (slot: PromptSlot): Promise<void> => {
      clearTimeout(timer);
      return this.write(slot, { request, prompt, reader, grammar }, emit, signal);
    };
    const pick = (free: readonly PromptSlot[]): PromptSlot => PromptSlot.best(free, prompt);
    try {
      await this.lanes.run(work, { isUrgent: false, signal: AbortSignal.any([signal, late.signal]), pick });
    } finally {
      clearTimeout(timer);
    }
  }

  private async write(
    slot: PromptSlot,
    { request, prompt, reader, grammar }: Prepared,
    emit: Emit,
    signal: AbortSignal,
  ): Promise<void> {
    const promptTokens = prompt.length;
    const room = slot.contextSize - promptTokens - 1;
    if (room < Math.min(LEAST_ANSWER, request.maxTokens))
      throw new ModelContextExceeded(
        `The prompt has ${promptTokens} tokens and this model reads ${slot.contextSize}. Ask for fewer or shorter passages.`,
        { particulars: { promptTokens, contextTokens: slot.contextSize } },
      );
    const done = await this.steps.run(async () => {
      const { tokens, cachedTokens } = await slot.read(prompt, signal);
      const written = await writeReply(
        {
          library: this.runtime.library,
          model: this.model,
          sequence: slot.paced(signal),
          format: this.format,
          reader,
          tokens,
          grammar,
          maxTokens: Math.min(request.maxTokens, room),
          temperature: request.temperature,
          seed: request.seed,
          signal,
        },
        emit,
      );
      return { ...written, cachedTokens, ranAlone: slot.isUndisturbed };
    });
    emit({ type: 'done', promptTokens, ...done });
  }

  /** Bytes of memory that the model's work may take besides its weights. */
  get contextBytes(): number {
    return this.context.memoryUsage.ram;
  }

  private async grammarOf(schema: Record<string, unknown> | undefined): Promise<LlamaGrammar | undefined> {
    if (!schema) return undefined;
    try {
      // The runtime's own type of schema is narrower than JSON Schema; what it cannot express it refuses here.
      return await this.runtime.llama.createGrammarForJsonSchema(schema as never);
    } catch (cause) {
      throw new ModelRequestFailed('The JSON schema uses something that this runtime cannot enforce.', {
        cause,
        particulars: { why: 'schema' },
      });
    }
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
    await this.model.dispose();
  }
}

/** How many answers of this context's size fit into a part of memory, up to four; at least one. */
async function parallelWithin(model: LlamaModel, contextSize: number, bytes: number): Promise<number> {
  for (let sequences = PARALLEL; sequences > 1; sequences /= 2) {
    const needs = await model.fileInsights.estimateContextResourceRequirementsV2({
      // Of each answer: the runtime multiplies by the sequences itself.
      contextSize,
      modelGpuLayers: model.gpuLayers,
      sequences,
    });
    if (needs.cpuRam + needs.gpuVram <= bytes) return sequences;
  }
  return 1;
}
