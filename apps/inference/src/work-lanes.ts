interface Job<Lane> {
  readonly signal: AbortSignal;
  readonly run: (lane: Lane) => Promise<void>;
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

  /** @throws the signal's reason when it was aborted before the job's turn came; whatever the work throws. */
  run<T>(
    work: (lane: Lane) => Promise<T>,
    { isUrgent, signal }: { isUrgent: boolean; signal: AbortSignal },
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const job: Job<Lane> = {
        signal,
        run: async (lane) => {
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
    const lane = this.free.pop();
    if (lane === undefined) return;
    const job = this.urgent.shift() ?? this.others.shift();
    if (!job) {
      this.free.push(lane);
      return;
    }
    void job.run(lane).then(() => {
      this.free.push(lane);
      this.fill();
    });
  }
}
