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
  private paused: Promise<void> | null = null;

  /** Wait for every running text; single tokens first, so that a prompt being read delays nobody; then prompts in their order. */
  readonly strategy: CustomBatchingPrioritizationStrategy = ({ items, size }) => {
    // An empty step costs the runtime nothing and lets those that are about to queue their token do so.
    if (items.length < this.running && this.waited++ < PATIENCE) return [];
    this.waited = 0;
    let left = size;
    return [...items]
      .sort((a, b) => Number(a.tokens.length > 1) - Number(b.tokens.length > 1))
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
