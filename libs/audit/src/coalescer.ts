interface Waiting<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does the work of callers that come while it is busy in one go, in the order in which they came. One go at a time.
 * When it fails, all who were part of it hear the same error.
 */
export class Coalescer<Input, Output> {
  private waiting: Waiting<Input, Output>[] = [];
  private isBusy = false;

  /** @param work Gives an output for each input, in order. */
  constructor(private readonly work: (inputs: readonly Input[]) => Promise<readonly Output[]>) {}

  run(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      if (!this.isBusy) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0);
      try {
        const outputs = await this.work(group.map(({ input }) => input));
        group.forEach(({ resolve }, i) => resolve(outputs[i]!));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.isBusy = false;
  }
}
