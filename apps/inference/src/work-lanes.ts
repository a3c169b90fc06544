import { ModelBusy } from '#models';

interface Job<Lane> {
  readonly signal: AbortSignal;
  /** Which of several free lanes suits best; any of them when absent. */
  readonly pick: ((free: readonly Lane[]) => Lane) | undefined;
  readonly run: (lane: Lane) => Promise<void>;
}

/** A job leaves the line when its signal is aborted; `pick` chooses among free lanes. */
export interface LaneOptions<Lane> {
  readonly isUrgent: boolean;
  readonly signal: AbortSignal;
  readonly pick?: (free: readonly Lane[]) => Lane;
}

/**
 * Hands jobs to a fixed number of lanes (contexts, sequences), one job a lane at a time. Urgent jobs start before all
 * others; within their kind jobs start in the order they came.
 */
export class WorkLanes<Lane> {
  private readonly free: Lane[];
  private readonly urgent: Job<Lane>[] = [];
  private readonly others: Job<Lane>[] = [];

  constructor(lanes: readonly Lane[]) {
    this.free = [...lanes];
  }

  /** Jobs that have not started and are still wanted. */
  get waiting(): number {
    return [...this.urgent, ...this.others].filter(({ signal }) => !signal.aborted).length;
  }

  /**
   * Refuse what would only lengthen a line that is too long already. An empty line takes a request of any size.
   * @param more Jobs that would join it.
   * @throws ModelBusy
   */
  admit(more: number, most: number): void {
    const { waiting } = this;
    if (waiting > 0 && waiting + more > most)
      throw new ModelBusy('More is asked of this model at once than it lets wait. Ask again in a moment.');
  }

  /** @throws the signal's reason when it was aborted before the job's turn came; whatever the work throws. */
  run<T>(work: (lane: Lane) => Promise<T>, { isUrgent, signal, pick }: LaneOptions<Lane>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => reject(signal.reason as Error);
      signal.addEventListener('abort', leave, { once: true });
      const job: Job<Lane> = {
        signal,
        pick,
        run: async (lane) => {
          signal.removeEventListener('abort', leave);
          try {
            signal.throwIfAborted();
            resolve(await work(lane));
          } catch (error) {
            reject(error);
          }
        },
      };
      (isUrgent ? this.urgent : this.others).push(job);
      this.fill();
    });
  }

  private fill(): void {
    if (this.free.length === 0) return;
    const job = this.urgent.shift() ?? this.others.shift();
    if (!job) return;
    const lane = job.pick?.(this.free) ?? this.free.at(-1)!;
    this.free.splice(this.free.indexOf(lane), 1);
    void job.run(lane).then(() => {
      this.free.push(lane);
      this.fill();
    });
  }
}
