import type { CustomBatchingPrioritizationStrategy } from 'node-llama-cpp';

/** Turns of the microtask queue that a step waits for a text that is late; a token is handed on within a few. */
const PATIENCE = 30;

/**
 * Keeps several texts that are written in one context in step. The runtime starts the next step as soon as one text has
 * queued its token, and the text sampled last never makes it: with four texts, steps of three and one (measured).
 */
export class SharedSteps {
  private running = 0;
  private started = 0;
  private waited = 0;
  private wroteLast = false;
  private paused: Promise<void> | null = null;
  /** Texts that wait for their turn to read, and the last one's end. */
  private inLine = 0;
  private lastRead: Promise<void> = Promise.resolve();

  /**
   * Wait for every running text; then its tokens and a prompt's chunk in turns. In one step the runtime would cut the chunk into a row
   * beside the tokens and a rest, for which it reads the weights once more and computes odd rows one by one (ADR 0009).
   * Tokens are handed on in the order of their sequences (`evaluationPriority`): llama.cpp puts only texts that follow one another by number into
   * one computation, so that four in another order are up to four computations of one row.
   */
  readonly strategy: CustomBatchingPrioritizationStrategy = ({ items, size }) => {
    // An empty step costs the runtime nothing and lets those that are about to queue their token do so.
    if (items.length < this.running - this.inLine && this.waited++ < PATIENCE) return [];
    this.waited = 0;
    const written = items
      .filter(({ tokens }) => tokens.length === 1)
      .sort((a, b) => a.evaluationPriority - b.evaluationPriority);
    const read = items.filter(({ tokens }) => tokens.length > 1);
    this.wroteLast = written.length > 0 && !(this.wroteLast && read.length > 0);
    let left = size;
    return (this.wroteLast ? written : read)
      .map((item) => {
        const processAmount = Math.min(left, item.tokens.length);
        left -= processAmount;
        return { item, processAmount };
      })
      .filter(({ processAmount }) => processAmount > 0);
  };

  /** Texts being written or read now. */
  get count(): number {
    return this.running;
  }

  /** Texts ever begun. */
  get begun(): number {
    return this.started;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.running++;
    this.started++;
    try {
      return await work();
    } finally {
      this.running--;
    }
  }

  /** To be awaited between two steps of a text. */
  async turn(): Promise<void> {
    while (this.paused) await this.paused;
  }

  /**
   * Read a chunk of a prompt, or its rest, when those of others that came before have been read. A chunk that waits here can still be called off; what
   * the runtime has been handed is computed, whoever has left.
   * @throws the signal's reason when it was aborted before the chunk's turn came.
   */
  async reading<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const before = this.lastRead;
    let end: () => void = () => undefined;
    this.lastRead = new Promise((resolve) => (end = resolve));
    this.inLine++;
    await before;
    this.inLine--;
    try {
      await this.turn();
      signal.throwIfAborted();
      return await work();
    } finally {
      end();
    }
  }

  /**
   * Do something that needs the context for itself. It holds its lock for as long as one text after the other queues a
   * token, so all of them pause here.
   */
  async between<T>(work: () => Promise<T>): Promise<T> {
    // Not by way of `turn`: of two that wait here, the second must see the pause of the first.
    while (this.paused) await this.paused;
    let goOn: () => void = () => undefined;
    this.paused = new Promise((resolve) => (goOn = resolve));
    try {
      return await work();
    } finally {
      this.paused = null;
      goOn();
    }
  }
}
