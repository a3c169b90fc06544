/** Of the time that goes by, what a process that waits for ever still computes: it answers who asks after its health. */
const IDLE_SHARE = 0.02;

interface Job {
  movedAt: number;
  cpuAt: number;
}

/**
 * Tells work that goes on from work that hangs: whoever runs native code says when it begins, moves on and ends. Nothing
 * else can tell from outside, because a hung thread leaves the event loop free.
 */
export class Progress {
  private readonly jobs = new Set<Job>();

  /**
   * For tests, other clocks, in milliseconds.
   * @param cpu Processor time that this process has used.
   */
  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly cpu: () => number = processorMs,
  ) {}

  /** Work that shows life by calling `moved`, or by ending. */
  async during<T>(work: (moved: () => void) => Promise<T>): Promise<T> {
    const job: Job = { movedAt: this.now(), cpuAt: this.cpu() };
    this.jobs.add(job);
    try {
      return await work(() => {
        job.movedAt = this.now();
        job.cpuAt = this.cpu();
      });
    } finally {
      this.jobs.delete(job);
    }
  }

  /**
   * Milliseconds that some work in progress has shown no life; 0 when there is none. Where it computes, the processor time
   * counts rather than the clock: on a machine that has no time for it, work is slow and does not hang.
   */
  get stalledMs(): number {
    const [now, cpu] = [this.now(), this.cpu()];
    const stalls = [...this.jobs].map(({ movedAt, cpuAt }) => {
      const [passed, used] = [now - movedAt, cpu - cpuAt];
      return used < passed * IDLE_SHARE ? passed : Math.min(passed, used);
    });
    return Math.max(0, ...stalls);
  }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
