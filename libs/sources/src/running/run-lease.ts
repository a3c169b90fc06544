import { randomUUID } from 'node:crypto';
import type { RunLeaseRepository } from '../run-lease.repository.js';
import type { SourceRun } from '../source-run.js';

/** As long as the queues wait for a worker before they take it for dead. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 2_000;

/** Why a run was put down before its end. */
export type Interruption = 'cancelled' | 'stopping' | 'lost';

/** What a hold tells of while it lasts. */
export interface LeaseWatch {
  /** The run was found to be still this process's, and wanted. */
  readonly onHeld: (run: SourceRun) => Promise<unknown>;
  /** It could not be found out whether it is. */
  readonly onError: (error: unknown) => void;
}

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
    private readonly leases: RunLeaseRepository,
    private readonly watch: LeaseWatch,
    private readonly stopping: AbortSignal,
  ) {
    if (stopping.aborted) this.onStop();
    // The signal lives as long as the process, and runs come and go.
    stopping.addEventListener('abort', this.onStop, { once: true });
    this.timer = setInterval(() => void this.renew(), RENEW_EVERY_MS);
  }

  /** @returns Null when the run is nobody's to work on, or another process has it. */
  static async take(
    leases: RunLeaseRepository,
    runId: string,
    stopping: AbortSignal,
    watch: LeaseWatch,
  ): Promise<RunLease | null> {
    const owner = randomUUID();
    const run = await leases.claim(runId, owner, LEASE_MS);
    return run && new RunLease(run, owner, leases, watch, stopping);
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** End the hold. An unfinished run can be gone on with at once, unless another process has it already. */
  async drop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.removeEventListener('abort', this.onStop);
    if (this.interruption === 'stopping') await this.leases.release(this.run.id, this.owner);
  }

  private async renew(): Promise<void> {
    try {
      const { isOurs, isCancelled } = await this.leases.renew(this.run.id, this.owner, LEASE_MS);
      if (!isOurs) this.interrupt('lost');
      else if (isCancelled) this.interrupt('cancelled');
      else await this.watch.onHeld(this.run);
    } catch (error) {
      this.watch.onError(error);
    }
  }

  private interrupt(why: Interruption): void {
    this.interruption ??= why;
    this.ending.abort();
  }
}
