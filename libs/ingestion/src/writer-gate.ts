/**
 * Lets many pass together, or one alone. Whoever wants to be alone waits for those inside and holds up those who come
 * later. Within the one process that writes the index.
 */
export class WriterGate {
  private inside = 0;
  private isClosed = false;
  private readonly waiting: (() => void)[] = [];

  /** Run beside others. */
  async together<T>(work: () => Promise<T>): Promise<T> {
    while (this.isClosed) await this.change();
    this.inside += 1;
    try {
      return await work();
    } finally {
      this.inside -= 1;
      this.announce();
    }
  }

  /** Run with nobody else inside. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.isClosed) await this.change();
    this.isClosed = true;
    try {
      while (this.inside > 0) await this.change();
      return await work();
    } finally {
      this.isClosed = false;
      this.announce();
    }
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private announce(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
