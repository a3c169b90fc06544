import type { EvaluationPriority, LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Progress } from './progress.js';
import type { SharedSteps } from './shared-steps.js';

/**
 * One of the texts that a context holds side by side, with what it has read of the last prompt. Prompts are read in chunks
 * of one size that start at the same places however much was kept: the same request gives the same text again.
 */
export class PromptSlot {
  private prompt: readonly Token[] = [];
  /** Whether what is kept of the prompt was read while nobody else was in the context. */
  private wasReadAlone = true;
  private isAlone = true;
  private begunBefore = 0;
  private usedAt = 0;

  /** @param place The sequence's number in its context, from 0: a step holds texts in this order. */
  constructor(
    private readonly sequence: LlamaContextSequence,
    private readonly place: number,
    private readonly chunk: number,
    private readonly steps: SharedSteps,
    private readonly progress: Progress,
  ) {}

  /** Of several free slots the one that has read most of this prompt; among equals the one unused for longest. */
  static best(free: readonly PromptSlot[], prompt: readonly Token[]): PromptSlot {
    return [...free].sort((a, b) => b.kept(prompt) - a.kept(prompt) || a.usedAt - b.usedAt)[0]!;
  }

  get contextSize(): number {
    return this.sequence.contextSize;
  }

  /**
   * Whether the text so far came about as it would in an empty context: its batches held nothing else. Numbers in shared
   * batches differ in their last digits, which may tip the choice between two tokens that are equally likely.
   */
  get isUndisturbed(): boolean {
    this.look();
    return this.isAlone && this.wasReadAlone;
  }

  /**
   * Read a prompt but for its last chunk, from where it differs from the last one.
   * @returns The tokens that are left to read; how many need not be read again.
   * @throws the signal's reason when aborted.
   */
  async read(
    prompt: readonly Token[],
    signal: AbortSignal,
  ): Promise<{ readonly tokens: readonly Token[]; readonly cachedTokens: number }> {
    this.usedAt = performance.now();
    const kept = this.kept(prompt);
    if (kept === 0) this.wasReadAlone = true;
    this.isAlone = this.steps.count === 1;
    this.begunBefore = this.steps.begun;
    const { nextTokenIndex } = this.sequence;
    if (nextTokenIndex > kept)
      await this.steps.between(() => this.sequence.eraseContextTokenRanges([{ start: kept, end: nextTokenIndex }]));
    this.prompt = prompt;
    let at = kept;
    for (; prompt.length - at > this.chunk; at += this.chunk) {
      const tokens = prompt.slice(at, at + this.chunk);
      const read = (): Promise<void> => this.sequence.evaluateWithoutGeneratingNewTokens(tokens);
      await this.steps.reading(() => this.progress.during(read), signal);
      this.look();
      this.wasReadAlone &&= this.isAlone;
    }
    await this.steps.turn();
    signal.throwIfAborted();
    return { tokens: prompt.slice(at), cachedTokens: kept };
  }

  /**
   * The sequence, going on only when the others that share its context are ready. What is left of the prompt takes its turn to be read,
   * as the chunks before it did: two of them in one step would be cut to fit, and the weights read once more for each piece.
   * @param signal Calls off what has not had its turn.
   */
  paced(signal: AbortSignal): Pick<LlamaContextSequence, 'evaluate'> {
    return { evaluate: (...args) => this.evaluate(signal, ...args) };
  }

  private async *evaluate(
    signal: AbortSignal,
    ...[rest, options]: Parameters<LlamaContextSequence['evaluate']>
  ): ReturnType<LlamaContextSequence['evaluate']> {
    // Nobody but our own strategy reads the priority, which is all that the runtime tells it about a text (SharedSteps).
    const tokens = this.sequence.evaluate(rest, { ...options, evaluationPriority: this.place as EvaluationPriority });
    const next = (): ReturnType<typeof tokens.next> => this.progress.during(() => tokens.next());
    try {
      for (let step = await this.steps.reading(next, signal); ; step = await next()) {
        this.look();
        if (step.done) return;
        yield step.value;
        await this.steps.turn();
      }
    } finally {
      await tokens.return();
    }
  }

  /** Tokens at the start that both prompts have, in whole chunks; the last token is always read anew, it begins the answer. */
  private kept(prompt: readonly Token[]): number {
    const most = Math.min(this.prompt.length, prompt.length - 1, this.sequence.nextTokenIndex);
    let length = 0;
    while (length < most && this.prompt[length] === prompt[length]) length++;
    return Math.floor(length / this.chunk) * this.chunk;
  }

  private look(): void {
    if (this.steps.begun !== this.begunBefore) this.isAlone = false;
  }
}
