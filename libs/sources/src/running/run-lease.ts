import { randomUUID } from 'node:crypto';
import type { RunRepository, SourceRun } from '../run.repository.js';

/** As long as the queues wait for a worker before they take it for dead. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 2_000;

/** Why a run was put down before its end. */
export type Interruption = 'cancelled' | 'stopping' | 'lost';

/**
 * One process's hold on a run. While it is held, `signal` aborts when somebody cancels the run, when the process is to stop,
 * or when another process has taken over because this one was silent for too long.
 */
export class RunLease {
  private readonly ending = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly onStop = () => this.interrupt('stopping');
  interruption: Interruption | null = null;

  private constructor(
    readonly run: SourceRun,
    private readonly owner: string,
    private readonly runs: RunRepository,
    private readonly onError: (error: unknown) => void,
    private readonly stopping: AbortSignal,
  ) {
    if (stopping.aborted) this.onStop();
    // The signal lives as long as the process, and runs come and go.
    stopping.addEventListener('abort', this.onStop, { once: true });
    this.timer = setInterval(() => void this.renew(), RENEW_EVERY_MS);
  }

  /** @returns Null when the run is nobody's to work on, or another process has it. */
  static async take(
    runs: RunRepository,
    runId: string,
    stopping: AbortSignal,
    onError: (error: unknown) => void,
  ): Promise<RunLease | null> {
    const owner = randomUUID();
    const run = await runs.claim(runId, owner, LEASE_MS);
    return run && new RunLease(run, owner, runs, onError, stopping);
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** End the hold. An unfinished run can be gone on with at once, unless another process has it already. */
  async drop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.removeEventListener('abort', this.onStop);
    if (this.interruption === 'stopping') await this.runs.release(this.run.id, this.owner);
  }

  private async renew(): Promise<void> {
    try {
      const { isOurs, isCancelled } = await this.runs.renew(this.run.id, this.owner, LEASE_MS);
      if (!isOurs) this.interrupt('lost');
      else if (isCancelled) this.interrupt('cancelled');
      else await this.runs.saveCounts(this.run);
    } catch (error) {
      this.onError(error);
    }
  }

  private interrupt(why: Interruption): void {
    this.interruption ??= why;
    this.ending.abort();
  }
}
